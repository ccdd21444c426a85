import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { findRelation, readCatalogue } from '../../../migrations/separation/catalogue/read.ts';
import type { Catalogue, Column, Relation } from '../../../migrations/separation/catalogue/relation.ts';
import { type LabDatabase, type LabServer, labDatabase, SERVERS } from '../lab-databases.ts';

const MONOLITH = `
  create schema "Lab";
  create type "Lab"."Mood" as enum ('good', 'it''s bad');
  create domain "short text" as varchar(20);
  create domain code as "short text" not null;
  create domain amount as numeric(10, 3);
  create table "Lab"."User" (
    "Id" bigint generated always as identity primary key,
    "order" text,
    number serial,
    mood "Lab"."Mood" not null default 'good',
    moods "Lab"."Mood"[],
    code code,
    tags varchar(10)[],
    amounts amount[],
    twice numeric(12, 4) generated always as (1.5) stored,
    gone text,
    at timestamp(3) without time zone,
    vector int2vector,
    constraint "tens of ""10""" check ("Id" % 10 <> 7),
    unique nulls not distinct ("order", number)
  );
  alter table "Lab"."User" drop column gone;
  create unique index "with more" on "Lab"."User" (number) include (mood, "Id");
  create unique index partial on "Lab"."User" (number) where mood = 'good';
  create unique index expression on "Lab"."User" (lower("order"));
  alter table "Lab"."User" add constraint later unique (code) deferrable;
  create table "select" (a int, b int, user_id bigint references "Lab"."User" on delete cascade, primary key (b, a));
  create table "from" (z int, y int);
  alter table "from" add foreign key (z, y) references "select" (b, a) not valid;
  create function touch() returns trigger language plpgsql as 'begin return new; end';
  create trigger "first" before insert on "select" for each row execute function touch();
  create trigger second before update on "select" for each row execute function touch();
  alter table "select" enable always trigger second;

  create table runs (id int, day date not null, ref int, primary key (id, day)) partition by range (day);
  create table runs_2024 partition of runs for values from ('2024-01-01') to ('2025-01-01');
  create table runs_later partition of runs default;
  create table parent (id int);
  create table child (more int) inherits (parent);
  create temporary table fleeting (id int);
  create unlogged table unlogged (id int);

  create view moods as select mood from "Lab"."User";
  create view "moods of moods" as select m.mood, s.a from moods m, "select" s;
  create materialized view days as select day from runs_2024;
`;

let monolith: LabDatabase;
let client: Client;
let catalogue: Catalogue;
let server: LabServer;

const relation = (schema: string, name: string): Relation => {
  const found = findRelation(catalogue, { schema, name });
  if (found === undefined) {
    throw new Error(`${schema}.${name} was not read`);
  }
  return found;
};
const column = (name: string): Column | undefined => relation('Lab', 'User').columns.find((each) => each.name === name);

