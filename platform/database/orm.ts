import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';
import type { DatabaseDefinition } from '../service/definition.ts';
import { namedClient } from './named-client.ts';
import { limitPool, type PoolLimits, type PoolState } from './pools.ts';
import { type DatabaseWatch, type ServerWatch, watchServer } from './watch.ts';

export type ConnectionSettings = { url: string; pool: PoolLimits; replicaUrls?: readonly string[] };

/** A caller that gets no connection within this time is told so (`POOL_EXHAUSTED`) instead of queueing on. */
const ACQUIRE_TIMEOUT_MS = 2_000;
const IDLE_TIMEOUT_MS = 30_000;
const SESSION =
  '-c timezone=UTC -c statement_timeout=30s -c idle_in_transaction_session_timeout=60s -c lock_timeout=10s';

/** The pools of one ORM, for health and metrics: MikroORM makes them on first use. */
const pools = new WeakMap<MikroORM, Pool[]>();

/** The options the five services share; what differs is the definition. Nothing is opened before the first query. */
function ormOptions(definition: DatabaseDefinition, settings: ConnectionSettings, watches: ServerWatch[]) {
  const driverOptions = (url: string, i: number) => ({
    connectionString: url,
    Client: namedClient(definition.name, watches[i]?.observe),
    application_name: `nanopore-${definition.name}`,
    options: SESSION,
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
      ignoreSchema: ['pgboss'],
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
    watchServer(
      { service: definition.name, server: i === 0 ? 'primary' : `replica${i}`, url },
      watch,
      (pool) => void opened.push(pool),
    ),
  );
  const orm = (await MikroORM.init(ormOptions(definition, settings, watches))) as MikroORM;
  pools.set(orm, opened);
  const close = orm.close.bind(orm);
  orm.close = async (force) => {
    await Promise.all(watches.map((each) => each.close()));
    await close(force);
  };
  return orm;
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
