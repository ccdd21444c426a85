import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import { Client, type ClientBase, escapeIdentifier } from 'pg';
import { findRelation, readCatalogue } from '../../migrations/separation/catalogue/read.ts';
import { label, type Relation, type TableName } from '../../migrations/separation/catalogue/relation.ts';
import { SETTINGS } from '../../migrations/separation/session.ts';
import { provision, type Role, withRole } from '../../platform/postgres/index.ts';
import { adminUrl } from '../support/databases.ts';
import { hasPostgres15, startPostgres15 } from '../support/postgres15.ts';

export type LabServer = AsyncDisposable & { adminUrl: string };

/** The servers that a monolith may stand on, for `describe.each`: version, and how it is started. */
export const SERVERS: [version: number, start: () => Promise<LabServer>][] = [
  [18, async () => ({ adminUrl: adminUrl(), [Symbol.asyncDispose]: async () => undefined })],
  ...(hasPostgres15() ? [[15, startPostgres15] as [number, () => Promise<LabServer>]] : []),
];

/** Starts the servers of a test file once; they end with it. */
export function serversUnderTest(): { database(version: number, kind: string): Promise<LabDatabase> } {
  const running = new Map<number, LabServer>();
  beforeAll(async () => {
    for (const [version, start] of SERVERS) {
      running.set(version, await start());
    }
  });
  afterAll(async () => {
    for (const server of running.values()) {
      await server[Symbol.asyncDispose]();
    }
  });
  return {
    database: (version, kind) => {
      const server = running.get(version);
      if (server === undefined) {
        throw new Error(`No PostgreSQL ${version} runs here.`);
      }
      return labDatabase(server.adminUrl, kind);
    },
  };
}

/** A table as the catalogue has it. */
export async function relationOf(client: ClientBase, name: TableName): Promise<Relation> {
  const relation = findRelation(await readCatalogue(client), name);
  if (relation === undefined) {
    throw new Error(`There is no table ${label(name)}.`);
  }
  return relation;
}

/** A database with its two roles, as the real provisioning makes them. Neither is a superuser. */
export type LabDatabase = AsyncDisposable & {
  owner: Role;
  runtime: Role;
  /** A connection of the owner with the separation's settings; ended with the database. */
  connect(role?: Role, application?: string): Promise<Client>;
  /** A connection of the superuser, for what an administrator does. */
  asAdmin(text: string): Promise<void>;
};

/** A database of its own on a server, with names that have to be quoted everywhere. */
export async function labDatabase(adminUrl: string, kind: string): Promise<LabDatabase> {
  const name = `Lab "${kind}" ${randomBytes(4).toString('hex')}`;
  const owner = { user: `${name} owner`, password: 'owner' };
  const runtime = { user: `${name} runtime`, password: 'runtime' };
  await provision(adminUrl, { databases: [{ name, owner, runtime }] });
  const opened: Client[] = [];
  const open = async (url: string, application: string): Promise<Client> => {
    const client = new Client({ connectionString: url, application_name: application });
    client.on('error', () => undefined); // the statement under way rejects with it
    await client.connect();
    opened.push(client);
    return client;
  };
  const admin = new URL(adminUrl);
  const inside = new URL(adminUrl);
  inside.pathname = `/${encodeURIComponent(name)}`;
  return {
    owner,
    runtime,
    connect: async (role = owner, application = 'separation') => {
      const client = await open(withRole(adminUrl, role, name), application);
      await client.query(SETTINGS);
      return client;
    },
    asAdmin: async (text) => {
      const client = await open(inside.href, 'admin');
      await client.query(text);
      await client.end();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((client) => client.end()));
      const client = await open(admin.href, 'admin');
      await client.query(`drop database ${escapeIdentifier(name)} with (force)`);
      for (const { user } of [owner, runtime]) {
        await client.query(`drop role ${escapeIdentifier(user)}`);
      }
      await client.end();
    },
  };
}
