import { sql } from 'kysely';
import type { Queryable } from '../../../../platform/database/columns.ts';
import { entriesOf, LATEST, listOf, type ReportData, type ReportPeriod, reportOf } from './entries.ts';

/** What leaves a resource as it was. */
const READING = sql`('read', 'view', 'list', 'search', 'reveal', 'download', 'export')`;

/** A change that was made: nothing that failed or was denied, no look at a thing, no sign-in. */
const IS_CHANGE = sql`
  l.outcome is distinct from 'failure' and l.outcome is distinct from 'denied'
  and l.action not in ${READING} and l.event_type not like 'security.%'`;

/** What was changed: by type of resource, and the hundred resources that were changed most. */
export const readChangesReport = (em: Queryable, period: ReportPeriod): Promise<ReportData> =>
  reportOf(
    em,
    sql`
      with ${entriesOf(period, IS_CHANGE)},
      types as (
        select resource_type, action, grouping(action) = 1 as whole, count(*) as n,
          count(distinct resource_id) as resources, max(timestamp) as last_at
        from entries group by grouping sets ((resource_type, action), (resource_type))
      ),
      resources as (
        select resource_type, resource_id, count(*) as n, count(distinct coalesce(user_id::text, actor_name)) as actors,
          max(timestamp) as last_at
        from entries where resource_id is not null
        group by resource_type, resource_id order by n desc, resource_type, resource_id limit ${sql.lit(LATEST)}
      )
      select jsonb_build_object(
        'changes', (select count(*) from entries),
        'byResourceType', ${listOf(
          sql`jsonb_build_object('resourceType', t.resource_type, 'changes', t.n, 'resources', t.resources,
            'lastAt', t.last_at, 'byAction', (select jsonb_object_agg(a.action, a.n) from types as a
              where not a.whole and a.resource_type is not distinct from t.resource_type))`,
          sql`types as t where t.whole`,
          sql`t.n desc, t.resource_type`,
        )},
        'mostChanged', ${listOf(
          sql`jsonb_build_object('resourceType', r.resource_type, 'resourceId', r.resource_id, 'changes', r.n,
            'actors', r.actors, 'lastAt', r.last_at)`,
          sql`resources as r`,
          sql`r.n desc, r.resource_type, r.resource_id`,
        )}
      ) as data`,
  );
