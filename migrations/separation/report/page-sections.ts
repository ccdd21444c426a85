import { type Html, html } from './html.ts';
import { keyText, valueText } from './key-text.ts';
import { count, counted, duration } from './numbers.ts';
import { referenceDiffers, sequenceDiffers, tableDiffers } from './verdict.ts';
import type { TableReport, VerifyReport } from './verify-report.ts';

type Column<T> = { heading: string; number?: true; cell(row: T): Html };

const text = (value: string): Html => html`<td>${value}</td>`;
const key = (value: string): Html => html`<td class="key">${value}</td>`;
const number = (value: number): Html => html`<td class="number">${count(value)}</td>`;
const outcome = (good: boolean): Html => (good ? html`<td>✓ equal</td>` : html`<td class="bad">✗ differs</td>`);

/** A table that can be scrolled by keyboard where it is too wide, with its caption and headings for a screen reader. */
function grid<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[], foot: readonly Html[] = []): Html {
  const headings = columns.map(({ heading, number }) =>
    number ? html`<th scope="col" class="number">${heading}</th>` : html`<th scope="col">${heading}</th>`,
  );
  const body = rows.map((row) => html`<tr>${columns.map(({ cell }) => cell(row))}</tr>\n`);
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${caption}">
<table>
<caption>${caption}</caption>
<thead><tr>${headings}</tr></thead>
<tbody>
${body}</tbody>
${foot}</table>
</div>
`;
}

export function tables({ tables }: VerifyReport): Html {
  const total = (of: (table: TableReport) => number): Html => number(tables.reduce((sum, table) => sum + of(table), 0));
  const columns: Column<TableReport>[] = [
    { heading: 'Table', cell: ({ name }) => html`<th scope="row">${name}</th>` },
    { heading: 'From', cell: ({ source }) => text(source) },
    { heading: 'Rows in the source', number: true, cell: ({ sourceRows }) => number(sourceRows) },
    { heading: 'Rows in the service', number: true, cell: ({ targetRows }) => number(targetRows) },
    { heading: 'Quarantined', number: true, cell: ({ quarantinedRows }) => number(quarantinedRows) },
    { heading: 'Differing', number: true, cell: ({ differing }) => number(differing) },
    { heading: 'Time', number: true, cell: ({ seconds }) => html`<td class="number">${duration(seconds)}</td>` },
    { heading: 'Outcome', cell: (table) => outcome(!tableDiffers(table)) },
  ];
  const foot = html`<tfoot><tr><th scope="row" colspan="2">All</th>
${[total((t) => t.sourceRows), total((t) => t.targetRows), total((t) => t.quarantinedRows), total((t) => t.differing)]}
<td></td><td></td></tr></tfoot>
`;
  return html`<h2>Tables</h2>
<p>Of every table, rows in the source = rows in the service + quarantined rows. Each row was compared as a whole.</p>
${grid('Rows of each table, in the source and in the service that owns it now', columns, tables, [foot])}`;
}

const MEANINGS = { missing: 'not in the service', extra: 'only in the service', changed: 'in both, but different' };

export function differingRows({ tables }: VerifyReport): Html {
  const parts = tables
    .filter(({ differences }) => differences.length > 0)
    .map(({ name, differing, differences }) => {
      const some = differing > differences.length ? `, the first ${count(differences.length)} of them` : '';
      return html`<h3>${name}</h3>
${grid(
  `Differing rows of ${name}: ${count(differing)}${some}`,
  [
    { heading: 'Row', cell: (difference) => key(keyText(difference.key)) },
    { heading: 'What', cell: ({ kind }) => text(`${kind}: ${MEANINGS[kind]}`) },
    { heading: 'Columns', cell: ({ columns }) => key(columns.map(valueText).join(', ')) },
  ],
  differences,
)}`;
    });
  return html`<h2>Differing rows</h2>
${parts.length > 0 ? parts : html`<p>None.</p>`}`;
}

export function references({ references }: VerifyReport): Html {
  const differing = references.flatMap(({ from, differing }) => differing.map((each) => ({ from, ...each })));
  return html`<h2>References</h2>
<p>Columns that refer to rows of another table without a foreign key. What referred to nothing before does so still,
and what referred to a quarantined row does so now.</p>
${
  references.length === 0
    ? html`<p>None.</p>`
    : grid(
        'References, and how many of them refer to nothing',
        [
          { heading: 'From', cell: ({ from }) => html`<th scope="row">${from}</th>` },
          { heading: 'To', cell: ({ to }) => text(to) },
          { heading: 'Distinct values', number: true, cell: (row) => number(row.references) },
          { heading: 'To nothing in the source', number: true, cell: (row) => number(row.danglingInSource) },
          { heading: 'To nothing now', number: true, cell: (row) => number(row.danglingInTarget) },
          { heading: 'Outcome', cell: (row) => outcome(!referenceDiffers(row)) },
        ],
        references,
      )
}
${
  differing.length === 0
    ? ''
    : grid(
        'Values that refer to nothing on one side only',
        [
          { heading: 'Reference', cell: ({ from }) => html`<th scope="row">${from}</th>` },
          { heading: 'Value', cell: ({ value }) => key(valueText(value)) },
          { heading: 'Where', cell: ({ side }) => text(side === 'source' ? 'in the source' : 'in the service') },
        ],
        differing,
      )
}`;
}

export function sequences({ sequences }: VerifyReport): Html {
  const value = (last: string | null): Html => html`<td class="number">${last ?? 'unused'}</td>`;
  return html`<h2>Sequences</h2>
${
  sequences.length === 0
    ? html`<p>None.</p>`
    : grid(
        'Last value of each sequence',
        [
          { heading: 'Sequence', cell: ({ name }) => html`<th scope="row">${name}</th>` },
          { heading: 'Service', cell: ({ service }) => text(service) },
          { heading: 'In the source', number: true, cell: ({ source }) => value(source) },
          { heading: 'In the service', number: true, cell: ({ target }) => value(target) },
          { heading: 'Outcome', cell: (row) => outcome(!sequenceDiffers(row)) },
        ],
        sequences,
      )
}`;
}

export function quarantine({ quarantine }: VerifyReport): Html {
  const rows = quarantine.reduce((sum, each) => sum + each.rows, 0);
  return html`<h2>Quarantine</h2>
<p>Rows that today's rules refuse are kept whole in a table of their own, with the reason.</p>
${
  quarantine.length === 0
    ? html`<p>None.</p>`
    : grid(
        `${counted(rows, 'quarantined row')}, by table and reason`,
        [
          { heading: 'Table', cell: ({ table }) => html`<th scope="row">${table}</th>` },
          { heading: 'Reason', cell: ({ reason }) => text(reason) },
          { heading: 'Rows', number: true, cell: ({ rows }) => number(rows) },
          { heading: 'For example', cell: ({ examples }) => key(examples.map(keyText).join(' · ')) },
        ],
        quarantine,
      )
}`;
}

export const leftBehind = ({ leftBehind }: VerifyReport): Html => html`<h2>Left in the source</h2>
${
  leftBehind.length === 0
    ? html`<p>None: every table has moved.</p>`
    : html`<p>These tables stay where they are, on purpose.</p>
<ul>${leftBehind.map((name) => html`<li>${name}</li>`)}</ul>`
}
`;
