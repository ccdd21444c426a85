import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';

/** Recordings commit within milliseconds; those that take longer than this are seen below while they run. */
const RECORDING_MS = 1_000;

/**
 * The newest moment before which no entry can be missing from lists that were read within the last `elapsedMs()`.
 *
 * Entries reach this service in one way, `recordAuditEvent`, and are stamped with the begin of their transaction, by
 * the database's clock. So whatever is older than every transaction that still runs has arrived, and the lists have
 * it if it is older than them, too. Events that another service holds back are unknown here; once services keep
 * events until they are taken (an outbox), the moment up to which each of theirs were taken bounds this one.
 */
export async function readCompleteUntil(em: Queryable, elapsedMs: () => number): Promise<Date> {
  const [row] = await rowsOf(
    em,
    sql<{ now: number; oldestRunning: number | null }>`
      select extract(epoch from statement_timestamp())::float8 * 1000 as now,
        (select extract(epoch from min(xact_start))::float8 * 1000 from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()) as "oldestRunning"`,
  );
  const { now, oldestRunning } = row as { now: number; oldestRunning: number | null };
  return new Date(Math.floor(Math.min(now - elapsedMs() - RECORDING_MS, oldestRunning ?? now)));
}
