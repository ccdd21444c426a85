import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import { periodConditions } from './audit-log-filter.ts';

export type Period = { from?: Date | null; to?: Date | null };

type Outcome = 'success' | 'failure' | 'denied';
export type AuditStatistics = {
  total: number;
  byEventType: { eventType: string; count: number }[];
  byAction: { action: string; count: number }[];
  byOutcome: { outcome: Outcome | null; count: number }[];
  byDay: { day: string; count: number; failures: number; denials: number }[];
};

type Row = {
  by: 'all' | 'eventType' | 'action' | 'outcome' | 'day';
  eventType: string;
  action: string;
  outcome: Outcome | null;
  day: string;
  count: number;
  failures: number;
  denials: number;
};

/**
 * The log of a period counted by event, action, outcome and day of the lab's local time: one statement, which reads
 * audit_logs_timestamp_idx and nothing else. It counts the few combinations of all four first, then those.
 */
export async function readAuditStatistics(em: Queryable, period: Period, timeZone: string): Promise<AuditStatistics> {
  const rows = await rowsOf(
    em,
    sql<Row>`
      with combinations as materialized (
        select date_trunc('day', l.timestamp, ${timeZone}::text) as day, l.event_type, l.action, l.outcome, count(*) as n
        from audit_logs as l where ${allOf(periodConditions(period))} group by 1, 2, 3, 4
      )
      select case grouping(event_type, action, outcome, day)
          when 7 then 'eventType' when 11 then 'action' when 13 then 'outcome' when 14 then 'day' else 'all' end as by,
        event_type as "eventType", action, outcome, day,
        coalesce(sum(n), 0)::int as count,
        coalesce(sum(n) filter (where outcome = 'failure'), 0)::int as failures,
        coalesce(sum(n) filter (where outcome = 'denied'), 0)::int as denials
      from combinations
      group by grouping sets ((event_type), (action), (outcome), (day), ())
      order by count desc, event_type, action, outcome`,
  );
  const of = Map.groupBy(rows, ({ by }) => by);
  const days = (of.get('day') ?? []).map(({ day, count, failures, denials }) => ({ day, count, failures, denials }));
  return {
    total: of.get('all')?.[0]?.count ?? 0,
    byEventType: (of.get('eventType') ?? []).map(({ eventType, count }) => ({ eventType, count })),
    byAction: (of.get('action') ?? []).map(({ action, count }) => ({ action, count })),
    byOutcome: (of.get('outcome') ?? []).map(({ outcome, count }) => ({ outcome, count })),
    byDay: days.sort((one, other) => (one.day < other.day ? 1 : -1)),
  };
}
