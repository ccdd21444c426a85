import type { MikroORM } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../config/process.ts';
import { type DatabaseHealth, databaseHealth } from '../database/health.ts';
import { migrateUp, migrationStates } from '../database/migrate.ts';
import { createOrm } from '../database/orm.ts';
import type { ReplicaSettings } from '../database/replicas.ts';
import type { DatabaseWatch } from '../database/watch.ts';
import { StartupError } from '../errors/startup-error.ts';
import { type Consumer, createInbox, type InboxObserver } from '../events/inbox/inbox.ts';
import type { Subgraph } from '../graphql/subgraph.ts';
import type { Log } from '../log/log.ts';
import type { ServiceConfig } from './config.ts';
import type { Secrets, ServiceDefinition, WorkPlace } from './definition.ts';

/** A service with its database open. Whoever opened it closes it, after the last request. */
export type OpenService = {
  definition: ServiceDefinition;
  orm: MikroORM;
  subgraph: Subgraph;
  /** Takes in events; undefined: it wants none. */
  consumer?: Consumer | undefined;
  /** The database, for whoever wants a connection beside the pool. */
  dbUrl: string;
  health(): Promise<DatabaseHealth>;
  close(): Promise<void>;
};

export type DatabaseAccess = Pick<ServiceConfig, 'replicaUrls' | 'pool'> & {
  dbUrl: string;
  ownerUrl: string | undefined;
};

/**
 * Opens a service on a migrated database. Where the process may migrate it does; elsewhere an unmigrated database
 * stops the start.
 */
export async function openService(
  definition: ServiceDefinition,
  access: DatabaseAccess,
  options: {
    mayMigrate: boolean;
    lab: LabCalendar;
    secrets: Secrets;
    log: Log;
    watch?: DatabaseWatch;
    replicas?: Partial<ReplicaSettings>;
    observeInbox?: (service: string) => InboxObserver;
    /** Left out where the service only answers: then it does nothing by itself. */
    work?: Omit<WorkPlace, 'dbUrl' | 'secrets' | 'log'>;
  },
): Promise<OpenService> {
  const { lab, secrets, log } = options;
  const pending = (await migrationStates(definition, access.dbUrl)).filter(({ executedAt }) => executedAt === null);
  if (pending.length > 0) {
    if (!options.mayMigrate || access.ownerUrl === undefined) {
      throw new StartupError(
        `The ${definition.name} database misses ${pending.length} migration(s) (${pending.map(({ name }) => name).join(', ')}): ` +
          `run \`npm run migrate -- up ${definition.name}\` with ${definition.name.toUpperCase()}_DB_OWNER_URL set, then start again.`,
      );
    }
    const executed = await migrateUp(definition, access.ownerUrl, decodeURIComponent(new URL(access.dbUrl).username));
    log.info({ service: definition.name, executed }, 'database migrated');
  }
  const { dbUrl: url, pool, replicaUrls } = access;
  const orm = await createOrm(definition, { url, pool, replicaUrls, replicas: options.replicas }, options.watch);
  const work = options.work && definition.work?.({ ...options.work, dbUrl: url, secrets, log });
  return {
    definition,
    orm,
    subgraph: definition.build(orm, { lab, secrets }),
    consumer:
      definition.takeIn &&
      createInbox(orm, definition.name, definition.takeIn, options.observeInbox?.(definition.name)),
    dbUrl: url,
    health: () => databaseHealth(orm),
    close: async () => {
      await work?.stop();
      await orm.close(true);
    },
  };
}
