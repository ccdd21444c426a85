import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { monoliths } from '../support/monolith/random.ts';
import { AS_IT_WAS, randomThereAndBack } from './support/round-trip.ts';

test('any of very many monoliths comes back as it was', async () => {
  const comesBack = fc.asyncProperty(monoliths(), async (monolith) => {
    expect(await randomThereAndBack(monolith)).toEqual(AS_IT_WAS);
  });
  await fc.assert(comesBack, { numRuns: Number(process.env.SOAK_RUNS ?? 100), endOnFailure: true });
});
