import { count, counted, duration } from './numbers.ts';
import { printable } from './printable.ts';
import { meanRate, recentRate, secondsLeft, type Throughput } from './throughput.ts';

/** What is important first: in a narrow window the last parts are left out. */
export function runningParts(state: Throughput, now: number): string[] {
  const { table, rows, expected } = state;
  const rate = recentRate(state, now);
  const left = secondsLeft(state, now);
  return [
    printable(table),
    // An estimate may be exceeded; then there is no share to speak of.
    ...(expected > rows ? [`${Math.floor((rows / expected) * 100)}%`] : []),
    ...(left === undefined ? [] : [`${duration(left)} left`]),
    ...(rate === undefined ? [] : [`${count(rate)} rows/s`]),
    expected > 0 ? `${count(rows)} of ~${count(expected)}` : counted(rows, 'row'),
  ];
}

export function beginningText({ table, expected, before }: Throughput): string {
  const share = before > 0 ? `, ${count(before)} there already` : '';
  return `${printable(table)}: about ${counted(expected, 'row')}${share}`;
}

export function finishedText(state: Throughput, now: number): string {
  const { table, rows, before, startedAt } = state;
  const seconds = (now - startedAt) / 1000;
  const share = before > 0 ? `, ${count(before)} of them before` : '';
  const rate = rows > before && seconds >= 1 ? `, ${count(meanRate(state, now))} rows/s` : '';
  return `${printable(table)}: ${counted(rows, 'row')}${share} in ${duration(seconds)}${rate}`;
}
