import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { sourceOf } from '../../../platform/events/registry.ts';
import { events } from '../../../schema/events.ts';

/**
 * Recordings, and what a service's relay says last in a transaction, commit within milliseconds. Recordings that take
 * longer than this are seen below while they run.
 */
const RECORDING_MS = 1_000;

const SOURCES = events.services.map(({ name }) => sourceOf(name));

/**
 * The newest moment before which no entry can be missing from lists that were read within the last `elapsedMs()`; null
 * while a service has not said yet up to when its events have been delivered.
 *
 * Entries reach this service in two ways. `recordAuditEvent` stamps them with the begin of their transaction, by the
 * database's clock: whatever is older than every transaction that still runs has arrived, and the lists have it if it is
 * older than them, too. Events carry the moment of the change in their service's database. Each service's relay says up to
 * which moment it has delivered all of them; what it had said, and committed, before the lists were read counts.
 */
export async function readCompleteUntil(em: Queryable, elapsedMs: () => number): Promise<Date | null> {
  const elapsed = elapsedMs();
  const [row] = await rowsOf(
    em,
    sql<{ now: number; oldestRunning: number | null; relayed: number | null }>`
      select extract(epoch from statement_timestamp())::float8 * 1000 as now,
        (select extract(epoch from min(xact_start))::float8 * 1000 from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()) as "oldestRunning",
        (select case when count(*) = cardinality(${SOURCES}::text[]) then extract(epoch from min(until))::float8 * 1000 end
          from (
            select max(complete_until) as until from event_sources
            where source = any(${SOURCES})
              and received_at <= statement_timestamp() - ${elapsed + RECORDING_MS} * interval '1 millisecond'
            group by source
          ) as sources) as relayed`,
  );
  const { now, oldestRunning, relayed } = row as NonNullable<typeof row>;
  if (relayed === null) {
    return null;
  }
  return new Date(Math.floor(Math.min(now - elapsed - RECORDING_MS, oldestRunning ?? now, relayed)));
}
