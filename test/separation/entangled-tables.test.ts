import { expect, test } from '@jest/globals';
import { reverse } from '../../migrations/separation/verbs/reverse.ts';
import { rollback } from '../../migrations/separation/verbs/rollback.ts';
import { sync } from '../../migrations/separation/verbs/sync.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { differences, imageOf } from '../support/monolith/compare.ts';
import { objections } from './support/lab.ts';
import { movedLab, switchedNow } from './support/moved-lab.ts';

// Tables that hang together in ways that make the order of writing matter, there and back.

type Story = { tables: string; names: string[]; meanwhile: string; since: string };

/** How many rows were refused on the way there, and what is not the same after each way. */
async function thereAndBack({ tables, names, meanwhile, since }: Story): Promise<unknown> {
  await using lab = await movedLab(tables, names);
  await lab.source.query(meanwhile);
  const { refused } = await lab.run(sync);
  const there = objections(await lab.run(verify));
  await lab.run((separation) => rollback(separation, { dryRun: true }));
  await switchedNow(lab);
  await lab.asService('samples', since);
  const { differing, kept } = await lab.run(reverse);
  const [here, back] = [await lab.connected('samples', rowsOf(names)), await lab.source.connected(rowsOf(names))];
  return { refused, there, differing: [...differing], kept: kept.length, back: differences(here, back) };
}

const rowsOf =
  (names: readonly string[]) =>
  async (client: Parameters<typeof imageOf>[0]): Promise<Awaited<ReturnType<typeof imageOf>>> =>
    new Map([...(await imageOf(client))].filter(([name]) => names.some((each) => name === `public.${each}`)));

const WELL = { refused: 0, there: [], differing: [], kept: 0, back: [] };

test('numbers that the server gives always change outside of the key', async () => {
  const found = await thereAndBack({
    tables: `create table tubes (id int primary key, n bigint generated always as identity, label text);
      insert into tubes (id, label) select i, 'tube' from generate_series(1, 30) i`,
    names: ['tubes'],
    meanwhile: `delete from tubes where id = 5; insert into tubes (id, label) values (5, 'again');
      update tubes set n = default where id = 7`,
    since: `update tubes set n = default where id = 9; insert into tubes (id, label) values (31, 'new')`,
  });
  expect(found).toEqual(WELL);
});

test('constraints that wait for the end of a transaction', async () => {
  const found = await thereAndBack({
    tables: `create table boxes (id int primary key, shelf int not null); create table shelves (id int primary key);
      alter table boxes add foreign key (shelf) references shelves deferrable initially deferred;
      create table places (id int primary key, place int not null unique deferrable initially deferred);
      insert into places select i, i from generate_series(1, 250) i;
      insert into shelves select i from generate_series(1, 5) i; insert into boxes select i, i from generate_series(1, 5) i`,
    names: ['boxes', 'shelves', 'places'],
    meanwhile: `begin; insert into shelves values (6); insert into boxes values (6, 6); commit;
      begin; delete from shelves where id = 3; delete from boxes where id = 3; commit;
      update places set place = case id when 2 then 240 else 2 end where id in (2, 240)`,
    since: `begin; insert into boxes values (7, 7); insert into shelves values (7); commit;
      update places set place = case id when 4 then 230 else 4 end where id in (4, 230)`,
  });
  expect(found).toEqual(WELL);
});

test('rows of two tables that name each other', async () => {
  const found = await thereAndBack({
    tables: `create table departments (id int primary key, head int);
      create table people (id int primary key, department int not null references departments, name text);
      alter table departments add foreign key (head) references people;
      insert into departments select i, null from generate_series(1, 5) i;
      insert into people select i, i, 'n' || i from generate_series(1, 5) i; update departments set head = id`,
    names: ['departments', 'people'],
    meanwhile: `insert into departments values (6, null); insert into people values (6, 6, 'new');
      update departments set head = 6 where id = 6;
      update departments set head = null where id = 3; delete from people where id = 3; delete from departments where id = 3`,
    since: `insert into departments values (7, null); insert into people values (7, 7, 'newer');
      update departments set head = 7 where id = 7;
      update departments set head = null where id = 2; delete from people where id = 2; delete from departments where id = 2`,
  });
  expect(found).toEqual(WELL);
});

test('a rule that makes nothing of writes to the monolith', async () => {
  const found = await thereAndBack({
    tables: `create table kits (id int primary key, name text); insert into kits values (1, 'LSK'), (2, 'RBK');
      create rule closed as on insert to kits do instead nothing; create rule shut as on delete to kits do instead nothing`,
    names: ['kits'],
    meanwhile: `update kits set name = 'LSK114' where id = 1`,
    since: `insert into kits values (3, 'ULK'); delete from kits where id = 2`,
  });
  expect(found).toEqual(WELL);
});

test('deletions through a chain of tables whose names are in no order, and those that cascade', async () => {
  const found = await thereAndBack({
    tables: `create table d (id int primary key); create table c (id int primary key, d int references d);
      create table b (id int primary key, c int references c); create table a (id int primary key, b int references b);
      create table runs (id int primary key); create table reads (id int primary key, run int references runs on delete cascade);
      create table calls (id int primary key, read int references reads on delete cascade);
      create table notes (id int primary key, run int references runs on delete set null);
      insert into d values (1), (2); insert into c select id, id from d; insert into b select id, id from d;
      insert into a select id, id from d; insert into runs select i from generate_series(1, 5) i;
      insert into reads select i, i from generate_series(1, 5) i; insert into calls select i, i from generate_series(1, 5) i;
      insert into notes select i, i from generate_series(1, 5) i`,
    names: ['a', 'b', 'c', 'd', 'runs', 'reads', 'calls', 'notes'],
    meanwhile: `delete from a where id = 1; delete from b where id = 1; delete from c where id = 1;
      delete from d where id = 1; delete from runs where id = 2`,
    since: 'delete from a; delete from b; delete from c; delete from d; delete from runs where id = 3',
  });
  expect(found).toEqual(WELL);
});
