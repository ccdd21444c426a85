import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { insertHistory } from './history.ts';
import { insertBelongings, insertLab } from './lab.ts';
import { insertOtherServices } from './services.ts';

const SCHEMA = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');

const TABLES = `
  select relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where relkind in ('r', 'p', 'v', 'm') and nspname !~ '^pg_' and nspname <> 'information_schema' order by 1`;

/**
 * The demonstration lab as it stood in one database before the services: the same samples under the same ids, in the old
 * system's words and columns, with years of older ones. All of it or nothing; into an empty database only.
 */
export async function createDemonstrationMonolith(client: Client): Promise<void> {
  await client.query('begin');
  try {
    await refuseUnlessEmpty(client);
    await client.query(SCHEMA);
    await insertLab(client);
    await insertHistory(client);
    await insertOtherServices(client);
    await insertBelongings(client);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

async function refuseUnlessEmpty(client: Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(TABLES);
  if (rows.length > 0) {
    const names = rows.slice(0, 3).map(({ name }) => name);
    const more = rows.length > names.length ? ', …' : '';
    throw new StartupError(
      `The database ${client.database} has tables already (${names.join(', ')}${more}): create an empty one and name it in DATABASE_URL.`,
    );
  }
}
