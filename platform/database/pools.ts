import type { Pool, PoolClient } from 'pg';
import type { Log } from '../log/log.ts';
import { currentRequest, type RequestScope } from '../request/scope.ts';
import type { WatchedClient } from './named-client.ts';
import { isPoolExhausted } from './sqlstate.ts';

export type PoolLimits = { max: number; min: number };
export type PoolState = { total: number; idle: number; waiting: number };

/** A pool of one server of a service: `primary`, `replica1`, … */
export type NamedPool = { service: string; server: string; pool: Pool };

export type PoolObserver = {
  /** Seconds until a connection was there, or until waiting for one was given up. */
  acquired(pool: NamedPool, seconds: number): void;
  exhausted(pool: NamedPool): void;
};

export type PoolWatch = { log: Log; heldMs: number; observer: PoolObserver | undefined };

type Hold = { client: WatchedClient; since: number; request: RequestScope | undefined; timer: NodeJS.Timeout };

/** A full pool refuses callers by the dozen: who holds its connections is said once in this time. */
const REPORT_EVERY_MS = 1_000;
const MOST_HOLDERS_LOGGED = 20;

/**
 * Watches who takes connections: measures the wait, says who holds one longer than `heldMs`, and who holds them all
 * when somebody waited in vain.
 */
export function watchPool(named: NamedPool, { log, heldMs, observer }: PoolWatch): void {
  const { pool, service, server } = named;
  const holds = new Map<unknown, Hold>();
  let reportedAt = Number.NEGATIVE_INFINITY;

  const hold = (client: PoolClient): void => {
    const since = performance.now();
    const request = currentRequest();
    const timer = setTimeout(() => {
      log.warn({ service, server, ...holder({ client, since, request }) }, 'a connection is held for long');
    }, heldMs).unref();
    holds.set(client, { client, since, request, timer });
  };
  pool.on('release', (_error, client) => {
    const held = holds.get(client);
    if (held !== undefined) {
      clearTimeout(held.timer);
      holds.delete(client);
    }
  });

  const refused = (): void => {
    observer?.exhausted(named);
    if (performance.now() - reportedAt < REPORT_EVERY_MS) {
      return;
    }
    reportedAt = performance.now();
    const holders = [...holds.values()].slice(0, MOST_HOLDERS_LOGGED).map(holder);
    log.warn({ service, server, waiting: pool.waitingCount, holders }, 'POOL_EXHAUSTED');
  };

  const connect = pool.connect.bind(pool) as (...args: unknown[]) => unknown;
  const take = async (): Promise<PoolClient> => {
    const started = performance.now();
    try {
      const client = (await connect()) as PoolClient;
      hold(client);
      return client;
    } catch (error) {
      if (isPoolExhausted(error)) {
        refused();
      }
      throw error;
    } finally {
      observer?.acquired(named, (performance.now() - started) / 1000);
    }
  };
  pool.connect = ((callback?: unknown) => (callback === undefined ? take() : connect(callback))) as typeof pool.connect;
}

function holder({ client, since, request }: Pick<Hold, 'client' | 'since' | 'request'>) {
  return {
    operation: request?.operation,
    requestId: request?.requestId,
    heldMs: Math.round(performance.now() - since),
    statement: client.latestStatement,
    pid: client.processID,
  };
}

/** Takes effect with the next caller; connections above a lower limit leave when they have been idle for a while. */
export function limitPool(pool: Pool, limits: PoolLimits): void {
  Object.assign(pool.options, limits);
}
