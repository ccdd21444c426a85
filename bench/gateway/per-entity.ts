import { parse } from 'graphql';
import { graphOf } from '../../gateway/execution/graph.ts';
import { EVERY_SCOPE } from '../../platform/identity/actor.ts';
import { entitiesAnswer, type requestOf, rootAnswer } from './scenarios.ts';

type Representation = Parameters<typeof entitiesAnswer>[1][number];

const PAGE = 20;
const COUNTS = [PAGE, 200, 2_000];
const ENTITIES_A_ROUND = 40_000;

const CALLER = {
  actor: { userId: null, name: 'bench', email: null, kind: 'service' as const, scopes: EVERY_SCOPE },
  requestId: 'bench',
  address: null,
  userAgent: null,
};

/** What one entity costs in a list of so many, in microseconds of processor time: the least of some rounds. */
export type PerEntity = { count: number; microseconds: number };

/** Each entity as large as in the shortest list. */
const inPages = (subgraph: string, representations: readonly Representation[]): object => ({
  data: {
    _entities: Array.from({ length: Math.ceil(representations.length / PAGE) }, (_, i) =>
      entitiesAnswer(subgraph, representations.slice(i * PAGE, (i + 1) * PAGE)),
    ).flatMap(({ data }) => data._entities),
  },
});

/** Executes a list in this process, over subgraphs whose answers are at hand as JSON: nothing but the executor is at work. */
export async function costPerEntity(
  supergraph: string,
  { query, operationName }: ReturnType<typeof requestOf>,
  rounds: number,
): Promise<PerEntity[]> {
  const answers = new Map<string, string>();
  const graph = graphOf(supergraph, ({ name }) => async ({ query: asked, variables }) => {
    const { representations, count } = variables as { representations?: Representation[]; count?: number };
    const key = `${name} ${asked} ${representations?.length ?? count}`;
    const answer =
      answers.get(key) ??
      JSON.stringify(representations ? inPages(name, representations) : rootAnswer(asked, count ?? 0));
    answers.set(key, answer);
    return JSON.parse(answer);
  });
  const document = parse(query);
  const cost = async (count: number): Promise<number> => {
    const times = ENTITIES_A_ROUND / count;
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) {
      await graph.execute({ document, operationName, variables: { count, seed: 'the same' }, caller: CALLER });
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times / count;
  };
  const least = new Map<number, number>();
  for (let round = 0; round <= rounds; round++) {
    for (const count of COUNTS) {
      const measured = await cost(count);
      // The first is for the compiler.
      if (round > 0) {
        least.set(count, Math.min(least.get(count) ?? Number.POSITIVE_INFINITY, measured));
      }
    }
  }
  return [...least].map(([count, microseconds]) => ({ count, microseconds }));
}
