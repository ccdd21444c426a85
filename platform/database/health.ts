import type { MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { poolState } from './orm.ts';
import type { PoolState } from './pools.ts';

/** Latency in milliseconds of one round trip, waiting for a connection included. */
export type DatabaseHealth = { healthy: boolean; latencyMs: number; pool: PoolState };

export async function databaseHealth(orm: MikroORM): Promise<DatabaseHealth> {
  const started = performance.now();
  let healthy = true;
  try {
    await sql`select 1`.execute(orm.em.getKysely<unknown>());
  } catch {
    // Unreachable is an answer here, not a failure.
    healthy = false;
  }
  return { healthy, latencyMs: Math.round((performance.now() - started) * 10) / 10, pool: poolState(orm) };
}