describe.each(SERVERS)('the catalogue of PostgreSQL %s', (version, start) => {
  beforeAll(async () => {
    server = await start();
    monolith = await labDatabase(server.adminUrl, 'catalogue');
    await monolith.asAdmin('create extension pg_stat_statements; create extension pg_trgm');
    client = await monolith.connect();
    await client.query(MONOLITH);
    await client.query('insert into parent select generate_series(1, 1000)');
    await client.query(
      "insert into runs select i, date '2024-06-01' + i, null from generate_series(1, 500) i; analyze runs",
    );
    catalogue = await readCatalogue(client);
  });
  afterAll(async () => {
    await monolith[Symbol.asyncDispose]();
    await server[Symbol.asyncDispose]();
  });

  test('has the tables of every schema, with a partitioned one as one, and nothing of extensions or of the session', () => {
    expect(catalogue.relations.map(({ schema, name, kind }) => `${schema}.${name} ${kind}`)).toEqual([
      'Lab.User r',
      'public.child r',
      'public.from r',
      'public.parent r',
      'public.runs p',
      'public.select r',
      'public.unlogged r',
    ]);
    expect(catalogue.relations.filter(({ hasChildren }) => hasChildren).map(({ name }) => name)).toEqual(['parent']);
    expect(relation('Lab', 'User').oid).toEqual(expect.any(Number));
  });

  test('has columns in their order, with what their types stand on', () => {
    const columns = relation('Lab', 'User').columns;
    expect(columns.map(({ name, type }) => [name, type])).toEqual([
      ['Id', 'bigint'],
      ['order', 'text'],
      ['number', 'integer'],
      ['mood', '"Lab"."Mood"'],
      ['moods', '"Lab"."Mood"[]'],
      ['code', 'code'],
      ['tags', 'character varying(10)[]'],
      ['amounts', 'amount[]'],
      ['twice', 'numeric(12,4)'],
      ['at', 'timestamp(3) without time zone'],
      ['vector', 'int2vector'],
    ]);
    expect(column('Id')).toMatchObject({ base: 'int8', array: false, modifier: -1, builtin: true, identity: true });
    expect(column('number')).toMatchObject({
      default: `nextval('"Lab"."User_number_seq"'::regclass)`,
      identity: false,
    });
    expect(column('mood')).toMatchObject({ base: 'Mood', builtin: false, default: `'good'::"Lab"."Mood"` });
    expect(column('moods')).toMatchObject({ base: 'Mood', builtin: false, array: true });
    expect(column('tags')).toMatchObject({ base: 'varchar', builtin: true, array: true, modifier: 14 });
    expect(column('amounts')).toMatchObject({ base: 'numeric', builtin: false, array: true });
    expect(column('twice')).toMatchObject({ generated: true, default: '1.5', modifier: ((12 << 16) | 4) + 4 });
    expect(column('vector')).toMatchObject({ base: 'int2vector', array: false });
  });

  test('sees through domains that stand on domains', () => {
    expect(column('code')).toMatchObject({ base: 'varchar', modifier: 24, builtin: false, notNull: true });
    expect(column('order')).toMatchObject({ notNull: false });
    expect(column('Id')).toMatchObject({ notNull: true });
  });

  test('has the keys that always hold, the primary key first', () => {
    expect(relation('Lab', 'User').keys).toEqual([
      { name: 'User_pkey', primary: true, columns: ['Id'] },
      { name: 'User_order_number_key', primary: false, columns: ['order', 'number'] },
      { name: 'with more', primary: false, columns: ['number'] },
    ]);
    expect(relation('public', 'select').keys).toMatchObject([{ columns: ['b', 'a'], primary: true }]);
    expect(relation('public', 'runs').keys).toMatchObject([{ columns: ['id', 'day'], primary: true }]);
    expect(relation('public', 'parent').keys).toEqual([]);
  });

  test('has foreign keys, checks and triggers', () => {
    expect(relation('public', 'select').foreignKeys).toEqual([
      {
        name: 'select_user_id_fkey',
        valid: true,
        columns: ['user_id'],
        references: { schema: 'Lab', name: 'User' },
        referencedColumns: ['Id'],
        definition: 'FOREIGN KEY (user_id) REFERENCES "Lab"."User"("Id") ON DELETE CASCADE',
      },
    ]);
    expect(relation('public', 'from').foreignKeys).toMatchObject([
      { valid: false, columns: ['z', 'y'], referencedColumns: ['b', 'a'] },
    ]);
    expect(relation('Lab', 'User').checks).toEqual([
      { name: 'tens of "10"', expression: '(("Id" % (10)::bigint) <> 7)' },
    ]);
    expect(relation('public', 'select').triggers).toEqual([
      { name: 'first', enabled: 'O' },
      { name: 'second', enabled: 'A' },
    ]);
  });

  test('estimates rows, also of tables that nobody ever analyzed', () => {
    expect(relation('public', 'runs').rows).toBe(500);
    expect(relation('public', 'runs').bytes).toBeGreaterThan(8192);
    expect(relation('public', 'parent').rows).toBeGreaterThan(100);
    expect(relation('public', 'child').rows).toBe(0);
  });

  test('knows what a view reads, also through another one, and a partition as its table', () => {
    expect(catalogue.views).toEqual([
      { schema: 'public', name: 'days', materialized: true, reads: [{ schema: 'public', name: 'runs' }] },
      { schema: 'public', name: 'moods', materialized: false, reads: [{ schema: 'Lab', name: 'User' }] },
      {
        schema: 'public',
        name: 'moods of moods',
        materialized: false,
        reads: [
          { schema: 'Lab', name: 'User' },
          { schema: 'public', name: 'select' },
        ],
      },
    ]);
  });

  (version < 18 ? test.skip : test)('believes no NOT NULL that was never validated', async () => {
    await client.query('alter table "select" add constraint later not null user_id not valid');
    const columns = findRelation(await readCatalogue(client), { schema: 'public', name: 'select' })?.columns;
    expect(columns?.map(({ name, notNull }) => [name, notNull])).toEqual([
      ['a', true],
      ['b', true],
      ['user_id', false],
    ]);
  });
});
