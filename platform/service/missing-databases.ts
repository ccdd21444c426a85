import { Client } from 'pg';
import { hasCode, INVALID_AUTHORIZATION, INVALID_PASSWORD, UNDEFINED_DATABASE } from '../database/sqlstate.ts';
import { type DatabasePlan, keeperOf, provision, type Role } from '../postgres/index.ts';
import type { DatabaseUrls } from './embedded-databases.ts';

/** In development: makes the databases and roles that the URLs name and the server does not have yet. */
export async function createMissingDatabases(
  adminUrl: string,
  urls: readonly (DatabaseUrls & { kept: boolean })[],
): Promise<string[]> {
  const missing: DatabasePlan[] = [];
  for (const { dbUrl, ownerUrl, kept } of urls) {
    if (serverOf(dbUrl) === serverOf(adminUrl) && !(await opens(dbUrl))) {
      const name = databaseOf(dbUrl);
      const keeper = kept ? { keeper: keeperOf(name) } : {};
      missing.push({ name, owner: roleOf(ownerUrl), runtime: roleOf(dbUrl), ...keeper });
    }
  }
  return missing.length === 0 ? [] : (await provision(adminUrl, { databases: missing })).created;
}

async function opens(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (error) {
    // Anything else is not for us to mend: opening the service will say what it is.
    return !hasCode(error, UNDEFINED_DATABASE, INVALID_PASSWORD, INVALID_AUTHORIZATION);
  }
}

export const serverOf = (url: string): string => {
  const { hostname, port, searchParams } = new URL(url);
  return `${searchParams.get('host') ?? hostname}:${port || 5432}`;
};
const databaseOf = (url: string): string => decodeURIComponent(new URL(url).pathname.slice(1));
const roleOf = (url: string): Role => {
  const { username, password } = new URL(url);
  return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
};
