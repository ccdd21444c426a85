import { keyText, valueText } from './key-text.ts';
import { count, counted, duration, size } from './numbers.ts';
import { settingsHint } from './plan-hints.ts';
import type { Breach, ColumnPlan, OtherTable, PlanReport, ReferencePlan, TablePlan } from './plan-report.ts';
import { printable, width } from './printable.ts';

const names = (values: readonly string[]): string => values.map(printable).join(', ');

const rowsOf = ({ rows, exact }: { rows: number; exact: boolean }): string => `${exact ? '' : '~'}${count(rows)}`;

/** Columns of text, the last two to the right. */
function grid(rows: readonly string[][]): string[] {
  const widths = (rows[0] as string[]).map((_, i) => Math.max(...rows.map((cells) => width(cells[i] as string))));
  return rows.map((cells) =>
    cells
      .map((text, i) => {
        const space = ' '.repeat((widths[i] as number) - width(text));
        return i < 2 ? text + space : space + text;
      })
      .join('  ')
      .trimEnd(),
  );
}

function overview({ tables, left, unowned }: PlanReport): string[] {
  const other =
    (what: string) =>
    (table: OtherTable): string[] => [printable(table.source), what, rowsOf(table), size(table.bytes)];
  const moved = tables.map((table) => [
    printable(table.source),
    table.kind === 'known' ? printable(table.name) : `${printable(table.name)} (as it is)`,
    rowsOf(table),
    size(table.bytes),
  ]);
  return grid([
    ['table', 'goes to', 'rows', 'size'],
    ...moved,
    ...left.map(other('stays')),
    ...unowned.map(other('nobody owns it')),
  ]);
}

function columnLine({ source, target, sourceType, targetType, kept }: ColumnPlan, timezone: string): string {
  const renamed = source === target ? '' : ` (there ${printable(target)})`;
  const zone =
    /^(timestamp(\(\d\))? without|date$)/.test(sourceType) && targetType.endsWith('with time zone')
      ? ` in ${timezone}`
      : '';
  const types = sourceType === targetType ? targetType : `${sourceType} → ${targetType}${zone}`;
  const original =
    kept === 0
      ? ''
      : `; ${counted(kept, 'value')} ${kept === 1 ? 'changes' : 'change'} on the way, the original in legacy`;
  return `  ${printable(source)}${renamed}: ${printable(types)}${original}`;
}

function breachLines({ kind, constraint, columns, rows, values, examples }: Breach): string[] {
  const what = {
    'not null': `without ${names(columns)}, which must be there`,
    check: `whose ${names(columns)} ${columns.length === 1 ? 'breaks' : 'break'} ${printable(constraint ?? '')}`,
    unique: `whose ${names(columns)} another row has already (${printable(constraint ?? '')})`,
    'foreign key': `whose ${names(columns)} names no row (${printable(constraint ?? '')})`,
  }[kind];
  return [
    `  REFUSED: ${counted(rows, 'row')} ${what}`,
    ...values.map((each) => `    ${valueText(each.value)}: ${counted(each.rows, 'time')}`),
    ...(examples.length === 0 ? [] : [`    such as ${examples.map(keyText).join('; ')}`]),
  ];
}

function tableLines(table: TablePlan, timezone: string): string[] {
  const { columns, legacy, left, computed, missing, breaches, unknownSteps, triggers, key } = table;
  const told = columns.filter((each) => each.converted || each.source !== each.target);
  const plain = columns.filter((each) => !told.includes(each)).map(({ source }) => source);
  const keyed = legacy.map((each) =>
    each.key === each.column ? printable(each.column) : `${printable(each.column)} as ${printable(each.key)}`,
  );
  return [
    `${printable(table.source)} → ${printable(table.name)}`,
    ...(plain.length === 0 ? [] : [`  as they are: ${names(plain)}`]),
    ...(told.length === 0 ? [] : ['  converted:']),
    ...told.map((each) => `  ${columnLine(each, timezone)}`),
    ...(keyed.length === 0 ? [] : [`  in legacy, since the service has no such column: ${keyed.join(', ')}`]),
    ...legacy
      .filter(({ secret }) => secret)
      .map(
        ({ column }) =>
          `  WARNING: ${printable(column)} looks like a secret, and legacy can be read by whoever reads the row: leave it behind`,
      ),
    ...(left.length === 0 ? [] : [`  left behind: ${names(left)}`]),
    ...(computed.length === 0 ? [] : [`  computed by the service: ${names(computed)}`]),
    ...(missing.length === 0
      ? []
      : [
          `  not in the source: ${missing.map((each) => `${printable(each.column)} (${each.default ?? 'null'})`).join(', ')}`,
        ]),
    ...(key.length === 0 ? ['  no key: its rows are known by their content, so equal ones count'] : []),
    ...breaches.flatMap(breachLines),
    ...stepLines(unknownSteps),
    ...(triggers.length === 0 ? [] : [`  triggers that stay in the source: ${names(triggers)}`]),
    '',
  ];
}

