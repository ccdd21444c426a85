import type { RowByRow } from './plain-copy.ts';

/** Seconds of one round. */
export type Round = { plain: number; copy: number; verify: number; sync: number };

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
};

const table = (head: readonly string[], lines: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Medians of the rounds, and of each round's own ratios: what slowed a round down slowed down both of its sides. */
export function speedTable(
  rows: number,
  rounds: readonly Round[],
  single: { each: RowByRow; together: RowByRow },
): string {
  const secondsOf = (name: keyof Round): number => median(rounds.map((round) => round[name]));
  const ratio = (over: keyof Round, under: keyof Round): number =>
    median(rounds.map((round) => round[over] / round[under]));
  const extrapolated = ({ rows: inserted, seconds }: RowByRow): number => (seconds / inserted) * rows;
  const line = (what: string, seconds: number, against: string, bar: string): string[] => [
    what,
    seconds.toFixed(1),
    Math.round(rows / seconds).toString(),
    against,
    bar,
  ];
  const times = (value: number): string => `${value.toFixed(2)}×`;
  const overEach = median(rounds.map(({ copy }) => extrapolated(single.each) / copy));
  const overTogether = median(rounds.map(({ copy }) => extrapolated(single.together) / copy));
  return table(
    ['what', 'seconds', 'rows/s', 'ratio', 'bar'],
    [
      line('plain COPY', secondsOf('plain'), '', ''),
      line('separation: copy', secondsOf('copy'), `${times(ratio('plain', 'copy'))} the plain COPY's speed`, '0.7×'),
      line('separation: verify', secondsOf('verify'), `${times(ratio('copy', 'verify'))} the copy's speed`, '1×'),
      line(
        'separation: sync, unchanged source',
        secondsOf('sync'),
        `${times(ratio('copy', 'sync'))} the copy's speed`,
        '2×',
      ),
      line(
        `row by row, a transaction each (from ${single.each.rows} rows)`,
        extrapolated(single.each),
        `the copy is ${overEach.toFixed(1)}× as fast`,
        '30×',
      ),
      line(
        `row by row, a transaction a table (from ${single.together.rows} rows)`,
        extrapolated(single.together),
        `the copy is ${overTogether.toFixed(1)}× as fast`,
        '',
      ),
    ],
  );
}

/** Peaks of the separation's process, in MB. */
export function memoryTable(sizes: readonly { rows: number; peaks: Record<string, number | undefined> }[]): string {
  const verbs = Object.keys(sizes[0]?.peaks ?? {});
  const peak = (value: number | undefined): string => (value === undefined ? 'not known here' : value.toFixed(0));
  return table(
    ['rows', ...verbs.map((verb) => `${verb}, peak MB`)],
    sizes.map(({ rows, peaks }) => [String(rows), ...verbs.map((verb) => peak(peaks[verb]))]),
  );
}
