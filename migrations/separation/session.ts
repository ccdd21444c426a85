import { Client } from 'pg';
import {
  CONFIGURATION_LIMIT_EXCEEDED,
  DISK_FULL,
  hasCode,
  INSUFFICIENT_PRIVILEGE,
  INVALID_AUTHORIZATION,
  INVALID_PASSWORD,
  isDatabaseAway,
  TOO_MANY_CONNECTIONS,
  UNDEFINED_DATABASE,
} from '../../platform/database/sqlstate.ts';
import { StartupError } from '../../platform/errors/startup-error.ts';

/** What every connection of the separation sets, so that texts are the same wherever they are printed. */
export const SETTINGS = [
  `set timezone = 'UTC'`,
  `set datestyle = 'ISO, YMD'`,
  `set intervalstyle = 'postgres'`,
  `set bytea_output = 'hex'`,
  `set extra_float_digits = 1`,
  `set xmloption = 'content'`,
  `set lc_monetary = 'C'`,
  `set statement_timeout = 0`,
  `set idle_in_transaction_session_timeout = 0`,
  `set idle_session_timeout = 0`,
  `set lock_timeout = 0`,
  // Since PostgreSQL 17. A snapshot is open as long as the copy takes.
  `select set_config(name, '0', false) from pg_settings where name = 'transaction_timeout'`,
  `set default_transaction_isolation = 'read committed'`,
  `set default_transaction_deferrable = off`,
  `set default_transaction_read_only = off`,
  `set standard_conforming_strings = on`,
  `set array_nulls = on`,
  `set search_path = public`,
  // Defaults and names are read as the server writes them.
  `set quote_all_identifiers = off`,
  `set row_security = off`,
  `set client_min_messages = warning`,
  // For what changes while the triggers of events are on.
  `set app.actor = '{"kind":"service","name":"separation"}'`,
  // Cursors are read to their end.
  `set cursor_tuple_fraction = 1`,
  // A query whose asker was killed ends within a second, and with it its locks. Not every platform can tell.
  `do $$ begin set client_connection_check_interval = '1s'; exception when others then null; end $$`,
].join(';');

/** The oldest PostgreSQL that the separation works with. */
const OLDEST = 140_000;
/** The first PostgreSQL that can say by itself whether a text is one that a type accepts. */
const SOFT_ERRORS = 160_000;

const VALIDITY = `
  create or replace function pg_temp.input_is_valid(input text, type text) returns boolean language plpgsql as $$
  begin
    execute format('select %L::%s', input, type);
    return true;
  exception when others then
    return false;
  end $$`;

/** One side of the separation: where it is, and how connections to it are made. */
export type Server = {
  /** `source`, or the name of a service. */
  name: string;
  /** As `server_version_num`: 180000 for 18.0. */
  version: number;
  /** A new connection with the separation's settings. The caller ends it. Errors are StartupErrors, without URLs. */
  connect(): Promise<Client>;
};

/** Everything a verb works with. Targets are opened as the owners of their databases. */
export type Servers = {
  source: Server;
  /** By name of the service. */
  targets: ReadonlyMap<string, Server>;
  /** Role that the service runs as, by name of the service. */
  runtimeRoles: ReadonlyMap<string, string>;
};

/** Where an error came from, and the variable that names that database. */
type Origin = { server: string; variable: string };

/** The connections of both sides are in use at once: an error is known by the one that raised it. */
const ORIGINS = new WeakMap<object, Origin>();

function rememberOrigin(client: Client, origin: Origin): void {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  const remembering = (...given: unknown[]): unknown => {
    const result = query(...given);
    // Streams have no promise; who reads them knows whose they are.
    return result instanceof Promise
      ? result.catch((error: object) => {
          ORIGINS.set(error, origin);
          throw error;
        })
      : result;
  };
  client.query = remembering as Client['query'];
}

/** What is wrong, by SQLSTATE, and what whoever reads it is to do. */
function sentence(error: unknown, { server, variable }: Origin): string {
  const { message } = error as Error;
  const reason = message || (error as { code?: string }).code;
  const again = 'and run the command again; nothing that was finished is lost';
  if (hasCode(error, INVALID_PASSWORD, INVALID_AUTHORIZATION)) {
    return `The ${server} database refuses the login (${reason}): correct ${variable}.`;
  }
  if (hasCode(error, UNDEFINED_DATABASE)) {
    return `The ${server} database does not exist: create it, or correct ${variable}.`;
  }
  if (hasCode(error, TOO_MANY_CONNECTIONS)) {
    return `The ${server} database has no connection left (${reason}): end some, or use fewer --workers, ${again}.`;
  }
  if (isDatabaseAway(error)) {
    return `The ${server} database is away (${reason}): bring the server back ${again}.`;
  }
  if (hasCode(error, INSUFFICIENT_PRIVILEGE)) {
    return `The ${server} database denies it (${reason}): grant the right to the role of ${variable}, or name another role there.`;
  }
  if (hasCode(error, DISK_FULL, CONFIGURATION_LIMIT_EXCEEDED)) {
    return `The ${server} database has no space left (${reason}): make room ${again}.`;
  }
  return `The ${server} database failed (${reason}): mend that ${again}.`;
}

/** What went wrong on the way to a server or on it, in a sentence that says what to do. */
export function explain(error: unknown, server: string, variable: string): StartupError {
  if (error instanceof StartupError) {
    return error;
  }
  const origin = ORIGINS.get(error as object) ?? { server, variable };
  return new StartupError(sentence(error, origin), { cause: error });
}

/** The same for what came from any of the servers; errors of another kind stay what they are. */
export function explained(error: unknown): unknown {
  const origin = typeof error === 'object' && error !== null ? ORIGINS.get(error) : undefined;
  return origin === undefined ? error : explain(error, origin.server, origin.variable);
}

async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return (rows[0] as { version: number }).version;
}

/** Where a database is; nothing is known of its server before it answers. */
export type Place = Pick<Server, 'name' | 'connect'>;

/** @param variable that names the database, for whoever has to mend it */
export function placeOf(name: string, url: string, variable: string): Place {
  const connect = async (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: 'nanopore-separation',
      keepAlive: true,
    });
    client.on('error', () => undefined); // the statement under way rejects with it
    rememberOrigin(client, { server: name, variable });
    try {
      await client.connect();
      await client.query(SETTINGS);
      if ((await versionOf(client)) < SOFT_ERRORS) {
        await client.query(VALIDITY);
      }
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw explain(error, name, variable);
    }
  };
  return { name, connect };
}

/** The same, when its server has answered. */
export const openServer = (name: string, url: string, variable: string): Promise<Server> =>
  openPlace(placeOf(name, url, variable));

export async function openPlace({ name, connect }: Place): Promise<Server> {
  const client = await connect();
  try {
    const version = await versionOf(client);
    if (version < OLDEST) {
      throw new StartupError(
        `The ${name} database runs PostgreSQL ${Math.floor(version / 10_000)}: 14 is the oldest that will do.`,
      );
    }
    return { name, version, connect };
  } finally {
    await client.end();
  }
}

/** SQL of a plan as a server of this version understands it: see `conversionOf`. */
export const dialect = <T>(plan: T, { version }: Pick<Server, 'version'>): T =>
  version < SOFT_ERRORS
    ? plan
    : (JSON.parse(JSON.stringify(plan).replaceAll('pg_temp.input_is_valid(', 'pg_input_is_valid(')) as T);
