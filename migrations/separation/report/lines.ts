import { keyText, valueText } from './key-text.ts';
import { count, counted, duration } from './numbers.ts';
import { printable, width } from './printable.ts';
import { referenceDiffers, sequenceDiffers, tableDiffers, verdictOf } from './verdict.ts';
import type { TableReport, VerifyReport } from './verify-report.ts';

/** A terminal is no place for thousands of rows: the files have the others. */
const MOST_DIFFERENCES = 20;
const MOST_EXAMPLES = 3;

/** What the terminal says of a verification; it ends with the verdict and the next step. */
export function verifyLines(report: VerifyReport): string[] {
  const { sentence, next } = verdictOf(report);
  return [
    ...tableLines(report.tables),
    ...report.tables.filter(tableDiffers).flatMap(differenceLines),
    ...referenceLines(report),
    ...report.sequences
      .filter(sequenceDiffers)
      .map(
        ({ service, name, source, target }) =>
          `sequence ${printable(name)} (${service}): ${source ?? 'unused'} in the source, ${target ?? 'unused'} in the service`,
      ),
    ...quarantineLines(report),
    ...leftBehindLines(report),
    `Compared in ${duration((Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000)}.`,
    '',
    sentence,
    next,
  ];
}

const HEADINGS = ['table', 'source', 'target', 'quarantined', 'differing'];

function tableLines(tables: readonly TableReport[]): string[] {
  const rows = tables.map((table) => [
    printable(table.name),
    ...[table.sourceRows, table.targetRows, table.quarantinedRows, table.differing].map(count),
  ]);
  const all = [HEADINGS, ...rows];
  const widths = HEADINGS.map((_, i) => Math.max(...all.map((cells) => width(cells[i] as string))));
  const padded = (text: string, i: number): string => {
    const space = ' '.repeat((widths[i] as number) - width(text));
    return i === 0 ? text + space : space + text;
  };
  return [...all.map((cells) => cells.map(padded).join('  ').trimEnd()), ''];
}

function differenceLines({ name, differing, differences }: TableReport): string[] {
  const shown = differences.slice(0, MOST_DIFFERENCES);
  return [
    `${printable(name)}: ${counted(differing, 'row')} ${differing === 1 ? 'differs' : 'differ'}`,
    ...shown.map(({ kind, key, columns }) => {
      const where = columns.length === 0 ? '' : ` in ${columns.map(valueText).join(', ')}`;
      return `  ${kind.padEnd(7)}  ${keyText(key)}${where}`;
    }),
    ...(differing > shown.length ? [`  and ${count(differing - shown.length)} more`] : []),
    '',
  ];
}

function referenceLines({ references }: VerifyReport): string[] {
  const interesting = references.filter((reference) => referenceDiffers(reference) || reference.danglingInTarget > 0);
  return interesting.flatMap((reference) => {
    const { from, to, danglingInSource, danglingInTarget, differing } = reference;
    const same = danglingInSource === danglingInTarget;
    const before = same ? 'as in the source' : `in the source ${count(danglingInSource)}`;
    const because = !same && differing.length === 0 ? ', because of quarantined rows' : '';
    const told = `refers to nothing ${counted(danglingInTarget, 'time')}, ${before}${because}`;
    return [
      `${printable(from)} → ${printable(to)}: ${told}`,
      ...differing.slice(0, MOST_EXAMPLES).map(({ value, side }) => `  only in the ${side}: ${valueText(value)}`),
    ];
  });
}

const quarantineLines = ({ quarantine }: VerifyReport): string[] =>
  quarantine.flatMap(({ table, reason, rows, examples }) => [
    `quarantined: ${counted(rows, 'row')} of ${printable(table)}: ${printable(reason)}`,
    ...examples.slice(0, MOST_EXAMPLES).map((key) => `  ${keyText(key)}`),
  ]);

const leftBehindLines = ({ leftBehind }: VerifyReport): string[] =>
  leftBehind.length === 0 ? [] : [`Left in the source on purpose: ${leftBehind.map(printable).join(', ')}`];
