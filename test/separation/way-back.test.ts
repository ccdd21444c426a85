import { expect, test } from '@jest/globals';
import { freeze } from '../../migrations/separation/freeze/freeze.ts';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { rollback } from '../../migrations/separation/verbs/rollback.ts';
import { status } from '../../migrations/separation/verbs/status.ts';
import { hold } from './support/command-lab.ts';
import type { Lab } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

const RACKS = `create table racks (id int primary key, place text);
  insert into racks select i, 'room 1' from generate_series(1, 30) i`;

const racks = (lab: Lab, from: number): Promise<unknown[]> =>
  lab.source.query(`select id, place from racks where id >= ${from} order by 1`).then(({ rows }) => rows);

test('the way back leads back once: what people write afterwards stays, and a new separation can begin', async () => {
  await using lab = await movedLab(RACKS, ['racks']);
  await switchedNow(lab);
  await lab.asService('samples', `update racks set place = 'room 2' where id = 29`);
  await lab.asService('samples', 'delete from racks where id = 28');

  // Looking writes nothing, here as everywhere.
  const looked = await lab.run((separation) => reverse(separation, { dryRun: true }));
  expect([looked.did, ...looked.differing]).toEqual(['looked', ['samples.racks', 2]]);
  expect(await racks(lab, 28)).toMatchObject([{ place: 'room 1' }, { place: 'room 1' }, { place: 'room 1' }]);
  expect((await lab.run(status)).state).toBe('switched');

  expect(await lab.run(reverse)).toMatchObject({ did: 'carried', changed: new Map([['samples.racks', 2]]) });
  await lab.source.query(`insert into racks values (31, 'room 3'); update racks set place = 'room 4' where id = 29`);
  expect(await lab.run(reverse)).toMatchObject({ did: 'already', changed: new Map() });
  expect(await racks(lab, 29)).toEqual([
    { id: 29, place: 'room 4' },
    { id: 30, place: 'room 1' },
    { id: 31, place: 'room 3' },
  ]);
  expect(await lab.run((separation) => rollback(separation, { dryRun: false }))).toEqual({ rows: 0 });
  expect((await lab.run(status)).state).toBeUndefined();
});

test('what was written into a service after the way back is not rolled back', async () => {
  await using lab = await movedLab(RACKS, ['racks']);
  await switchedNow(lab);
  await lab.run(reverse);
  await lab.asService('samples', `update racks set place = 'room 9' where id = 7`);
  await expect(lab.run((separation) => rollback(separation, { dryRun: false }))).rejects.toThrow('samples.racks: {7}');
});

test('a way back that breaks off before the source can be written is completed by the next one', async () => {
  await using lab = await movedLab(RACKS, ['racks']);
  await switchedNow(lab);
  await using reader = await hold(lab.source.url, 'lock table racks in share row exclusive mode');
  const stuck = expect(lab.run(reverse)).rejects.toThrow('The source database is away');
  await reader.wanted();
  await lab.source.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'nanopore-separation'`);
  await stuck;
  await reader[Symbol.asyncDispose]();
  expect(await lab.run(status)).toMatchObject({ state: 'reversed', frozen: ['public.racks'] });
  expect((await lab.run(reverse)).did).toBe('already');
  expect((await lab.run(status)).frozen).toEqual([]);
});

test('a rollback that cannot let the source be written can be repeated', async () => {
  await using lab = await movedLab(RACKS, ['racks']);
  // As a switch leaves it that was killed.
  await lab.source.connected((client) =>
    freeze(client, [{ table: { schema: 'public', name: 'racks' }, service: 'samples' }], { lockTimeoutMs: 1_000 }),
  );
  await using reader = await hold(lab.source.url, 'lock table racks in share row exclusive mode');
  const undo = () => lab.run((separation) => rollback(separation, { dryRun: false }));
  const stuck = expect(undo()).rejects.toThrow('The source database is away');
  await reader.wanted();
  await lab.source.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = 'nanopore-separation'`);
  await stuck;
  await reader[Symbol.asyncDispose]();
  expect(await undo()).toEqual({ rows: 0 });
  expect(await lab.run(status)).toMatchObject({ state: undefined, frozen: [] });
});