const stepLines = (steps: TablePlan['unknownSteps']): string[] =>
  steps.length === 0
    ? []
    : [
        '  names of steps that mean none of the eight, and stay as they are:',
        ...steps.map((each) => `    ${valueText(each.value)}: ${counted(each.rows, 'row')}`),
      ];

const WHY: Readonly<Record<ReferencePlan['kind'], string>> = {
  crosses: 'goes to another service',
  stays: 'what it names stays behind',
  renumbered: 'what it names gets other ids',
  unguarded: 'the service has no foreign key there',
  soft: 'no foreign key in the source either',
};

const referenceLines = (references: readonly ReferencePlan[]): string[] =>
  references.length === 0
    ? []
    : [
        'References that no foreign key guards any more:',
        ...references.map(
          ({ from, to, kind, rows, dangling }) =>
            `  ${printable(from)} → ${printable(to)}: ${WHY[kind]}; ${count(dangling)} of ${counted(rows, 'row')} would refer to nothing`,
        ),
        '',
      ];

const viewLines = ({ views }: PlanReport): string[] =>
  views.length === 0
    ? []
    : [
        'Views that stay in the source:',
        ...views.map(({ name, materialized, reads, readsMoved }) => {
          const over = readsMoved.length === 0 ? reads : readsMoved;
          return `  ${printable(name)}${materialized ? ' (materialized)' : ''}${over.length === 0 ? '' : ` over ${names(over)}${readsMoved.length === 0 ? '' : ', no longer written after the switch'}`}`;
        }),
        '',
      ];

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [title, ...lines.map((line) => `  ${line}`), ''];

/** Not indented: to be pasted as it is. */
const hintLines = (lines: readonly string[]): string[] =>
  lines.length === 0
    ? []
    : [
        '# For separation.yaml: look at each answer, and join it with what the file says of the same column.',
        ...lines,
        '',
      ];

/** What the terminal says of a plan: an overview, each table, what is lost, and what to write into the settings. */
export function planLines(report: PlanReport): string[] {
  const { tables, obstacles, unowned, rows, bytes, seconds, timezone, sourceVersion } = report;
  const refused = tables.reduce((sum, each) => sum + each.refused, 0);
  return [
    `The source is PostgreSQL ${sourceVersion}. Local times in it are of ${timezone}.`,
    '',
    ...overview(report),
    '',
    ...tables.flatMap((table) => tableLines(table, timezone)),
    ...referenceLines(report.references.filter((each) => each.rows > 0)),
    ...viewLines(report),
    ...section('In the way:', obstacles.map(printable)),
    ...hintLines(settingsHint(report)),
    `${counted(rows, 'row')}, ${size(bytes)}: a copy takes ${duration(seconds.least)} to ${duration(seconds.most)}, a verification about as long. This reckons with 20,000 to 120,000 rows/s and 10 to 60 MB/s; 60,000 rows/s were measured on one machine.`,
    ...(refused === 0
      ? []
      : [
          `${counted(refused, 'row')} ${refused === 1 ? 'breaks' : 'break'} today's rules: such rows are kept whole in quarantine, and those that depend on them with them.`,
        ]),
    unowned.length === 0 && obstacles.length === 0
      ? 'Nothing was written. Next: npm run separate -- copy'
      : `Nothing was written. \`copy\` does not begin before ${unowned.length === 0 ? 'what is in the way is gone' : 'separation.yaml says what becomes of every table'}.`,
  ];
}
