import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { createAssigned } from '../../../migrations/separation/assigned/create.ts';
import { readDefinition } from '../../../migrations/separation/assigned/definition.ts';
import { dropAssigned } from '../../../migrations/separation/assigned/drop.ts';
import { finishAssigned } from '../../../migrations/separation/assigned/finish.ts';
import { sequencesOf } from '../../../migrations/separation/assigned/sequences.ts';
import { label, type Relation, type TableName } from '../../../migrations/separation/catalogue/relation.ts';
import { type LabDatabase, relationOf, SERVERS, serversUnderTest } from '../lab-databases.ts';
import { freezers, TABLES } from './freezers.ts';

const { database } = serversUnderTest();

/** `select` has moved under another name, `rooms` stays behind. */
const MOVED = new Map([
  ['public.select', { schema: 'public', name: 'nanopore "samples"' }],
  ['Lab.Freezers', TABLES.freezers],
  ['Lab.runs', TABLES.runs],
]);
const movedTo = (table: TableName): TableName | undefined => MOVED.get(label(table));

/** All that a database holds, of whatever kind, as names. */
const EVERYTHING = `
  select 'relation ' || n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'S', 'v', 'c') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all select 'type ' || n.nspname || '.' || t.typname from pg_type t join pg_namespace n on n.oid = t.typnamespace
    where t.typtype in ('e', 'd') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
  union all select 'schema ' || nspname from pg_namespace where nspname !~ '^pg_'
  union all select 'extension ' || extname from pg_extension
  union all select 'key ' || conname from pg_constraint where contype = 'f'
  order by 1`;

