import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import type { Move } from '../../../migrations/separation/move.ts';
import type { Place } from '../../../migrations/separation/session.ts';
import { SETTINGS } from '../../../migrations/separation/session.ts';
import type { Places } from '../../../migrations/separation/verbs/preflight.ts';
import { services } from '../../../subgraphs/index.ts';
import { asAdmin, type TestDatabase, testDatabase, urlOf } from '../../support/databases.ts';

export const serverAt = (name: string, url: string): Place => ({
  name,
  connect: async () => {
    const client = new Client({ connectionString: url, application_name: 'separation' });
    client.on('error', () => undefined);
    await client.connect();
    await client.query(SETTINGS);
    return client;
  },
});

/** An old database of a lab with a few tables, and its owner. */
export type OldDatabase = AsyncDisposable & { name: string; url: string; owner: string; urlFor(user: string): string };

const TABLES = `
  create table users (id uuid primary key, email text);
  create table nanopore_samples (id uuid primary key, sample_name text, submitted_at timestamptz);
  create table visits (who text, at timestamptz);
  insert into users select gen_random_uuid(), 'somebody' from generate_series(1, 10);
  analyze`;

export async function oldDatabase(encoding = 'UTF8'): Promise<OldDatabase> {
  const name = `old_${randomBytes(6).toString('hex')}`;
  const owner = `${name}_owner`;
  const urlFor = (user: string) => urlOf({ user, password: 'a secret' }, name);
  await asAdmin(async (client) => {
    await client.query(`create role ${owner} login password 'a secret'`);
    await client.query(
      `create database ${name} owner ${owner} template template0 encoding '${encoding}' locale_provider libc lc_collate 'C' lc_ctype 'C'`,
    );
  });
  const client = new Client({ connectionString: urlFor(owner) });
  await client.connect();
  await client.query(TABLES);
  await client.end();
  const drop = () =>
    asAdmin(async (admin) => {
      await admin.query(`drop database ${name} with (force)`);
      await admin.query(`drop role ${owner}`);
    });
  return { name, owner, url: urlFor(owner), urlFor, [Symbol.asyncDispose]: drop };
}

/** The databases of all services, by name of the service. */
export async function targetDatabases(): Promise<Map<string, TestDatabase>> {
  return new Map(
    await Promise.all(services.map(async (service) => [service.name, await testDatabase(service)] as const)),
  );
}

export const serversOf = (sourceUrl: string, targets: ReadonlyMap<string, { ownerUrl: string }>): Places => ({
  source: serverAt('source', sourceUrl),
  targets: new Map([...targets].map(([name, { ownerUrl }]) => [name, serverAt(name, ownerUrl)])),
});

const KEY = [{ name: 'id', source: 's."id"', target: 't."id"', type: 'uuid' }];

/** As a plan would have it, as far as anybody looks before the copy. */
export const moveOf = (name: string, given: Partial<Move> = {}): Move => ({
  service: 'samples',
  kind: 'known',
  source: { schema: 'public', name },
  target: { schema: 'public', name },
  key: KEY,
  keyColumns: ['id'],
  columns: [],
  legacy: [],
  legacyColumn: null,
  generated: [],
  sourceColumns: [],
  targetOnly: [],
  after: [],
  binary: false,
  only: false,
  rows: 10,
  bytes: 16_384,
  ...given,
});

/** A connection that does something while a test looks. */
export async function somebody(url: string, application: string): Promise<AsyncDisposable & Client> {
  const client = new Client({ connectionString: url, application_name: application });
  client.on('error', () => undefined);
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.end() });
}
