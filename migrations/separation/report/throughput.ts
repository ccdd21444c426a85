import type { Counting } from './progress.ts';

/** How far one table is, and how fast it has been over the last seconds. Times in milliseconds of any steady clock. */
export type Throughput = {
  readonly table: string;
  readonly expected: number;
  readonly before: number;
  readonly startedAt: number;
  readonly counting: Counting;
  rows: number;
  marks: { at: number; rows: number }[];
};

const WINDOW_MS = 5_000;
const MARK_EVERY_MS = 250;

export const throughput = (
  table: string,
  expected: number,
  before: number,
  now: number,
  counting: Counting = 'rows',
): Throughput => ({
  table,
  expected,
  before,
  startedAt: now,
  counting,
  rows: before,
  marks: [{ at: now, rows: before }],
});

export function advanced(state: Throughput, rows: number, now: number): void {
  state.rows += rows;
  const last = state.marks.at(-1) as Throughput['marks'][number];
  if (now - last.at >= MARK_EVERY_MS) {
    state.marks.push({ at: now, rows: state.rows });
    // One mark older than the window stays: the window begins somewhere between it and the next.
    while (state.marks.length > 2 && now - (state.marks[1] as { at: number }).at >= WINDOW_MS) {
      state.marks.shift();
    }
  }
}

/** Rows per second over the last seconds; undefined before there is anything to measure. */
export function recentRate({ marks, rows }: Throughput, now: number): number | undefined {
  const [first] = marks as [{ at: number; rows: number }];
  const elapsed = now - first.at;
  return elapsed < MARK_EVERY_MS ? undefined : ((rows - first.rows) / elapsed) * 1000;
}

/** Rows per second since the beginning. */
export const meanRate = ({ rows, before, startedAt }: Throughput, now: number): number =>
  ((rows - before) / Math.max(1, now - startedAt)) * 1000;

/** Seconds until the expected rows are there at the recent rate; undefined when nobody can know. */
export function secondsLeft(state: Throughput, now: number): number | undefined {
  const rate = recentRate(state, now);
  const left = state.expected - state.rows;
  return rate === undefined || rate <= 0 || left <= 0 ? undefined : left / rate;
}
