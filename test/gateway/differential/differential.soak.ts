import { expect, test } from '@jest/globals';
import { campaign } from './campaign.ts';
import { GRAPHS } from './supergraphs.ts';

test.each(Object.keys(GRAPHS))('%s: other random operations are, too', async (name) => {
  const seed = Date.now() % 2 ** 31;
  process.stdout.write(`${name}: seed ${seed}\n`);
  const tally = await campaign(GRAPHS[name] as (typeof GRAPHS)[string], { operations: 2_000, seed });
  process.stdout.write(`${name}: ${JSON.stringify(tally)}\n`);
  expect(tally.refused).toBeLessThan(tally.cases / 50);
});
