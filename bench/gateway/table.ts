import type { Load } from './load.ts';

export type Measured = { name: string; rounds: (Load & { cpuMicroseconds: number })[] };

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/** A table with medians over the rounds; ratios are of the same round, and their median is shown. */
export function printTable(
  title: string,
  base: string,
  measured: readonly Measured[],
  say: (line: string) => void,
): void {
  const other = measured.find(({ name }) => name === base) as Measured;
  const ratio = (one: Measured, key: 'perSecond' | 'cpuMicroseconds'): string => {
    const ratios = one.rounds.map((round, i) => round[key] / (other.rounds[i]?.[key] as number));
    return median(key === 'perSecond' ? ratios : ratios.map((each) => 1 / each)).toFixed(2);
  };
  say(`\n${title}\n`);
  say(`| who | requests/s | ratio | p50 ms | p99 ms | CPU µs a request | ratio by CPU |`);
  say('| --- | --- | --- | --- | --- | --- | --- |');
  for (const each of measured) {
    const of = (key: keyof Measured['rounds'][number]): number => median(each.rounds.map((round) => round[key]));
    say(
      `| ${each.name} | ${of('perSecond').toFixed(0)} | ${ratio(each, 'perSecond')}× | ${of('p50').toFixed(2)} | ` +
        `${of('p99').toFixed(2)} | ${of('cpuMicroseconds').toFixed(0)} | ${ratio(each, 'cpuMicroseconds')}× |`,
    );
  }
}
