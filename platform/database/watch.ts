import type { Pool } from 'pg';
import type { Log } from '../log/log.ts';
import type { DatabaseMetrics } from '../metrics/database.ts';
import { watchPool } from './pools.ts';
import { slowStatements } from './slow-statements.ts';
import type { EndedStatement, StatementObserver } from './statements.ts';

export type WatchLimits = {
  /** A statement this slow is logged with its plan, in milliseconds. */
  slowStatementMs: number;
  /** A connection held this long is logged with its holder, in milliseconds. */
  heldConnectionMs: number;
};

/** Who looks on while a service's database works. */
export type DatabaseWatch = { log: Log; metrics: DatabaseMetrics | undefined; limits: WatchLimits };

/** The watch over one server of a service: its primary, or a replica. */
export type ServerWatch = { observe?: StatementObserver; onPool(pool: Pool): void; close(): Promise<void> };

export function watchServer(
  about: { service: string; server: string; url: string },
  watch: DatabaseWatch | undefined,
  onPool: (pool: Pool) => void,
): ServerWatch {
  if (watch === undefined) {
    return { onPool, close: async () => undefined };
  }
  const { log, metrics, limits } = watch;
  const slow = slowStatements({ ...about, log, thresholdMs: limits.slowStatementMs });
  return {
    observe: (ended) => {
      metrics?.statementEnded(ended);
      slow.observe(ended);
      if (log.isLevelEnabled('debug')) {
        log.debug(detailsOf(ended, about.server), 'sql');
      }
    },
    onPool: (pool) => {
      const named = { service: about.service, server: about.server, pool };
      watchPool(named, { log, heldMs: limits.heldConnectionMs, observer: metrics });
      metrics?.watch(named);
      onPool(pool);
    },
    close: () => slow.close(),
  };
}

/** Prepared statements carry no comment: this line is what ties one to its request. */
function detailsOf({ service, name, milliseconds, pid, request, error }: EndedStatement, server: string) {
  return {
    service,
    server,
    statement: name,
    ms: Math.round(milliseconds * 100) / 100,
    pid,
    operation: request?.operation,
    requestId: request?.requestId,
    ...(error === undefined ? {} : { failed: (error as Error).message }),
  };
}
