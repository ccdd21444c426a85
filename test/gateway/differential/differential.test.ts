import { expect, test } from '@jest/globals';
import { campaign } from './campaign.ts';
import { GRAPHS } from './supergraphs.ts';

/** The same operations in every run; `npm run test:soak` draws others each time. */
const SEED = 20_261_125;
const OPERATIONS = 150;

test.each(Object.keys(GRAPHS))(
  '%s: random operations are answered with the truth, and errors stand where the stock gateway has them',
  async (name) => {
    const tally = await campaign(GRAPHS[name] as (typeof GRAPHS)[string], { operations: OPERATIONS, seed: SEED });
    process.stdout.write(`${name}, seed ${SEED}: ${JSON.stringify(tally)}\n`);
    expect(tally.cases).toBeGreaterThanOrEqual(6 * OPERATIONS);
    expect(tally.refused).toBeLessThan(tally.cases / 50);
    expect(tally.compared).toBeGreaterThan(tally.cases / 3);
  },
  300_000,
);
