/** `npm run demo:monolith`: fills the empty database that DATABASE_URL names with the demonstration monolith. */
import { Client, escapeIdentifier } from 'pg';
import { currentEnvironment } from '../platform/config/env-file.ts';
import { parseEnvironment } from '../platform/config/environment.ts';
import { processSchema } from '../platform/config/process.ts';
import { hasCode, UNDEFINED_DATABASE } from '../platform/database/sqlstate.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { refuse } from '../platform/process/run.ts';
import { createDemonstrationMonolith } from './monolith/create.ts';

const TABLES = `select table_schema as schema, table_name as name from information_schema.tables
  where table_type = 'BASE TABLE' and table_schema !~ '^pg_' and table_schema <> 'information_schema' order by 1, 2`;

function readDatabaseUrl(): string {
  const values = parseEnvironment(processSchema.pick({ DATABASE_URL: true, NODE_ENV: true }), currentEnvironment());
  if (values.NODE_ENV === 'production') {
    throw new StartupError('An invented monolith does not belong into production.');
  }
  if (values.DATABASE_URL === undefined) {
    throw new StartupError(
      'Set DATABASE_URL to an empty database for the monolith: postgresql://user:password@host:5432/database.',
    );
  }
  return values.DATABASE_URL;
}

async function connect(connectionString: string): Promise<Client> {
  const client = new Client({ connectionString, connectionTimeoutMillis: 10_000, application_name: 'nanopore-demo' });
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined); // it never opened
    throw new StartupError(
      hasCode(error, UNDEFINED_DATABASE)
        ? `There is no database ${client.database} on that server: create it (createdb ${client.database}), or correct DATABASE_URL.`
        : `The server that DATABASE_URL names did not let us in (${reasonOf(error)}): correct it.`,
      { cause: error },
    );
  }
}

/** Where a name has several addresses the error about all of them has a code and no message. */
const reasonOf = (error: unknown): string => (error as Error).message || String((error as { code?: unknown }).code);

async function describe(client: Client): Promise<string[]> {
  const { rows: tables } = await client.query<{ schema: string; name: string }>(TABLES);
  const lines: string[] = [];
  for (const { schema, name } of tables) {
    const { rows } = await client.query<{ n: string }>(
      `select count(*) as n from ${escapeIdentifier(schema)}.${escapeIdentifier(name)}`,
    );
    lines.push(`  ${`${schema}.${name}`.padEnd(36)} ${String(rows[0]?.n).padStart(6)} rows`);
  }
  return lines;
}

try {
  const client = await connect(readDatabaseUrl());
  try {
    await createDemonstrationMonolith(client);
    const lines = [
      `The demonstration monolith stands in the database ${client.database}:`,
      ...(await describe(client)),
      '',
      'Take it apart:',
      '  npm run separate -- run --config demo/separation.yaml',
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  } finally {
    await client.end();
  }
} catch (error) {
  refuse(error);
}
