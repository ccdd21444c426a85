import type { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { StartupError } from '../errors/startup-error.ts';
import type { DatabaseDefinition } from '../service/definition.ts';
import { createOrm } from './orm.ts';
import { hasCode, LOCK_NOT_AVAILABLE, UNDEFINED_TABLE } from './sqlstate.ts';

const LEDGER = 'mikro_orm_migrations';
const LOCK_TIMEOUT = '15s';
/** Any number will do as long as nothing else in these databases locks it. */
const LOCK_KEY = 4_711_820_251;

export type MigrationState = { name: string; executedAt: Date | null };

/** Which migrations a database has seen. Reads only; works as the run-time role as well as the owner. */
export const migrationStates = (definition: DatabaseDefinition, url: string): Promise<MigrationState[]> =>
  withClient(definition, url, (client) => migrationStatesIn(definition, client));

/** The same over a connection that is open already. */
export async function migrationStatesIn(definition: DatabaseDefinition, client: Client): Promise<MigrationState[]> {
  const executed = await client
    .query<{ name: string; executed_at: Date }>(`select name, executed_at from ${LEDGER}`)
    .catch((error: unknown) => {
      if (hasCode(error, UNDEFINED_TABLE)) {
        return { rows: [] };
      }
      throw error;
    });
  const dates = new Map(executed.rows.map((row) => [row.name, row.executed_at]));
  return definition.migrations.map(({ name }) => ({ name, executedAt: dates.get(name) ?? null }));
}

/**
 * Brings a database up to date as its owner, one process at a time. Each migration is a transaction of its own
 * run, all of them one; waiting for a table that somebody uses ends after ten seconds with nothing changed.
 * The run-time role is granted rows of the tables to come, and only reading of the ledger.
 */
export async function migrateUp(
  definition: DatabaseDefinition,
  ownerUrl: string,
  runtimeRole: string | undefined,
): Promise<string[]> {
  return withClient(definition, ownerUrl, async (client) => {
    await exclusively(definition, client);
    const grantee = runtimeRole === undefined ? undefined : client.escapeIdentifier(runtimeRole);
    if (grantee !== undefined) {
      await client.query(`
        alter default privileges in schema public grant select, insert, update, delete on tables to ${grantee};
        alter default privileges in schema public grant usage on sequences to ${grantee}`);
    }
    const executed = await withOrm(definition, ownerUrl, async (orm) => orm.migrator.up());
    if (grantee !== undefined && executed.length > 0) {
      await client.query(`revoke insert, update, delete on ${LEDGER} from ${grantee}`);
    }
    return executed.map(({ name }) => name);
  });
}

/** SQL that would make the database what the entities say; empty when they agree. */
export const schemaDrift = (definition: DatabaseDefinition, ownerUrl: string): Promise<string> =>
  withOrm(definition, ownerUrl, async (orm) => (await orm.schema.getUpdateSchemaSQL({ wrap: false })).trim());

async function withOrm<T>(
  definition: DatabaseDefinition,
  url: string,
  work: (orm: MikroORM) => Promise<T>,
): Promise<T> {
  const orm = await createOrm(definition, { url, pool: { min: 0, max: 2 }, unhurried: true });
  try {
    return await work(orm);
  } finally {
    await orm.close(true);
  }
}

async function withClient<T>(
  definition: DatabaseDefinition,
  url: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({
    connectionString: url,
    connectionTimeoutMillis: 5_000,
    application_name: 'nanopore-migrate',
  });
  client.on('error', () => undefined); // the statement under way rejects with it
  try {
    await client.connect();
  } catch (error) {
    throw cannotOpen(definition.name, error);
  }
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export const cannotOpen = (service: string, error: unknown): StartupError =>
  new StartupError(
    `The ${service} database cannot be opened (${(error as Error).message || (error as { code?: string }).code}): ` +
      `check the server and ${service.toUpperCase()}_DB_URL.`,
    { cause: error },
  );

async function exclusively(definition: DatabaseDefinition, client: Client): Promise<void> {
  try {
    await client.query(`set lock_timeout = '${LOCK_TIMEOUT}'`);
    await client.query('select pg_advisory_lock($1)', [LOCK_KEY]);
  } catch (error) {
    if (hasCode(error, LOCK_NOT_AVAILABLE)) {
      throw new StartupError(
        `Another process is migrating the ${definition.name} database: wait for it and try again.`,
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
