import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { Place } from '../session.ts';
import { type Finding, problem } from './finding.ts';

/** A database that a separation works with, connected to, and what its server says of itself. */
export type Side = { name: string; client: Client; facts: Facts };

export type Facts = {
  /** As `server_version_num`: 140019. */
  version: number;
  versionText: string;
  role: string;
  database: string;
  encoding: string;
  /** A standby takes no writes. */
  standby: boolean;
  /** The same for databases of one server. */
  server: string;
  /** The server's clock minus ours, in seconds, give or take `uncertainty`. */
  clock: number;
  uncertainty: number;
  /** Connections that an ordinary role may still open. */
  freeConnections: number;
  /** Bytes of write-ahead log that the server keeps about. */
  walBytes: number;
};

/** What is not answered soon is no answer here: somebody holds a lock for long. */
const PATIENCE = `set statement_timeout = '30s'; set lock_timeout = '5s'`;

const FACTS = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as "versionText",
    current_user as role, current_database() as database,
    (select pg_encoding_to_char(encoding) from pg_database where datname = current_database()) as encoding,
    pg_is_in_recovery() as standby, pg_postmaster_start_time()::text || current_setting('port') as server,
    current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
      - coalesce(current_setting('reserved_connections', true)::int, 0)
      - (select count(*)::int from pg_stat_activity where coalesce(backend_type, 'client backend') = 'client backend')
      as "freeConnections",
    pg_size_bytes(current_setting('max_wal_size'))::float8 as "walBytes"`;

async function factsOf(client: Client): Promise<Facts> {
  const { rows } = await client.query<Omit<Facts, 'clock' | 'uncertainty'>>(FACTS);
  const before = Date.now();
  const told = await client.query<{ now: number }>('select extract(epoch from clock_timestamp())::float8 as now');
  const after = Date.now();
  return {
    ...(rows[0] as Omit<Facts, 'clock' | 'uncertainty'>),
    clock: (told.rows[0] as { now: number }).now - (before + after) / 2000,
    uncertainty: (after - before) / 2000,
  };
}

/** Connects, or says why it cannot. The caller ends the client. */
export async function openSide(server: Place): Promise<Side | Finding> {
  let client: Client | undefined;
  try {
    client = await server.connect();
    await client.query(PATIENCE);
    return { name: server.name, client, facts: await factsOf(client) };
  } catch (error) {
    await client?.end().catch(() => undefined); // it is broken already
    // The sentences of a connection are written for operators; of anything else only the code is safe to show.
    const text = error instanceof StartupError ? error.message : `cannot be opened (${codeOf(error)})`;
    return problem(server.name, text, 'Check the server, the database, the role and its password.');
  }
}

export const codeOf = (error: unknown): string =>
  String((error as { code?: unknown } | null)?.code ?? (error instanceof Error ? error.name : 'unknown'));
