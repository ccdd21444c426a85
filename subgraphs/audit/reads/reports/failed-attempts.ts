import { sql } from 'kysely';
import type { Queryable } from '../../../../platform/database/columns.ts';
import {
  entriesOf,
  LATEST_ENTRIES,
  LONGEST_LIST,
  listOf,
  type ReportData,
  type ReportPeriod,
  reportOf,
} from './entries.ts';

/** What was tried and failed, or was not allowed: by event, by actor, and the last hundred attempts. */
export const readFailedAttemptsReport = (em: Queryable, period: ReportPeriod): Promise<ReportData> =>
  reportOf(
    em,
    sql`
      with ${entriesOf(period, sql`l.outcome in ('failure', 'denied')`)},
      events as (
        select event_type, outcome, count(*) as n, max(timestamp) as last_at from entries group by event_type, outcome
      ),
      actors as (
        select user_id, coalesce(actor_name, 'unknown') as actor, count(*) as n,
          count(*) filter (where outcome = 'denied') as denied,
          coalesce(jsonb_agg(distinct host(ip_address)) filter (where ip_address is not null), '[]') as addresses
        from entries group by user_id, actor order by n desc, actor, user_id limit ${sql.lit(LONGEST_LIST)}
      )
      select jsonb_build_object(
        'attempts', (select count(*) from entries),
        'failed', (select count(*) from entries where outcome = 'failure'),
        'denied', (select count(*) from entries where outcome = 'denied'),
        'byEventType', ${listOf(
          sql`jsonb_build_object('eventType', v.event_type, 'outcome', v.outcome, 'attempts', v.n, 'lastAt', v.last_at)`,
          sql`events as v`,
          sql`v.n desc, v.event_type, v.outcome`,
        )},
        'byActor', ${listOf(
          sql`jsonb_build_object('actorName', a.actor, 'userId', a.user_id, 'attempts', a.n, 'denied', a.denied,
            'failed', a.n - a.denied, 'addresses', a.addresses)`,
          sql`actors as a`,
          sql`a.n desc, a.actor, a.user_id`,
        )},
        'latest', ${LATEST_ENTRIES}
      ) as data`,
  );
