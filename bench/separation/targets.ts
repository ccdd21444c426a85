import { Client, escapeIdentifier } from 'pg';
import { migrateUp } from '../../platform/database/migrate.ts';
import { type Cluster, keeperOf, provision } from '../../platform/postgres/index.ts';
import { services } from '../../subgraphs/index.ts';

const PASSWORD = 'benchmark';

/** The five databases as migrated, and nothing in them. */
export type Targets = {
  /** Of the owner, by name of the service. */
  owners: ReadonlyMap<string, string>;
  /** As the separation reads them from the environment. */
  environment: Record<string, string>;
  drop(): Promise<void>;
};

export const onServer = async (url: string, statement: string): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** Makes five databases under names of their own. */
export async function makeTargets(cluster: Cluster, suffix: string): Promise<Targets> {
  const databases = services.map(({ database, kept }) => ({
    name: `${database}_${suffix}`,
    owner: { user: `${database}_${suffix}_owner`, password: PASSWORD },
    runtime: { user: `${database}_${suffix}_runtime`, password: PASSWORD },
    ...(kept ? { keeper: keeperOf(`${database}_${suffix}`) } : {}),
  }));
  await provision(cluster.adminUrl, { databases });
  const owners = new Map<string, string>();
  const environment: Record<string, string> = {};
  for (const [i, service] of services.entries()) {
    const { name, owner, runtime } = databases[i] as (typeof databases)[number];
    const ownerUrl = cluster.url(owner, name);
    await migrateUp(service, ownerUrl, runtime.user);
    owners.set(service.name, ownerUrl);
    environment[`${service.name.toUpperCase()}_DB_URL`] = cluster.url(runtime, name);
    environment[`${service.name.toUpperCase()}_DB_OWNER_URL`] = ownerUrl;
  }
  const drop = async (): Promise<void> => {
    for (const { name } of databases) {
      await onServer(cluster.adminUrl, `drop database ${escapeIdentifier(name)} with (force)`);
    }
  };
  return { owners, environment, drop };
}
