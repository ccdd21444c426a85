import { expect, test } from '@jest/globals';
import { changeSource } from './support/changes.ts';
import { KILLED, killedAfterEveryChunk, nastyLab } from './support/command-lab.ts';

test('the nasty monolith, killed after every single chunk while people work, is complete in the end', async () => {
  await using lab = await nastyLab();
  expect(await killedAfterEveryChunk(lab, (n) => changeSource(lab.monolith, n))).toBeGreaterThan(15);
  expect((await lab.verifyHere()).equal).toBe(true);
});

test('wherever a copy is killed, the next one completes it', async () => {
  for (let chunks = 1, dead = true; dead; chunks++) {
    await using lab = await nastyLab();
    const exit = await lab.dyingCopy(chunks).exit;
    dead = exit.signal === KILLED.signal;
    expect({ chunks, exit }).toEqual({ chunks, exit: dead ? KILLED : { code: 0, signal: null } });
    const { rows, quarantined } = await lab.copyHere();
    expect({ chunks, equal: (await lab.verifyHere()).equal }).toEqual({ chunks, equal: true });
    expect({ rows: rows > 500, quarantined: quarantined.size > 5 }).toEqual({ rows: true, quarantined: true });
    expect(dead || chunks > 15).toBe(true);
  }
});
