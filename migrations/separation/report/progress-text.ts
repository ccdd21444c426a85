import { count, counted, duration } from './numbers.ts';
import { printable } from './printable.ts';
import { meanRate, recentRate, secondsLeft, type Throughput } from './throughput.ts';

/** Of indexes it is the number that is told, and not how many come in a second. */
const inRows = ({ counting }: Throughput): boolean => counting === 'rows';

const countedOf = (state: Throughput, n: number): string =>
  inRows(state) ? counted(n, 'row') : counted(n, 'index', 'indexes');

/** What is important first: in a narrow window the last parts are left out. */
export function runningParts(state: Throughput, now: number): string[] {
  const { table, rows, expected } = state;
  const rate = inRows(state) ? recentRate(state, now) : undefined;
  const left = secondsLeft(state, now);
  return [
    printable(table),
    // An estimate may be exceeded; then there is no share to speak of.
    ...(expected > rows ? [`${Math.floor((rows / expected) * 100)}%`] : []),
    ...(left === undefined ? [] : [`${duration(left)} left`]),
    ...(rate === undefined ? [] : [`${count(rate)} rows/s`]),
    inRows(state)
      ? expected > 0
        ? `${count(rows)} of ~${count(expected)}`
        : counted(rows, 'row')
      : `${count(rows)} of ${countedOf(state, expected)}`,
  ];
}

export function beginningText(state: Throughput): string {
  const { table, expected, before } = state;
  const share = before > 0 ? `, ${count(before)} there already` : '';
  return `${printable(table)}: ${inRows(state) ? 'about ' : ''}${countedOf(state, expected)}${share}`;
}

export function finishedText(state: Throughput, now: number): string {
  const { table, rows, before, startedAt } = state;
  const seconds = (now - startedAt) / 1000;
  const share = before > 0 ? `, ${count(before)} of them before` : '';
  const rate = inRows(state) && rows > before && seconds >= 1 ? `, ${count(meanRate(state, now))} rows/s` : '';
  return `${printable(table)}: ${countedOf(state, rows)}${share} in ${duration(seconds)}${rate}`;
}
