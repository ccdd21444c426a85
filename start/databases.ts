import type { SingleConfig } from '../config.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import type { Log } from '../platform/log/log.ts';
import type { Opened } from '../platform/process/run.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from '../platform/service/embedded-databases.ts';
import { createMissingDatabases } from '../platform/service/missing-databases.ts';
import { BACKUP_READER } from '../subgraphs/index.ts';
import { demonstrationIn } from './demonstration.ts';

export type ProvidedDatabases = {
  urlsOf(service: ServiceDefinition): { dbUrl: string; ownerUrl: string | undefined };
  /** Whether the demonstration lab belongs into them, if they are empty. */
  seed: boolean;
  /** To be called when it is in there. */
  seeded(): Promise<void>;
};

/**
 * The services' databases: those that the environment names, all of them, or else the embedded server's, which
 * starts here. A mixture is refused, for nobody would know afterwards where a row lies.
 */
export async function provideDatabases(
  definitions: readonly ServiceDefinition[],
  config: SingleConfig,
  opened: Opened,
  log: Log,
): Promise<ProvidedDatabases> {
  const missing = definitions.filter((definition) => config.services.get(definition)?.dbUrl === undefined);
  if (missing.length === 0) {
    return external(definitions, config, log);
  }
  if (missing.length < definitions.length) {
    const names = missing.map(({ name }) => `${name.toUpperCase()}_DB_URL`).join(', ');
    throw new StartupError(
      `Some databases are named and some are not: set ${names} too, or none of them for the embedded server.`,
    );
  }
  return embedded(definitions, config, opened, log);
}

async function external(
  definitions: readonly ServiceDefinition[],
  config: SingleConfig,
  log: Log,
): Promise<ProvidedDatabases> {
  const urlsOf = (service: ServiceDefinition) => {
    const { dbUrl, ownerUrl } = config.services.get(service) ?? {};
    return { dbUrl: dbUrl as string, ownerUrl };
  };
  if (!config.production && config.databaseUrl !== undefined) {
    const owned = definitions
      .map((definition) => ({ ...urlsOf(definition), kept: definition.kept ?? false }))
      .filter((urls): urls is DatabaseUrls & { kept: boolean } => urls.ownerUrl !== undefined);
    const created = await createMissingDatabases(config.databaseUrl, owned);
    if (created.length > 0) {
      log.info({ created }, 'databases created');
    }
  }
  return { urlsOf, seed: config.seed === 'demo', seeded: async () => undefined };
}

async function embedded(
  definitions: readonly ServiceDefinition[],
  config: SingleConfig,
  opened: Opened,
  log: Log,
): Promise<ProvidedDatabases> {
  const { dataDir } = config;
  const { signal } = opened;
  const databases = await startEmbeddedDatabases(definitions, { dataDir, reader: BACKUP_READER, log, signal });
  const { cluster, urls } = databases;
  opened.add('embedded PostgreSQL', () => cluster.stop());
  opened.addLastResort(() => process.kill(cluster.pid, 'SIGINT'));
  void cluster.exited.then(({ expected }) => {
    if (!expected) {
      opened.fail(new StartupError(`The embedded PostgreSQL ended; see postgres.log in ${dataDir}, then start again.`));
    }
  });
  return { urlsOf: (service) => urls.get(service.name) as DatabaseUrls, ...(await demonstrationIn(dataDir, config)) };
}
