import { sql } from 'kysely';
import type { Queryable } from '../../../../platform/database/columns.ts';
import { entriesOf, LONGEST_LIST, listOf, type ReportData, type ReportPeriod, reportOf } from './entries.ts';

/** Who did how much of what, from where, and when first and last: one line for each actor, the busiest first. */
export const readAccessReport = (em: Queryable, period: ReportPeriod): Promise<ReportData> =>
  reportOf(
    em,
    sql`
      with ${entriesOf(period)},
      counted as (
        select user_id, coalesce(actor_name, 'unknown') as actor, actor_kind, action, grouping(action) = 1 as whole,
          count(*) as n, count(distinct (resource_type, resource_id)) as resources,
          coalesce(jsonb_agg(distinct host(ip_address)) filter (where ip_address is not null), '[]') as addresses,
          min(timestamp) as first_at, max(timestamp) as last_at
        from entries group by grouping sets ((user_id, actor, actor_kind, action), (user_id, actor, actor_kind))
      ),
      people as (
        select * from counted where whole order by n desc, actor, user_id limit ${sql.lit(LONGEST_LIST)}
      )
      select jsonb_build_object(
        'entries', (select count(*) from entries),
        'actors', (select count(*) from counted where whole),
        'byActor', ${listOf(
          sql`jsonb_build_object('actorName', p.actor, 'userId', p.user_id, 'actorKind', p.actor_kind,
            'entries', p.n, 'resources', p.resources, 'addresses', p.addresses, 'firstAt', p.first_at,
            'lastAt', p.last_at, 'byAction', (select jsonb_object_agg(c.action, c.n) from counted as c
              where not c.whole and (c.user_id, c.actor, c.actor_kind) is not distinct from (p.user_id, p.actor, p.actor_kind)))`,
          sql`people as p`,
          sql`p.n desc, p.actor, p.user_id`,
        )}
      ) as data`,
  );
