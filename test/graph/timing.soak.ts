/**
 * Whether a submitter can tell by the clock what is somebody else's from what is not there: both are asked for in turn,
 * thousands of times, through the gateway. Measured is how often the slower of two answers, one of each kind, is that of
 * somebody else's: half of the time if nothing can be told (the area under the ROC curve, by Mann and Whitney).
 */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { actorWith } from '../support/asking-as.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

const TIMES = 4_000;
const WARM_UP = 400;
/** Three and a half standard errors for so many. */
const MOST = 3.5 * Math.sqrt((2 * TIMES + 1) / (12 * TIMES * TIMES));

let graph: GraphUnderTest;
let actor = actorWith(['auditor']);
/** Ids of samples, none of which is the submitter's. */
let others: string[];
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true, identify: () => actor });
  const { data } = await graph.query('{ samples(first: 100) { nodes { id } } }');
  others = data.samples.nodes.map(({ id }: { id: string }) => id);
  actor = actorWith(['submitter'], { email: 'nobody-else@example.org' });
});
afterAll(() => graph.close());

async function milliseconds(query: string, id: string): Promise<number> {
  const started = performance.now();
  await graph.text(query, { id });
  return performance.now() - started;
}

/** How often the first kind is the slower one of a pair, one of each. */
function slower(one: readonly number[], other: readonly number[]): number {
  const all = [...one.map((ms) => ({ ms, of: 1 })), ...other.map((ms) => ({ ms, of: 0 }))].sort((a, b) => a.ms - b.ms);
  let before = 0;
  let pairs = 0;
  for (const { of } of all) {
    before += 1 - of;
    pairs += of * before;
  }
  return pairs / one.length / other.length;
}

/** Each in turn, in an order that nobody knows, so that whatever the machine does besides happens to both. */
async function compare(query: string, one: (i: number) => string, other: (i: number) => string) {
  const times: [number[], number[]] = [[], []];
  for (let i = -WARM_UP; i < TIMES; i++) {
    const kinds = Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const);
    for (const kind of kinds) {
      const took = await milliseconds(query, kind === 0 ? one(i) : other(i));
      if (i >= 0) {
        times[kind].push(took);
      }
    }
  }
  return slower(...times);
}

const at = (ids: readonly string[]) => (i: number) => ids[(i + WARM_UP) % ids.length] as string;
/** As many that are not there, so that either kind comes again as often. */
const nowhere = Array.from({ length: 100 }, () => randomUUID());

const QUESTIONS: [string, string][] = [
  ['by its id', 'query ($id: ID!) { sample(id: $id) { id sampleName } }'],
  ['in a list', 'query ($id: ID!) { samples(filter: { ids: [$id] }) { nodes { id } totalCount } }'],
];

test.each(QUESTIONS)("others' samples take as long as none: %s", async (_how, query) => {
  const share = await compare(query, at(others), at(nowhere));
  process.stderr.write(`timing, ${_how}: ${share.toFixed(4)}, 0.5 ± ${MOST.toFixed(4)} if nothing can be told\n`);
  expect(Math.abs(share - 0.5)).toBeLessThan(MOST);
});

test('what would give something away is seen by this measure: what is shown takes longer than what is not', async () => {
  const before = actor;
  actor = actorWith(['auditor']);
  const share = await compare(QUESTIONS[0]?.[1] as string, at(others), at(nowhere));
  actor = before;
  process.stderr.write(`timing, what is shown: ${share.toFixed(4)}\n`);
  expect(share).toBeGreaterThan(0.5 + MOST);
});
