import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral, type QueryResult } from 'pg';
import { withRole } from '../../../platform/postgres/index.ts';
import { adminUrl } from '../databases.ts';

/** Whatever SQL can be sent to: a client, or a monolith itself. */
export type Sql = { query(text: string, values?: unknown[]): Promise<QueryResult> };

export type MonolithDatabase = AsyncDisposable &
  Sql & {
    name: string;
    /** As its owner, who is no superuser. */
    url: string;
    /** Several statements on one connection, as the owner. */
    connected<T>(work: (client: Client) => Promise<T>): Promise<T>;
    drop(): Promise<void>;
  };

const OWNER = { user: 'monolith_owner', password: 'monolith' };
const OWNER_LOCK = 77_002;

/** An empty database on the server of the tests, for a monolith. */
export const monolithDatabase = (): Promise<MonolithDatabase> => monolithDatabaseOn(adminUrl());

/** The same on any server. `admin` is a URL of a superuser there. */
export async function monolithDatabaseOn(admin: string): Promise<MonolithDatabase> {
  const name = `monolith_${randomBytes(6).toString('hex')}`;
  const maintenance = new URL(admin);
  maintenance.pathname = '/postgres';
  await connectedTo(maintenance.href, async (client) => {
    // Test files that start at the same moment make the role one after the other.
    await client.query('select pg_advisory_lock($1)', [OWNER_LOCK]);
    await client.query(OWNER_ROLE);
    await client.query(
      `create database ${escapeIdentifier(name)} owner ${OWNER.user} template template0 encoding 'UTF8'`,
    );
  });
  const url = withRole(admin, OWNER, name);
  const drop = (): Promise<void> =>
    connectedTo(maintenance.href, async (client) => {
      await client.query(`drop database if exists ${escapeIdentifier(name)} with (force)`);
    });
  return {
    name,
    url,
    query: (text, values) => connectedTo(url, (client) => client.query(text, values)),
    connected: (work) => connectedTo(url, work),
    drop,
    [Symbol.asyncDispose]: drop,
  };
}

const OWNER_ROLE = `do $do$ begin
  if not exists (select from pg_roles where rolname = '${OWNER.user}') then
    create role ${OWNER.user} login nosuperuser nocreatedb nocreaterole password ${escapeLiteral(OWNER.password)};
  end if;
end $do$`;

async function connectedTo<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
