import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Finding, preflight } from '../../../migrations/separation/verbs/preflight.ts';
import type { Cluster } from '../../../platform/postgres/index.ts';
import { eventually, running, sql, temporaryFolder } from '../../platform/postgres/support.ts';
import { moveOf, serversOf } from './lab.ts';

const folder = await temporaryFolder();
let server: Cluster & AsyncDisposable;
beforeAll(async () => {
  const settings = { fsync: false, max_prepared_transactions: 2, archive_mode: 'on', archive_command: 'true' };
  server = await running(folder.path, { settings });
  await sql(server.adminUrl, 'create table users (id uuid primary key)');
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function look(source = server.adminUrl): Promise<Finding[]> {
  const options = { services: [], moves: async () => [moveOf('users')], workers: 2 };
  return (await preflight(serversOf(source, new Map()), options)).findings;
}

const warnings = (findings: readonly Finding[]): string[] =>
  findings.filter(({ level, about }) => level === 'warning' && about === 'source').map(({ text }) => text);

test('a prepared transaction that nobody decided on is told by its name', async () => {
  await sql(server.adminUrl, `begin; insert into users values (gen_random_uuid()); prepare transaction 'half "done"'`);
  expect(warnings(await look())).toEqual([
    expect.stringMatching(/^Prepared transactions hold .* half "done" \([\d.]+ s\)\.$/),
  ]);
  await sql(server.adminUrl, `rollback prepared 'half "done"'`);
  expect(warnings(await look())).toEqual([]);
});

test('a replication slot that nobody reads is told with what it holds back', async () => {
  await sql(server.adminUrl, `select pg_create_physical_replication_slot('forgotten', true)`);
  expect(warnings(await look())).toEqual([
    expect.stringMatching(/^Replication slots hold back write-ahead log: forgotten \(not in use, .*(bytes|B)\)\.$/),
  ]);
  await sql(server.adminUrl, `select pg_drop_replication_slot('forgotten')`);
});

test('a source that archives its log says how long ago', async () => {
  await sql(server.adminUrl, 'insert into users values (gen_random_uuid()); select pg_switch_wal()');
  const backup = async (): Promise<Finding | undefined> => (await look()).find(({ about }) => about === 'last backup');
  await eventually(async () => (await backup())?.level === 'ok', 'the log is archived');
  expect((await backup())?.text).toMatch(/^of the source: it archived write-ahead log [\d.]+ s ago$/);
});

test('a database in an old encoding has to be converted first', async () => {
  await sql(
    server.adminUrl,
    `create database latin encoding 'LATIN1' locale_provider libc locale 'C' template template0`,
  );
  const latin = new URL(server.adminUrl);
  latin.pathname = '/latin';
  const problems = (await look(latin.href)).filter(({ level }) => level === 'problem');
  expect(problems.map(({ text }) => text)).toEqual([
    'The database latin has the encoding LATIN1; only UTF8 holds every text.',
  ]);
});
