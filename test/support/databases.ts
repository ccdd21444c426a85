import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { migrateUp } from '../../platform/database/migrate.ts';
import { type DatabasePlan, keeperOf, provision } from '../../platform/postgres/index.ts';
import type { DatabaseDefinition } from '../../platform/service/definition.ts';

/** A database of one test file, with the URLs of both its roles. */
export type TestDatabase = { name: string; dbUrl: string; ownerUrl: string; drop(): Promise<void> };

export const adminUrl = (): string => {
  const url = process.env.TEST_ADMIN_URL;
  if (url === undefined) {
    throw new Error('The test cluster is started by test/support/global-setup.ts; run the tests with npm test.');
  }
  return url;
};

export function urlOf(role: { user: string; password: string }, database: string): string {
  const url = new URL(adminUrl());
  url.username = role.user;
  url.password = role.password;
  url.pathname = `/${database}`;
  return url.href;
}

/** Who puts rows there that nobody of the story made. The services themselves have to say who writes. */
const FIXTURE = '{"kind":"service","name":"fixture"}';

/** The database for whom every change has an actor. */
export function asFixture(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set('options', `-c timezone=UTC -c app.actor=${FIXTURE}`);
  return url.href;
}

export async function asAdmin<T>(work: (client: Client) => Promise<T>, database = 'postgres'): Promise<T> {
  const url = new URL(adminUrl());
  url.pathname = `/${database}`;
  const client = new Client({ connectionString: asFixture(url.href) });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The databases and roles that a service gets from the real provisioning; passwords do not matter here. */
export const planOf = (definition: DatabaseDefinition): DatabasePlan => ({
  name: definition.database,
  owner: { user: `${definition.database}_owner`, password: 'owner' },
  runtime: { user: `${definition.database}_runtime`, password: 'runtime' },
  ...(definition.kept ? { keeper: keeperOf(definition.database) } : {}),
});

const TEMPLATE_LOCK = 77_001;

const templates = new Map<string, Promise<DatabasePlan>>();

/** Provisions and migrates a service's database once in a whole run; afterwards it is only cloned. */
export function ensureTemplate(definition: DatabaseDefinition): Promise<DatabasePlan> {
  const template = templates.get(definition.database) ?? makeTemplate(definition);
  templates.set(definition.database, template);
  return template;
}

async function makeTemplate(definition: DatabaseDefinition): Promise<DatabasePlan> {
  const plan = planOf(definition);
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { created } = await provision(adminUrl(), { databases: [plan] });
    if (created.length > 0) {
      await migrateUp(definition, urlOf(plan.owner, plan.name), plan.runtime.user);
    }
  });
  return plan;
}

/** A clone of the migrated template. Clones lose the database's ACL: tests of walls provision their own. */
export async function testDatabase(definition: DatabaseDefinition): Promise<TestDatabase> {
  const plan = await ensureTemplate(definition);
  const name = `test_${definition.name}_${randomBytes(6).toString('hex')}`;
  await asAdmin(async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    await client.query(
      `create database ${escapeIdentifier(name)} template ${escapeIdentifier(plan.name)} owner ${escapeIdentifier(plan.owner.user)}`,
    );
  });
  return {
    name,
    dbUrl: urlOf(plan.runtime, name),
    ownerUrl: asFixture(urlOf(plan.owner, name)),
    drop: () =>
      asAdmin(async (client) => void (await client.query(`drop database ${escapeIdentifier(name)} with (force)`))),
  };
}
