import { expect, test } from '@jest/globals';
import { rollback } from '../../migrations/separation/verbs/rollback.ts';
import { status } from '../../migrations/separation/verbs/status.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { changeSource } from './support/changes.ts';
import { commandLab, hold, KILLED, killedAfterEveryChunk, lastLine, nastyLab } from './support/command-lab.ts';
import { SMALL } from './support/small-monolith.ts';

test('a copy that is killed after every single chunk, while people work, is complete in the end', async () => {
  await using lab = await commandLab(SMALL);
  const kills = await killedAfterEveryChunk(lab, (n) => changeSource(lab.monolith, n));
  expect(kills).toBeGreaterThan(10);
  expect((await lab.verifyHere()).equal).toBe(true);
});

test('rows that change between a kill and the next copy are right, copied before or not', async () => {
  await using lab = await nastyLab();
  expect(await lab.dyingCopy(20).exit).toEqual(KILLED);
  for (let n = 0; n < 5; n++) {
    await changeSource(lab.monolith, n);
  }
  await lab.monolith.query('delete from nanopore_attachments; delete from nanopore_communications');
  await lab.copyHere();
  const { equal, tables } = await lab.verifyHere();
  expect(equal).toBe(true);
  expect(tables.find(({ name }) => name === 'samples.nanopore_attachments')?.targetRows).toBe(0);
});

test('a rollback that was killed is finished by the next one, and leaves the source as it was', async () => {
  await using lab = await nastyLab();
  const before = await lab.monolith.connected(imageOf);
  await lab.copyHere();
  await lab.killAt(['rollback'], lab.database('config').ownerUrl, 'lock table feature_flags in share mode');
  expect((await lab.work(status)).state).toBe('copied');
  await lab.work((separation) => rollback(separation, { dryRun: false }));
  expect((await lab.work(status)).state).toBeUndefined();
  await lab.copyHere();
  expect((await lab.verifyHere()).equal).toBe(true);
  expect(differences(before, await lab.monolith.connected(imageOf))).toEqual([]);
});

test('both servers end their connections in the middle of a copy: one sentence each, and the next copy is complete', async () => {
  await using lab = await nastyLab();
  {
    await using held = await hold(lab.monolith.url, 'lock table nanopore_processing_steps in access exclusive mode');
    const copying = lab.start(['copy']);
    await held.wanted();
    await lab.endConnections('source');
    const { code } = await copying.exit;
    expect({ code, last: lastLine(copying) }).toEqual({
      code: 1,
      last: expect.stringMatching(
        /^The source database is away \(.*\): bring the server back and run the command again/,
      ),
    });
  }
  {
    await using held = await hold(lab.database('samples').ownerUrl, 'lock table nanopore_attachments in share mode');
    const copying = lab.start(['copy']);
    await held.wanted();
    await lab.endConnections('samples');
    const { code } = await copying.exit;
    expect({ code, last: lastLine(copying) }).toEqual({
      code: 1,
      last: expect.stringMatching(
        /^The samples database is away \(.*\): bring the server back and run the command again/,
      ),
    });
  }
  await lab.copyHere();
  expect((await lab.verifyHere()).equal).toBe(true);
});
