import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { createAssigned } from '../../../migrations/separation/assigned/create.ts';
import { obstaclesTo } from '../../../migrations/separation/assigned/obstacles.ts';
import { type LabDatabase, relationOf, SERVERS, serversUnderTest } from '../lab-databases.ts';
import { freezers, TABLES } from './freezers.ts';

const { database } = serversUnderTest();
const PUBLIC = (name: string) => ({ schema: 'public', name });
const LEAVE = 'or let the table stay behind (`leave`).';

let monolith: LabDatabase;
let service: LabDatabase;
let source: Client;
let target: Client;
/** What the database of the service is called in sentences. */
let there: string;

async function open(from: number, to: number): Promise<void> {
  monolith = await database(from, 'monolith');
  service = await database(to, 'service');
  source = await monolith.connect();
  target = await service.connect();
  there = (await target.query('select current_database() as name')).rows[0].name;
}

async function close(): Promise<void> {
  await monolith[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
}

const obstacles = async (name: { schema: string; name: string }): Promise<string[]> => {
  await target.query('begin read only');
  try {
    return await obstaclesTo(source, target, await relationOf(source, name));
  } finally {
    await target.query('rollback');
  }
};

const create = async (name: { schema: string; name: string }): Promise<void> => {
  await target.query('begin');
  try {
    await createAssigned(source, target, await relationOf(source, name), { runtimeRole: service.runtime.user });
    await target.query('commit');
  } catch (error) {
    await target.query('rollback');
    throw error;
  }
};

const schemasThere = async (): Promise<string[]> =>
  (
    await target.query(
      `select nspname as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`,
    )
  ).rows.map(({ name }) => name);

describe.each(SERVERS.map(([version]) => version))('before a table is made, on PostgreSQL %i', (version) => {
  beforeAll(async () => {
    await open(version, version);
    await source.query(freezers(version));
  });
  afterAll(close);

  test('nothing stands in the way of what only needs PostgreSQL itself', async () => {
    expect(await obstacles(TABLES.freezers)).toEqual([]);
    expect(await obstacles(TABLES.runs)).toEqual([]);
    expect(await schemasThere()).toEqual(['public']);
  });

  test('a name that is taken is told, whoever has it, and nothing is made', async () => {
    await target.query(
      `create schema "Lab"; create view "Lab"."Freezers" as select 1; create table "Lab".in_document ()`,
    );
    const said = [
      `Lab.Freezers: its name is taken by a view in ${there}; rename one of the two, ${LEAVE}`,
      `Lab.Freezers: the name Lab.in_document, which it needs, is taken by a table in ${there}; rename one of the two, ${LEAVE}`,
    ];
    expect(await obstacles(TABLES.freezers)).toEqual(said);
    await expect(create(TABLES.freezers)).rejects.toMatchObject({ name: 'StartupError', message: said.join('\n') });
    expect(await schemasThere()).toEqual(['Lab', 'public']);
    await target.query(`drop schema "Lab" cascade; create domain freezer as int`);
    await source.query('create table freezer (id int)');
    expect(await obstacles(PUBLIC('freezer'))).toEqual([
      `public.freezer: its name is taken by a type in ${there}; rename one of the two, ${LEAVE}`,
    ]);
  });

  test('types of the same name have to be the same', async () => {
    await target.query(`create schema "Lab";
      create type "Lab"."Kind" as enum ('-80 °C', 'it''s "warm"', 'back\\slash');
      create domain "Lab".temperature as numeric(5, 2) default -80 not null constraint "not hot" check (value < 99)`);
    expect(await obstacles(TABLES.freezers)).toEqual([
      `Lab.Freezers: a type that it uses has the type Lab.temperature, which is defined otherwise in ${there}; make the two alike, ${LEAVE}`,
    ]);
    await target.query(
      `alter domain "Lab".temperature drop constraint "not hot"; alter domain "Lab".temperature add check (value < 100)`,
    );
    expect(await obstacles(TABLES.freezers)).toEqual([]);
    await target.query(`alter type "Lab"."Kind" add value 'new'`);
    expect(await obstacles(TABLES.runs)).toEqual([
      `Lab.runs: column kind has the type Lab.Kind, which is defined otherwise in ${there}; make the two alike, ${LEAVE}`,
    ]);
    await target.query(`drop schema "Lab" cascade`);
  });

  test("functions, operators and collations of the source's own have to be there", async () => {
    await source.query(`
      create function next_code(prefix text) returns text language sql immutable as 'select prefix || 1';
      create collation "of the lab" (provider = icu, locale = 'de');
      create domain code as text check (value <> next_code('x'));
      create type spread as range (subtype = int);
      create table codes (
        code text default next_code('F') check (next_code(code) <> ''),
        name text collate "of the lab", other code, spread spread, at "select", everything "select"[]
      );
      create index on codes (lower(next_code(name)))`);
    const uses = (what: string, kind: string, name: string) =>
      `public.codes: ${what} uses the ${kind} ${name}, which ${there} does not have; make it there, ${LEAVE}`;
    const made = (what: string, type: string) =>
      `public.codes: ${what} has the type public.${type}, which cannot be made in ${there} by itself; make it there, ${LEAVE}`;
    expect((await obstacles(PUBLIC('codes'))).sort()).toEqual(
      [
        made('column at', 'select'),
        made('column spread', 'spread'),
        uses('column name', 'collation', 'public."of the lab"'),
        uses('the check codes_code_check', 'function', 'public.next_code(pg_catalog.text)'),
        uses('the default of column code', 'function', 'public.next_code(pg_catalog.text)'),
        uses('the index codes_lower_idx', 'function', 'public.next_code(pg_catalog.text)'),
        uses('the index codes_lower_idx', 'collation', 'public."of the lab"'),
        uses('the type public.code', 'function', 'public.next_code(pg_catalog.text)'),
      ].sort(),
    );
    await target.query(`
      create function next_code(prefix text) returns text language sql immutable as 'select prefix || 2';
      create collation "of the lab" (provider = icu, locale = 'de');
      create type spread as range (subtype = int); create table "select" (id uuid)`);
    expect(await obstacles(PUBLIC('codes'))).toEqual([]);
    await create(PUBLIC('codes'));
    expect((await target.query('insert into codes default values returning code')).rows).toEqual([{ code: 'F2' }]);
  });

  test('an extension that its owner may create is created, one that only a superuser may is told', async () => {
    await monolith.asAdmin(`create schema extensions; create extension citext schema extensions; create extension btree_gist;
      create extension pageinspect; grant usage on schema extensions to public`);
    await source.query(`create table people (email extensions.citext primary key, emails extensions.citext[] default '{}',
      room int, during tsrange, exclude using gist (room with =, during with &&))`);
    await source.query(`create table audited (pages int default length(get_raw_page('pg_class', 0)))`);
    await source.query('create table lists (emails extensions.citext[])');
    await create(PUBLIC('lists'));
    expect(await obstacles(PUBLIC('people'))).toEqual([]);
    await create(PUBLIC('people'));
    const runtime = await service.connect(service.runtime);
    await runtime.query(`insert into people values ('A@b')`);
    await expect(runtime.query(`insert into people values ('a@B')`)).rejects.toThrow('people_pkey');
    await runtime.query(`select from people where email operator(extensions.=) 'a@B'`);
    expect(await obstacles(PUBLIC('audited'))).toEqual([
      `public.audited: the default of column pages needs the extension pageinspect, which only a superuser may create in ${there}; let one do it, ${LEAVE}`,
    ]);
  });

  test('an extension that stands elsewhere is told', async () => {
    await monolith.asAdmin('create extension hstore');
    await service.asAdmin('create schema elsewhere; create extension hstore schema elsewhere');
    await source.query('create table labels (pairs hstore)');
    expect(await obstacles(PUBLIC('labels'))).toEqual([
      `public.labels: column pairs needs the extension hstore, which stands in the schema elsewhere of ${there} and in public of the source; move one of the two, ${LEAVE}`,
    ]);
  });

  test('a role that may make nothing there is told what it lacks', async () => {
    const { rows } = await service.connect().then((client) => client.query('select current_database() as name'));
    await service.asAdmin(`alter database "${rows[0].name.replaceAll('"', '""')}" owner to postgres`);
    expect(await obstacles(TABLES.runs)).toEqual([
      `Lab.runs: ${service.owner.user} may make nothing in the schema Lab of ${there}; grant it create on database ${there}, ${LEAVE}`,
    ]);
  });
});

const OLD_AND_NEW = SERVERS.length > 1 ? describe : describe.skip;
OLD_AND_NEW('between servers of different age', () => {
  beforeAll(() => open(18, 15));
  afterAll(close);

  test('what an older server cannot do is told', async () => {
    await monolith.asAdmin('create extension btree_gist');
    await source.query(`
      create table booked (id uuid default uuidv7(), room int, during tsrange,
        constraint "no overlap" unique (room, during without overlaps), check (casefold('A') = 'a'))`);
    const old = 'which PostgreSQL 15, the server of the target, does not have; use another one in the source,';
    expect(await obstacles(PUBLIC('booked'))).toEqual([
      `public.booked: the key no overlap without overlaps cannot be made by PostgreSQL 15, the server of the target; take a newer one, ${LEAVE}`,
      `public.booked: the check booked_check uses the function casefold(text), ${old} ${LEAVE}`,
      `public.booked: the default of column id uses the function uuidv7(), ${old} ${LEAVE}`,
    ]);
  });
});
