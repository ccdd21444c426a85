import { type MigrationState, migrateUp, migrationStatesIn } from '../../platform/database/migrate.ts';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { createLog } from '../../platform/log/log.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from '../../platform/service/embedded-databases.ts';
import { BACKUP_READER, services } from '../../subgraphs/index.ts';
import type { SeparationConfig } from './config.ts';
import { explained, openPlace, type Place, placeOf, type Server, type Servers } from './session.ts';

/** Both sides before anybody has asked whether they are there; the embedded server, where it is used, runs. */
export type Databases = {
  source: Place;
  targets: ReadonlyMap<string, Place>;
  /** Where the services themselves find their databases. */
  urls: ReadonlyMap<string, DatabaseUrls>;
  /** Whether the five databases are the embedded server's. */
  embedded: boolean;
  close(): Promise<void>;
};

export type Opened = Servers & Omit<Databases, 'targets'>;

type Given = { urls: Map<string, DatabaseUrls>; embedded: boolean; close(): Promise<void> };

async function embeddedDatabases(config: SeparationConfig): Promise<Given> {
  const log = createLog({ level: 'warn', name: 'separate' });
  const { urls, cluster } = await startEmbeddedDatabases(services, {
    dataDir: config.dataDir,
    reader: BACKUP_READER,
    log,
  });
  return { urls, embedded: true, close: () => cluster.stop() };
}

function namedDatabases(config: SeparationConfig): Given {
  const problems: string[] = [];
  const urls = new Map<string, DatabaseUrls>();
  for (const service of services) {
    const { dbUrl, ownerUrl } = config.services.get(service) ?? {};
    const prefix = service.name.toUpperCase();
    if (dbUrl === undefined || ownerUrl === undefined) {
      problems.push(
        ...(dbUrl === undefined ? [`${prefix}_DB_URL`] : []),
        ...(ownerUrl === undefined ? [`${prefix}_DB_OWNER_URL`] : []),
      );
    } else {
      urls.set(service.name, { dbUrl, ownerUrl });
    }
  }
  if (problems.length > 0) {
    throw new StartupError(`Set ${problems.join(', ')} too: the separation writes as the owner of each database.`);
  }
  return { urls, embedded: false, close: async () => undefined };
}

async function statesOf(service: ServiceDefinition, server: Server): Promise<MigrationState[]> {
  const client = await server.connect();
  try {
    return await migrationStatesIn(service, client);
  } catch (error) {
    throw explained(error);
  } finally {
    await client.end();
  }
}

/** Brings the tables up to date where nobody else may be at work, and insists on it everywhere else. */
async function migrated(
  service: ServiceDefinition,
  server: Server,
  { ownerUrl, dbUrl }: DatabaseUrls,
  mayMigrate: boolean,
): Promise<void> {
  const pending = (await statesOf(service, server)).filter(({ executedAt }) => executedAt === null);
  if (pending.length === 0) {
    return;
  }
  if (!mayMigrate) {
    throw new StartupError(
      `The ${service.name} database lacks ${pending.length} migrations: run \`npm run migrate -- up\` first.`,
    );
  }
  await migrateUp(service, ownerUrl, decodeURIComponent(new URL(dbUrl).username));
}

/** Where both sides are. The embedded server, where it is used, runs until the caller closes. */
export async function findDatabases(config: SeparationConfig): Promise<Databases> {
  const any = services.some((service) => config.services.get(service)?.dbUrl !== undefined);
  const given = any ? namedDatabases(config) : await embeddedDatabases(config);
  const targets = services.map(({ name }) => {
    const { ownerUrl } = given.urls.get(name) as DatabaseUrls;
    return [name, placeOf(name, ownerUrl, `${name.toUpperCase()}_DB_OWNER_URL`)] as const;
  });
  return { source: placeOf('source', config.databaseUrl, 'DATABASE_URL'), targets: new Map(targets), ...given };
}

/** Opens both sides; what it throws leaves the embedded server to the caller. */
export async function openDatabases({ urls, embedded, close, ...places }: Databases): Promise<Opened> {
  const source = await openPlace(places.source);
  const targets = new Map<string, Server>();
  for (const service of services) {
    const server = await openPlace(places.targets.get(service.name) as Place);
    targets.set(service.name, server);
    await migrated(service, server, urls.get(service.name) as DatabaseUrls, embedded);
  }
  const runtimeRoles = new Map(
    [...urls].map(([name, { dbUrl }]) => [name, decodeURIComponent(new URL(dbUrl).username)]),
  );
  return { source, targets, runtimeRoles, urls, embedded, close };
}
