import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { adminUrl } from '../support/databases.ts';
import { monoliths } from '../support/monolith/random.ts';
import { hasPostgres15, startPostgres15 } from '../support/postgres15.ts';
import { AS_IT_WAS, nastyThereAndBack, randomThereAndBack } from './support/round-trip.ts';

// Shown: every row of a monolith is in one of the five databases, or beside them with the reason, and out of these
// an empty monolith gets all of them back as they were.

test.each([
  ['nanopore_submissions', 40],
  ['none', 20],
] as const)('a monolith with submissions in %s comes back as it was', async (submissions, samples) => {
  expect(await nastyThereAndBack({ submissions, samples }, adminUrl())).toEqual(AS_IT_WAS);
});

(hasPostgres15() ? test : test.skip)('one on an older server, with values of 10 MB, comes back as it was', async () => {
  await using server = await startPostgres15();
  const options = { submissions: 'submissions', samples: 40, large: true } as const;
  expect(await nastyThereAndBack(options, server.adminUrl)).toEqual(AS_IT_WAS);
});

test('rows of all kinds that depend on one which is refused come back, each once', async () => {
  const freezerOfTheLost = `
    insert into lab.freezers ("Name", capacity) values ('new room', 3);
    update lab.freezers set parent_id = 21 where "freezerId" = 10;
    update lab.freezers set "lastSample" = s.id from nanopore_samples s where s.status = 'lost' and "freezerId" = 21`;
  expect(await nastyThereAndBack({ samples: 40 }, adminUrl(), freezerOfTheLost)).toEqual(AS_IT_WAS);
});

test('any monolith comes back as it was', async () => {
  const comesBack = fc.asyncProperty(monoliths(), async (monolith) => {
    expect(await randomThereAndBack(monolith)).toEqual(AS_IT_WAS);
  });
  await fc.assert(comesBack, { numRuns: 3, endOnFailure: true });
});
