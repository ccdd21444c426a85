import { Client } from 'pg';
import {
  hasCode,
  INVALID_AUTHORIZATION,
  INVALID_PASSWORD,
  isDatabaseAway,
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
  `set search_path = public`,
  `set row_security = off`,
  `set client_min_messages = warning`,
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

/** What went wrong on the way to a server or on it, in a sentence that says what to do. */
export function explain(error: unknown, server: string, variable: string): StartupError {
  if (error instanceof StartupError) {
    return error;
  }
  const { message } = error as Error;
  const reason = message || (error as { code?: string }).code;
  if (hasCode(error, INVALID_PASSWORD, INVALID_AUTHORIZATION)) {
    return new StartupError(`The ${server} database refuses the login (${reason}): correct ${variable}.`, {
      cause: error,
    });
  }
  if (hasCode(error, UNDEFINED_DATABASE)) {
    return new StartupError(`The ${server} database does not exist: create it, or correct ${variable}.`, {
      cause: error,
    });
  }
  if (isDatabaseAway(error)) {
    return new StartupError(
      `The ${server} database is away (${reason}): bring the server back and run the command again; nothing that was finished is lost.`,
      { cause: error },
    );
  }
  if (hasCode(error, '42501')) {
    return new StartupError(
      `The ${server} database denies it (${reason}): grant the right to the role of ${variable}, or name another role there.`,
      { cause: error },
    );
  }
  if (hasCode(error, '53100')) {
    return new StartupError(
      `The ${server} database has no space left (${reason}): make room and run the command again; nothing that was finished is lost.`,
      { cause: error },
    );
  }
  return new StartupError(`The ${server} database failed: ${reason}.`, { cause: error });
}

async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return (rows[0] as { version: number }).version;
}

/** @param variable that names the database, for whoever has to mend it */
export async function openServer(name: string, url: string, variable: string): Promise<Server> {
  const connect = async (): Promise<Client> => {
    const client = new Client({
      connectionString: url,
      connectionTimeoutMillis: 10_000,
      application_name: 'nanopore-separation',
      keepAlive: true,
    });
    client.on('error', () => undefined); // the statement under way rejects with it
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
