import { type RawBuilder, sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../../platform/database/columns.ts';

/** `end` does not belong to it. */
export type ReportPeriod = { start: Date; end: Date };

export type ReportData = Record<string, unknown>;

/** Lists in a report show this many entries, next to a count of all: a report is to be read. */
export const LONGEST_LIST = 1_000;
export const LATEST = 100;

/** The log of a period, for a `with`; relies on audit_logs_timestamp_idx. */
export const entriesOf = ({ start, end }: ReportPeriod, condition: RawBuilder<unknown> = sql`true`) => sql`
  entries as materialized (
    select l.* from audit_logs as l
    where l.timestamp >= ${start.toISOString()}::timestamptz and l.timestamp < ${end.toISOString()}::timestamptz
      and ${condition}
  )`;

/** A list of objects, in the order of `by`; empty rather than null. */
export const listOf = (object: RawBuilder<unknown>, from: RawBuilder<unknown>, by: RawBuilder<unknown>) => sql`
  coalesce((select jsonb_agg(${object} order by ${by}) from ${from}), '[]'::jsonb)`;

/** The last hundred entries, as an inspector wants to see them. */
export const LATEST_ENTRIES = listOf(
  sql`jsonb_build_object('id', e.id, 'timestamp', e.timestamp, 'eventType', e.event_type, 'outcome', e.outcome,
    'actorName', coalesce(e.actor_name, 'unknown'), 'userId', e.user_id, 'ipAddress', host(e.ip_address),
    'resourceType', e.resource_type, 'resourceId', e.resource_id, 'reason', e.details ->> 'reason')`,
  sql`(select * from entries order by timestamp desc, id desc limit ${sql.lit(LATEST)}) as e`,
  sql`e.timestamp desc, e.id desc`,
);

/** A statement whose one row has the report as its column `data`. */
export async function reportOf(em: Queryable, statement: RawBuilder<{ data: ReportData }>): Promise<ReportData> {
  const [row] = await rowsOf(em, statement);
  return (row as { data: ReportData }).data;
}
