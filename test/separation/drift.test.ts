import { expect, test } from '@jest/globals';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { objections } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

test('a monolith whose tables change after the copy is not switched before they are taken in', async () => {
  await using lab = await movedLab(
    `create table users (id uuid primary key, name text); insert into users select gen_random_uuid(), 'n' || i from generate_series(1, 3) i;
     create table racks (id int primary key, place text); insert into racks select i, 'room' from generate_series(1, 3) i`,
    ['racks'],
  );
  // A column of a table that a service owns has a place: it travels in `legacy` like any other.
  await lab.source.query('alter table users add column shoe_size int default 42');
  await expect(lab.run(verify)).rejects.toThrow('public.users.shoe_size is new');
  await lab.run(sync);
  expect(objections(await lab.run(verify))).toEqual([]);
  expect(await lab.asService('samples', 'select distinct legacy from users')).toEqual([
    { legacy: { shoe_size: '42' } },
  ]);

  await lab.source.query('create table visitors (id int); alter table racks add column height int');
  for (const stopped of [() => lab.run(sync), () => switchedNow(lab)]) {
    await expect(stopped()).rejects.toThrow(
      'Assigned tables have changed in the source: public.racks.height is new. Say `leave` for a new column in separation.yaml, or `rollback`, then `copy`.',
    );
  }
  const said = (more: string) =>
    lab.run((separation) => sync(separation, parseSettings(`columns: { racks.height: leave }\n${more}`)));
  await expect(said('tables: { racks: { assign: samples } }')).rejects.toThrow('No service owns public.visitors: ');
  await said('tables: { racks: { assign: samples }, visitors: leave }');
  await switchedNow(lab);
});

test('a part of separation.yaml in which everything is commented out says nothing', () => {
  expect(parseSettings('timezone:\ntables:\n  # sessions: leave\ncolumns:\nsteps:\n')).toEqual(parseSettings(''));
});
