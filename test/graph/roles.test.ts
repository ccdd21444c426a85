import { beforeAll, expect, test } from '@jest/globals';
import { provision } from '../../platform/postgres/index.ts';
import { BACKUP_READER, services } from '../../subgraphs/index.ts';
import { refusalOf } from '../platform/postgres/support.ts';
import { adminUrl, ensureTemplate, planOf, urlOf } from '../support/databases.ts';

const DENIED = '42501';
const reader = { user: BACKUP_READER, password: 'reader' };

/** The databases themselves, not clones: clones lose the walls around a database. */
beforeAll(async () => {
  for (const service of services) {
    await ensureTemplate(service);
  }
  await provision(adminUrl(), { databases: services.map(planOf), reader });
});

const names = services.map(({ name }) => name);
const definitionOf = (name: string) => services.find((service) => service.name === name) as (typeof services)[number];
const plan = (name: string) => planOf(definitionOf(name));
const tableOf = (name: string): string => definitionOf(name).entities.at(-1)?.meta.tableName as string;

test.each(names.flatMap((one) => names.filter((other) => other !== one).map((other) => [one, other])))(
  'the service %s cannot connect to the database of %s, nor can its owner',
  async (one, other) => {
    const { runtime, owner } = plan(one);
    expect(await refusalOf(urlOf(runtime, plan(other).name), 'select 1')).toBe(DENIED);
    expect(await refusalOf(urlOf(owner, plan(other).name), 'select 1')).toBe(DENIED);
    expect(await refusalOf(urlOf(runtime, 'postgres'), 'select 1')).toBe(DENIED);
    expect(await refusalOf(urlOf(runtime, 'template1'), 'select 1')).toBe(DENIED);
  },
);

test.each(names)('the service %s reads and writes its rows, and can change nothing about its tables', async (name) => {
  const { runtime, owner, name: database } = plan(name);
  const url = urlOf(runtime, database);
  const table = tableOf(name);
  expect(await refusalOf(url, `select * from ${table} limit 1`)).toBe('allowed');
  for (const statement of [
    `alter table ${table} add column x int`,
    `alter table ${table} disable trigger all`,
    `alter table ${table} owner to ${runtime.user}`,
    `drop table ${table}`,
    `truncate ${table}`,
    `create index on ${table} (id)`,
    'create table mine (id int)',
    'create temp table mine (id int)',
    'create schema mine',
    'create extension hstore',
    `create role friend`,
    `alter role ${runtime.user} createdb`,
    `set role ${owner.user}`,
    'delete from mikro_orm_migrations',
    "copy (select 1) to program 'true'",
  ]) {
    expect([statement, await refusalOf(url, statement)]).toEqual([statement, DENIED]);
  }
  // GRANT on what one does not own is a warning at best in PostgreSQL; what counts is that nothing was granted.
  await refusalOf(url, `grant all on ${table} to public`);
  expect(await refusalOf(urlOf(reader, database), `update ${table} set created_at = now()`)).toBe(DENIED);
});

test('the service audit can add to its logs and change none', async () => {
  const { runtime, name } = plan('audit');
  const url = urlOf(runtime, name);
  for (const statement of ['update audit_logs set action = action', 'delete from audit_logs', 'truncate audit_logs']) {
    expect([statement, await refusalOf(url, statement)]).toEqual([statement, DENIED]);
  }
});

test.each(names)('the backup reader reads %s and writes nothing', async (name) => {
  const url = urlOf(reader, plan(name).name);
  const table = tableOf(name);
  expect(await refusalOf(url, `select * from ${table} limit 1`)).toBe('allowed');
  expect(await refusalOf(url, `delete from ${table}`)).toBe(DENIED);
  expect(await refusalOf(url, 'create table mine (id int)')).toBe(DENIED);
});
