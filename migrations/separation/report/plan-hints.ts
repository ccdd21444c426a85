import { stringify } from 'yaml';
import type { Breach, PlanReport, TablePlan } from './plan-report.ts';
import { printable } from './printable.ts';

/** Text as a key or value of YAML, on one line, and harmless to a terminal. */
const word = (text: string): string => {
  const plain = stringify(text, { lineWidth: 0 }).trim();
  return plain === printable(plain) ? plain : printable(JSON.stringify(text));
};

/** What a value surely means: the same in other letters, or the beginning of just one. */
function meant(value: string, accepted: readonly string[]): string | undefined {
  const text = value.trim().toLowerCase();
  const candidates = accepted.filter((each) => each === text || (text.length >= 3 && each.startsWith(text)));
  return candidates.length === 1 ? candidates[0] : candidates.find((each) => each === text);
}

/** A check with a list of values: what it refuses can be given another value. */
const hasList = ({ kind, source, accepted, values }: Breach): boolean =>
  kind === 'check' && source !== null && accepted.length > 0 && values.some(({ value }) => value !== null);

function valueLines({ source, values, accepted }: Breach): string[] {
  const pairs = values.flatMap(({ value }) => (value === null ? [] : [{ value, meaning: meant(value, accepted) }]));
  const off = pairs.every(({ meaning }) => meaning === undefined) ? '# ' : '';
  return [
    `  ${off}${word(source as string)}:  # one of ${accepted.join(', ')}`,
    `  ${off}  values:`,
    ...pairs.map(({ value, meaning }) =>
      meaning === undefined ? `  #     ${word(value)}:` : `      ${word(value)}: ${word(meaning)}`,
    ),
  ];
}

const secretLines = (table: TablePlan): string[] =>
  table.legacy.filter(({ secret }) => secret).map(({ column }) => `  ${word(`${table.source}.${column}`)}: leave`);

/** A heading over nothing but comments would be a setting without a value. */
function part(heading: string, lines: readonly string[]): string[] {
  const off = lines.every((line) => line.startsWith('  #')) ? '# ' : '';
  return lines.length === 0 ? [] : [`${off}${heading}`, ...lines];
}

/**
 * Lines to paste into separation.yaml: what it does not say yet of tables that nobody owns, of columns that look like
 * secrets, of values that are refused, and of steps. What only people can know is a comment to fill in.
 */
export function settingsHint({ tables, unowned }: PlanReport): string[] {
  return [
    ...part(
      'tables:',
      unowned.map(({ source, namesake }) =>
        namesake === undefined
          ? `  ${word(source)}: leave  # or { assign: <service> }`
          : `  ${word(source)}: { into: ${word(namesake)} }  # or leave, or { assign: <service> }`,
      ),
    ),
    ...part('columns:', [
      ...tables.flatMap(secretLines),
      ...tables.flatMap(({ breaches }) => breaches.filter(hasList)).flatMap(valueLines),
    ]),
    ...part(
      'steps:  # those that mean one of the eight; others stay as they are',
      tables.flatMap(({ unknownSteps }) =>
        unknownSteps.flatMap(({ value }) => (value?.trim() ? [`  # ${word(value)}:`] : [])),
      ),
    ),
  ];
}
