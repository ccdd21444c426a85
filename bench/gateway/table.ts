import type { Load } from './load.ts';

export type Measured = { name: string; rounds: (Load & { cpuMicroseconds: number })[] };

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] as number;

/** A table with medians over the rounds; ratios are of the same round, and their median is shown. */
export function printScenario(name: string, measured: readonly Measured[], say: (line: string) => void): void {
  const stock = measured.find((each) => each.name.startsWith('stock')) as Measured;
  const ratio = (one: Measured, other: Measured, key: 'perSecond' | 'cpuMicroseconds'): string => {
    const ratios = one.rounds.map((round, i) => round[key] / (other.rounds[i]?.[key] as number));
    return median(key === 'perSecond' ? ratios : ratios.map((each) => 1 / each)).toFixed(2);
  };
  say(`\n${name}\n`);
  say('| contender | requests/s | of stock | p50 ms | p99 ms | CPU µs a request | of stock, by CPU |');
  say('| --- | --- | --- | --- | --- | --- | --- |');
  for (const each of measured) {
    const of = (key: keyof Measured['rounds'][number]): number => median(each.rounds.map((round) => round[key]));
    say(
      `| ${each.name} | ${of('perSecond').toFixed(0)} | ${ratio(each, stock, 'perSecond')}× | ${of('p50').toFixed(2)} | ` +
        `${of('p99').toFixed(2)} | ${of('cpuMicroseconds').toFixed(0)} | ${ratio(each, stock, 'cpuMicroseconds')}× |`,
    );
  }
}
