import { test } from '@jest/globals';
import { isComplete } from './support/down.ts';
import { KILLS, killedAtEveryStep } from './support/kills.ts';
import { eventLab } from './support/lab.ts';

test('ten thousand changes while the audit database is down: ten thousand logs, in order, none twice', async () => {
  await using lab = await eventLab();
  await isComplete(lab, 10_000);
});

test('a relay and its consumer are killed at each of their steps, again and again', async () => {
  await using lab = await eventLab();
  await killedAtEveryStep(lab, [...KILLS, ...KILLS, ...KILLS, ...KILLS]);
});
