import fc from 'fast-check';
import { contendersOf } from './contenders.ts';
import { type Operation, operationOf, tapeOf } from './operations.ts';
import type { Trouble } from './subgraph.ts';
import type { GraphUnderTest } from './supergraphs.ts';
import { isValid, judge } from './verdict.ts';

export const TROUBLES: readonly Trouble[] = ['none', 'nulls', 'lost', 'errors', 'leaves', 'structure'];

/** How many answers were judged; `refused` of them are refusals, `compared` were compared with the stock gateway's. */
export type Tally = { cases: number; refused: number; compared: number };

/** What fails is made smaller for no longer than this. */
const LONGEST_MS = 200_000;

type Drawn = { tape: number[]; seed: number };
const drawn: fc.Arbitrary<Drawn> = fc.record({
  // Long enough for the largest operation: what the tape has no more numbers for is as simple as it can be.
  tape: fc.array(fc.nat(1_000_000), { minLength: 200, maxLength: 400, size: 'max' }),
  seed: fc.nat(1_000_000_000),
});

/**
 * Has random operations answered over random data with every kind of trouble.
 * @param options.seed of the operations; random when undefined. Whatever fails is said with it, as small as it can be
 * @throws Error when an answer is wrong
 */
export async function campaign(
  graph: GraphUnderTest,
  { operations, seed }: { operations: number; seed: number | undefined },
): Promise<Tally> {
  const contenders = await contendersOf(graph);
  const tally: Tally = { cases: 0, refused: 0, compared: 0 };
  const fails = async (operation: Operation, world: number): Promise<string | undefined> => {
    for (const [i, trouble] of TROUBLES.entries()) {
      const { wrong, refused, compared } = await judge(contenders, operation, world + i, trouble);
      tally.cases += 1;
      tally.refused += refused ? 1 : 0;
      tally.compared += compared ? 1 : 0;
      if (wrong !== undefined) {
        return `${trouble}, world ${world + i}: ${wrong}`;
      }
    }
    return undefined;
  };
  const property = fc.asyncProperty(drawn, async ({ tape, seed: world }) => {
    const operation = operationOf(contenders.apiSchema, tapeOf(tape));
    fc.pre(isValid(contenders, operation));
    const wrong = await fails(operation, world);
    if (wrong !== undefined) {
      throw new Error(`${operation.query}\n${JSON.stringify(operation.variables)}\n${wrong}`);
    }
  });
  try {
    const given = seed === undefined ? {} : { seed };
    const found = await fc.check(property, { numRuns: operations, interruptAfterTimeLimit: LONGEST_MS, ...given });
    if (found.failed) {
      const { errorInstance } = found as { errorInstance?: Error };
      throw new Error(
        `seed ${found.seed}, path ${found.counterexamplePath}, shrunk ${found.numShrinks} times:\n${errorInstance?.message}`,
      );
    }
  } finally {
    await contenders.close();
  }
  return tally;
}
