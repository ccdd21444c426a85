import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import { EVENT_TABLES } from '../events/tables.ts';
import { silentLog } from '../log/log.ts';
import type { DatabaseDefinition } from '../service/definition.ts';
import { takeBackDeadConnections } from './dead-connections.ts';
import { namedClient } from './named-client.ts';
import { limitPool, type PoolLimits, type PoolState } from './pools.ts';
import { REPLICA_DEFAULTS, type ReplicaSettings, type Replicas, watchReplicas } from './replicas.ts';
import { routedDriver } from './routed-driver.ts';
import { type DatabaseWatch, type ServerWatch, watchServer } from './watch.ts';

export type ConnectionSettings = {
  url: string;
  pool: PoolLimits;
  replicaUrls?: readonly string[];
  /** Migrations take as long as they take. */
  unhurried?: boolean;
  replicas?: Partial<ReplicaSettings>;
};

/** A caller that gets no connection within this time is told so (`POOL_EXHAUSTED`) instead of queueing on. */
const ACQUIRE_TIMEOUT_MS = 2_000;
const IDLE_TIMEOUT_MS = 30_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** The server ends a statement by itself; this is for a server that does not even do that any more. */
const ANSWER_TIMEOUT_MS = STATEMENT_TIMEOUT_MS + 5_000;

const sessionSettings = (statementTimeout: number): string =>
  `-c timezone=UTC -c statement_timeout=${statementTimeout} -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s`;

/** The pools of one ORM, for health and metrics: MikroORM makes them on first use. */
const pools = new WeakMap<MikroORM, Pool[]>();

/** The options the five services share; what differs is the definition. Nothing is opened before the first query. */
function ormOptions(
  definition: DatabaseDefinition,
  settings: ConnectionSettings,
  watches: ServerWatch[],
  replicas: Replicas | undefined,
) {
  const driverOptions = (url: string, i: number) => ({
    connectionString: url,
    Client: namedClient(definition.name, watches[i]?.observe),
    application_name: `nanopore-${definition.name}`,
    options: sessionSettings(settings.unhurried ? 0 : STATEMENT_TIMEOUT_MS),
    ...(settings.unhurried ? {} : { query_timeout: ANSWER_TIMEOUT_MS }),
    connectionTimeoutMillis: ACQUIRE_TIMEOUT_MS,
    idleTimeoutMillis: IDLE_TIMEOUT_MS,
    keepAlive: true,
    onPoolCreated: watches[i]?.onPool,
  });
  return {
    contextName: definition.name,
    entities: [...definition.entities],
    clientUrl: settings.url,
    dbName: decodeURIComponent(new URL(settings.url).pathname.slice(1)),
    pool: { min: settings.pool.min, max: settings.pool.max },
    driver: routedDriver(replicas),
    // Entities are for writing, and what is read to be written comes from the primary.
    preferReadReplicas: false,
    driverOptions: driverOptions(settings.url, 0),
    replicas: (settings.replicaUrls ?? []).map((url, i) => ({
      clientUrl: url,
      driverOptions: driverOptions(url, i + 1),
    })),
    extensions: [Migrator],
    migrations: {
      migrationsList: [...definition.migrations],
      snapshot: false,
      disableForeignKeys: false,
      allOrNothing: true,
    },
    schemaGenerator: {
      ignoreTriggers: true,
      ignoreRoutines: true,
      ignoreSchema: ['pgboss', 'separation', 'audit_months', 'keeping'],
      skipTables: [...EVENT_TABLES],
      disableForeignKeys: false,
    },
    forceUtcTimezone: true,
    debug: false,
    logger: () => undefined,
  } as Parameters<typeof MikroORM.init>[0];
}

/** Without a `watch` nothing is measured and nothing is logged: for migrations and fixtures. */
export async function createOrm(
  definition: DatabaseDefinition,
  settings: ConnectionSettings,
  watch?: DatabaseWatch,
): Promise<MikroORM> {
  const opened: Pool[] = [];
  const watches = [settings.url, ...(settings.replicaUrls ?? [])].map((url, i) =>
    watchServer({ service: definition.name, server: i === 0 ? 'primary' : `replica${i}`, url }, watch, (pool) => {
      takeBackDeadConnections(pool);
      opened.push(pool);
    }),
  );
  const replicas = replicasOf(definition, settings, watch, watches[0] as ServerWatch);
  const orm = (await MikroORM.init(ormOptions(definition, settings, watches, replicas))) as MikroORM;
  pools.set(orm, opened);
  const close = orm.close.bind(orm);
  orm.close = async (force) => {
    await Promise.all([replicas, ...watches].map((each) => each?.close()));
    await close(force);
  };
  return orm;
}

function replicasOf(
  { name: service }: DatabaseDefinition,
  { url: primaryUrl, replicaUrls = [], replicas: chosen }: ConnectionSettings,
  watch: DatabaseWatch | undefined,
  primary: ServerWatch,
): Replicas | undefined {
  if (replicaUrls.length === 0) {
    return undefined;
  }
  const log = watch?.log ?? silentLog();
  const replicas = watchReplicas({ service, primaryUrl, replicaUrls, log }, { ...REPLICA_DEFAULTS, ...chosen });
  watch?.metrics?.watchReplicas(replicas.states);
  const { observe } = primary;
  primary.observe = (ended) => {
    observe?.(ended);
    replicas.observe(ended);
  };
  return replicas;
}

/** All pools of the ORM together, those of its replicas included. */
export function poolState(orm: MikroORM): PoolState {
  const state = { total: 0, idle: 0, waiting: 0 };
  for (const pool of pools.get(orm) ?? []) {
    state.total += pool.totalCount;
    state.idle += pool.idleCount;
    state.waiting += pool.waitingCount;
  }
  return state;
}

export function limitPools(orm: MikroORM, limits: PoolLimits): void {
  for (const pool of pools.get(orm) ?? []) {
    limitPool(pool, limits);
  }
}
