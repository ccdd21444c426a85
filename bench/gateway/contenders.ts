import { isDeepStrictEqual } from 'node:util';
import { type HeadersOf, load } from './load.ts';
import type { Started } from './process.ts';
import type { Measured } from './table.ts';

/** Somebody who answers the same questions; `processes` are those whose processor time is counted. */
export type Contender = {
  name: string;
  url: string;
  processes: readonly Started[];
  /** What the i-th request to it has besides. */
  headersOf?: HeadersOf;
};

export type Rounds = { rounds: number; seconds: number; clients: number };

const WARM_UP_SECONDS = 3;

/** Ratios of what does not answer alike would be worth nothing. */
export async function insistOnEqualAnswers(contenders: readonly Contender[], request: object): Promise<void> {
  const body = JSON.stringify(request);
  const answers = await Promise.all(
    contenders.map(async ({ url, headersOf }) => {
      const headers = { 'content-type': 'application/json', ...headersOf?.(0) };
      const response = await fetch(url, { method: 'POST', headers, body });
      return (await response.json()) as { data?: unknown };
    }),
  );
  const [first] = answers;
  for (const [i, answer] of answers.entries()) {
    if (answer.data == null || !isDeepStrictEqual(answer, first)) {
      const texts = [answer, first].map((each) => JSON.stringify(each).slice(0, 2_000)).join('\n');
      throw new Error(`${contenders[i]?.name} answers otherwise:\n${texts}`);
    }
  }
}

/** All take turns in each round, after one to warm up. */
export async function measureRounds(
  contenders: readonly Contender[],
  requestOf: (i: number) => object,
  options: Rounds,
): Promise<Measured[]> {
  const body = (i: number): string => JSON.stringify(requestOf(i));
  const cpuSeconds = ({ processes }: Contender): number => processes.reduce((sum, each) => sum + each.cpuSeconds(), 0);
  const measured: Measured[] = contenders.map(({ name }) => ({ name, rounds: [] }));
  for (let round = 0; round <= options.rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      const before = cpuSeconds(contender);
      const seconds = round === 0 ? WARM_UP_SECONDS : options.seconds;
      const { url, headersOf } = contender;
      const seen = await load(url, body, { clients: options.clients, seconds, headersOf });
      if (round > 0) {
        const cpuMicroseconds = ((cpuSeconds(contender) - before) / seen.requests) * 1e6;
        measured[i]?.rounds.push({ ...seen, cpuMicroseconds });
      }
    }
  }
  return measured;
}
