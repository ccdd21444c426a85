import type { Contender, Rounds } from './contenders.ts';
import { load } from './load.ts';

const SLICE_SECONDS = 0.5;
const GROUPS = 5;

/** What one contender takes more than another one of CPU a request, as a part of that; the least and the most of some groups. */
export type Share = { share: number; least: number; most: number };

/**
 * Has two contenders take turns much faster than in rounds, each going first every other time, and compares the sums:
 * whatever else the machine does is then the same for both.
 */
export async function shareOf(
  dear: Contender,
  cheap: Contender,
  requestOf: (i: number) => object,
  { rounds, seconds, clients }: Rounds,
): Promise<Share> {
  const body = (i: number): string => JSON.stringify(requestOf(i));
  const ask = async ({ url, headersOf, processes }: Contender, sum: Sum): Promise<void> => {
    const cpuSeconds = (): number => processes.reduce((total, each) => total + each.cpuSeconds(), 0);
    const before = cpuSeconds();
    const { requests } = await load(url, body, { clients, seconds: SLICE_SECONDS, headersOf });
    sum.cpuSeconds += cpuSeconds() - before;
    sum.requests += requests;
  };
  const slices = Math.ceil((rounds * seconds) / SLICE_SECONDS / GROUPS);
  const groups: [Sum, Sum][] = [];
  for (let group = 0; group < GROUPS; group++) {
    const [ofDear, ofCheap] = [nothing(), nothing()];
    for (let slice = 0; slice < slices; slice++) {
      const turn = [() => ask(dear, ofDear), () => ask(cheap, ofCheap)];
      for (const go of slice % 2 === 0 ? turn : turn.reverse()) {
        await go();
      }
    }
    groups.push([ofDear, ofCheap]);
  }
  const shares = groups.map(([one, other]) => perRequest(one) / perRequest(other) - 1).sort((a, b) => a - b);
  const total = (at: 0 | 1): number => perRequest(groups.map((group) => group[at]).reduce(together, nothing()));
  return { share: total(0) / total(1) - 1, least: shares[0] as number, most: shares.at(-1) as number };
}

type Sum = { cpuSeconds: number; requests: number };

const nothing = (): Sum => ({ cpuSeconds: 0, requests: 0 });
const perRequest = ({ cpuSeconds, requests }: Sum): number => cpuSeconds / requests;
const together = (a: Sum, b: Sum): Sum => ({
  cpuSeconds: a.cpuSeconds + b.cpuSeconds,
  requests: a.requests + b.requests,
});
