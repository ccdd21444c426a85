import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { poolState } from './orm.ts';
import type { PoolState } from './pools.ts';

/** Latency in milliseconds of one round trip, waiting for a connection included. */
export type DatabaseHealth = { healthy: boolean; latencyMs: number; pool: PoolState };

/** A server that hangs is as good as away. */
const PATIENCE_MS = 2_500;

export async function databaseHealth(orm: MikroORM): Promise<DatabaseHealth> {
  const started = performance.now();
  let healthy = true;
  try {
    await withinPatience(sql`select 1`.execute(orm.em.getKysely<unknown>()));
  } catch {
    // Unreachable is an answer here, not a failure.
    healthy = false;
  }
  return { healthy, latencyMs: Math.round((performance.now() - started) * 10) / 10, pool: poolState(orm) };
}

async function withinPatience(question: Promise<unknown>): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error('no answer in time')), PATIENCE_MS);
  try {
    await Promise.race([question, late]);
  } finally {
    clearTimeout(timer);
    // The question goes on; nobody waits for it any more.
    question.catch(() => undefined);
  }
}