describe.each(SERVERS.map(([version]) => version))('when the rows are there, on PostgreSQL %i', (version) => {
  let monolith: LabDatabase;
  let service: LabDatabase;
  let source: Client;
  let target: Client;
  let before: string[];

  const everything = async (): Promise<string[]> =>
    (await target.query<{ name: string }>(EVERYTHING)).rows.map(({ name }) => name);
  const create = async (name: TableName): Promise<void> => {
    await target.query('begin');
    const runtimeRole = service.runtime.user;
    await createAssigned(source, target, await relationOf(source, name), { runtimeRole });
    await target.query('commit');
  };
  const finish = async (...names: TableName[]): Promise<void> => {
    const relations: Relation[] = [];
    for (const name of names) {
      relations.push(await relationOf(source, name));
    }
    await finishAssigned(source, target, relations, movedTo);
  };
  const foreignKeys = async (name: TableName) =>
    (await relationOf(target, name)).foreignKeys.map(({ definition }) => definition).sort();

  beforeAll(async () => {
    monolith = await database(version, 'monolith');
    service = await database(version, 'service');
    source = await monolith.connect();
    target = await service.connect();
    await source.query(freezers(version));
    await source.query(`
      create extension citext;
      create table "Lab".labels (number bigint default nextval('"Lab"."shared numbers"'), text citext,
        serial bigint default nextval('"Lab"."Freezers_serial_seq"'));
      create type unused as enum ('a');
      insert into "select" values ('00000000-0000-0000-0000-000000000001', 1);
      insert into "Lab"."Freezers" (temperature, sample_id, document, note)
        select -20, '00000000-0000-0000-0000-000000000001', null, 'note' from generate_series(1, 3);
      insert into "Lab".runs (day, kind, ref) values ('2024-01-01', '-80 °C', 7);
      alter domain "Lab".temperature add constraint "later" check (value > -200) not valid`);
    await target.query(
      `create table "nanopore ""samples""" (id uuid primary key, renamed text unique); create schema empty`,
    );
    before = await everything();
    await create(TABLES.freezers);
    await create(TABLES.runs);
    await create({ schema: 'Lab', name: 'labels' });
  });
  afterAll(async () => {
    await monolith[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  test('a row that refers to what is not there holds its foreign key back', async () => {
    await target.query(`insert into "Lab".runs (day, kind, ref) values ('2024-01-01', '-80 °C', 404)`);
    await expect(finish(TABLES.freezers, TABLES.runs)).rejects.toMatchObject({
      name: 'StartupError',
      message:
        'Lab.runs: the foreign key runs_ref_fkey cannot be made, for rows refer to what is not in Lab.Freezers ' +
        '(Key (ref)=(404) is not present in table "Freezers".); sync, then try again.',
    });
    await target.query('delete from "Lab".runs');
  });

  test('the foreign keys between moved tables come back, under the names of now; the others stay soft', async () => {
    await finish(TABLES.freezers, TABLES.runs);
    await finish(TABLES.freezers, TABLES.runs);
    expect(await foreignKeys(TABLES.freezers)).toEqual([
      'FOREIGN KEY (parent) REFERENCES "Lab"."Freezers"("Id") MATCH FULL',
      'FOREIGN KEY (sample_id) REFERENCES "nanopore ""samples"""(id) ON UPDATE CASCADE NOT VALID',
    ]);
    expect(await foreignKeys(TABLES.runs)).toEqual(['FOREIGN KEY (ref) REFERENCES "Lab"."Freezers"("Id")']);
  });

  test('a reference to a key that is another one in the service stays soft', async () => {
    await source.query('create table visits (select_renamed int references "select" (renamed))');
    const visits = { schema: 'public', name: 'visits' };
    await create(visits);
    await finish(visits);
    expect(await foreignKeys(visits)).toEqual([]);
    await dropAssigned(target, [visits]);
  });

  test('what the source never validated is there now, and was not when old rows came', async () => {
    const { constraints, types } = await readDefinition(target, TABLES.freezers);
    expect(constraints.filter(({ valid }) => !valid)).toEqual(
      (await readDefinition(source, TABLES.freezers)).constraints.filter(({ valid }) => !valid),
    );
    expect(types.find(({ name }) => name === 'temperature')?.checks).toMatchObject([
      { name: 'later', valid: false },
      { name: 'not "hot"', valid: true },
    ]);
  });

  test('sequences stand where they stood', async () => {
    const [there, here] = [await sequencesOf(source, TABLES.freezers), await sequencesOf(target, TABLES.freezers)];
    expect(here).toEqual(there);
    expect(here).toEqual([
      { name: 'Lab.Freezers_Id_seq', column: 'Id', lastValue: '13', isCalled: true },
      { name: 'Lab.Freezers_other_seq', column: 'other', lastValue: '3', isCalled: true },
      { name: 'Lab.Freezers_serial_seq', column: 'serial', lastValue: '3', isCalled: true },
      { name: 'Lab.Freezers_small_seq', column: 'small', lastValue: '3', isCalled: true },
      { name: 'Lab.shared numbers', column: 'number', lastValue: '1010', isCalled: true },
    ]);
    expect(await sequencesOf(source, { schema: 'public', name: 'nothing' })).toEqual([]);
    await source.query(`select setval('"Lab"."Freezers_Id_seq"', 1000, false)`);
    await finish(TABLES.freezers);
    expect((await sequencesOf(target, TABLES.freezers))[0]).toMatchObject({ lastValue: '1000', isCalled: false });
  });

  test('a table goes, and what others still use stays', async () => {
    await dropAssigned(target, [TABLES.freezers]);
    const left = await everything();
    expect(left).toEqual(
      expect.arrayContaining([
        'type Lab.Kind',
        'relation Lab.shared numbers',
        'relation Lab.runs',
        'relation Lab.Freezers_serial_seq',
      ]),
    );
    expect(left.filter((name) => /temperature|place|Freezers$|Freezers_Id|key/.test(name))).toEqual([]);
    await target.query(`insert into "Lab".runs (day, kind) values ('2024-01-01', '-80 °C')`);
    await target.query('delete from "Lab".runs');
  });

  test('a table that something else needs is not dropped, nor one of another maker', async () => {
    await target.query('create view latest as select max(day) from "Lab".runs');
    await expect(dropAssigned(target, [TABLES.runs])).rejects.toMatchObject({
      name: 'StartupError',
      message:
        'Tables of the separation cannot be dropped, for something else needs them ' +
        '(view latest depends on table "Lab".runs): drop that first.',
    });
    await target.query('drop view latest');
    await expect(dropAssigned(target, [{ schema: 'public', name: 'nanopore "samples"' }])).rejects.toThrow(
      'public.nanopore "samples" was not made by the separation: it drops nothing of others.',
    );
  });

  test('when all of them go, the database is what it was', async () => {
    await create(TABLES.freezers);
    const all = [TABLES.freezers, TABLES.runs, { schema: 'Lab', name: 'labels' }];
    await finish(TABLES.freezers, TABLES.runs);
    await dropAssigned(target, all);
    expect(await everything()).toEqual(before);
    await dropAssigned(target, all);
    expect(await everything()).toEqual(before);
  });
});
