import type { Log } from '../log/log.ts';
import {
  type Cluster,
  type DatabasePlan,
  keeperOf,
  loadCredentials,
  provision,
  startCluster,
} from '../postgres/index.ts';
import type { ServiceDefinition } from './definition.ts';

/** Where a service finds its database, as the service and as its owner. */
export type DatabaseUrls = { dbUrl: string; ownerUrl: string };

export type EmbeddedDatabases = {
  cluster: Cluster;
  urls: Map<string, DatabaseUrls>;
  /** Databases that did not exist before this start. */
  created: string[];
};

/**
 * Starts the embedded server and makes the services' databases and roles in it. `reader` may read all of them,
 * for backups. The caller stops the cluster.
 */
export async function startEmbeddedDatabases(
  definitions: readonly ServiceDefinition[],
  options: { dataDir: string; reader: string; log: Log; signal?: AbortSignal },
): Promise<EmbeddedDatabases> {
  const cluster = await startCluster({ dataDir: options.dataDir, log: options.log, signal: options.signal });
  try {
    const plans = await plansFor(definitions, options.dataDir);
    const passwords = await loadCredentials(options.dataDir, [options.reader]);
    const reader = { user: options.reader, password: passwords[options.reader] as string };
    const { created } = await provision(cluster.adminUrl, { databases: plans, reader });
    const urls = new Map(
      definitions.map((definition, i) => {
        const { name, owner, runtime } = plans[i] as DatabasePlan;
        return [definition.name, { dbUrl: cluster.url(runtime, name), ownerUrl: cluster.url(owner, name) }];
      }),
    );
    return { cluster, urls, created };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function plansFor(definitions: readonly ServiceDefinition[], dataDir: string): Promise<DatabasePlan[]> {
  const names = definitions.map(({ database, kept }) => ({
    database,
    kept,
    owner: `${database}_owner`,
    runtime: `${database}_runtime`,
  }));
  const passwords = await loadCredentials(
    dataDir,
    names.flatMap(({ owner, runtime }) => [owner, runtime]),
  );
  return names.map(({ database, owner, runtime, kept }) => ({
    name: database,
    owner: { user: owner, password: passwords[owner] as string },
    runtime: { user: runtime, password: passwords[runtime] as string },
    ...(kept ? { keeper: keeperOf(database) } : {}),
  }));
}
