import { StartupError } from '../errors/startup-error.ts';
import type { Log } from '../log/log.ts';
import type { ServicesConfig } from './config.ts';
import type { ServiceDefinition } from './definition.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from './embedded-databases.ts';

export type ReachedDatabase = { dbUrl: string; ownerUrl: string | undefined };

/**
 * For commands: the databases of `wanted` services that the environment names, or the embedded ones, whose server
 * then runs as long as the work.
 */
export async function withDatabases<T>(
  config: Pick<ServicesConfig, 'services' | 'dataDir'>,
  wanted: readonly ServiceDefinition[],
  embedded: { all: readonly ServiceDefinition[]; reader: string; log: Log },
  work: (urlsOf: (service: ServiceDefinition) => ReachedDatabase) => Promise<T>,
): Promise<T> {
  const named = (service: ServiceDefinition): Partial<DatabaseUrls> => config.services.get(service) ?? {};
  const missing = wanted.filter((service) => named(service).dbUrl === undefined);
  if (missing.length === 0) {
    return work((service) => ({ dbUrl: named(service).dbUrl as string, ownerUrl: named(service).ownerUrl }));
  }
  if (missing.length < wanted.length) {
    throw new StartupError(`Set ${missing.map(({ name }) => `${name.toUpperCase()}_DB_URL`).join(', ')} too.`);
  }
  const { all, reader, log } = embedded;
  const databases = await startEmbeddedDatabases(all, { dataDir: config.dataDir, reader, log });
  try {
    return await work((service) => databases.urls.get(service.name) as DatabaseUrls);
  } finally {
    await databases.cluster.stop();
  }
}
