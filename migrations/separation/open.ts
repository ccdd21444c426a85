import { type MigrationState, migrateUp, migrationStatesIn } from '../../platform/database/migrate.ts';
import { StartupError } from '../../platform/errors/startup-error.ts';
import { createLog } from '../../platform/log/log.ts';
import type { ServiceDefinition } from '../../platform/service/definition.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from '../../platform/service/embedded-databases.ts';
import { BACKUP_READER, services } from '../../subgraphs/index.ts';
import type { SeparationConfig } from './config.ts';
import { explained, openServer, type Server, type Servers } from './session.ts';

export type Opened = Servers & {
  /** Where the services themselves find their databases. */
  urls: ReadonlyMap<string, DatabaseUrls>;
  /** Whether the five databases are the embedded server's. */
  embedded: boolean;
  close(): Promise<void>;
};

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

/** Opens both sides. The embedded server, where it is used, runs until the caller closes. */
export async function openServers(config: SeparationConfig): Promise<Opened> {
  const any = services.some((service) => config.services.get(service)?.dbUrl !== undefined);
  const source = await openServer('source', config.databaseUrl, 'DATABASE_URL');
  const given = any ? namedDatabases(config) : await embeddedDatabases(config);
  try {
    const targets = new Map<string, Server>();
    for (const service of services) {
      const urls = given.urls.get(service.name) as DatabaseUrls;
      const server = await openServer(service.name, urls.ownerUrl, `${service.name.toUpperCase()}_DB_OWNER_URL`);
      targets.set(service.name, server);
      await migrated(service, server, urls, given.embedded);
    }
    const runtimeRoles = new Map(
      [...given.urls].map(([name, { dbUrl }]) => [name, decodeURIComponent(new URL(dbUrl).username)]),
    );
    return { source, targets, runtimeRoles, urls: given.urls, embedded: given.embedded, close: given.close };
  } catch (error) {
    await given.close();
    throw error;
  }
}
