import { sql } from 'kysely';
import type { LabCalendar } from '../../../../platform/config/process.ts';
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

/** When people are expected in the lab, local time, Monday to Friday. */
const OPENS = '07:00';
const CLOSES = '19:00';

/**
 * What people did at night, at weekends and on the lab's holidays, in its own time zone. Services work around the
 * clock and are left out.
 */
export function readOutOfHoursReport(em: Queryable, period: ReportPeriod, lab: LabCalendar): Promise<ReportData> {
  const local = sql`(l.timestamp at time zone ${lab.timeZone}::text)`;
  const isHoliday = sql`${local}::date = any(${lab.holidays}::date[])`;
  const isWeekend = sql`extract(isodow from ${local}) >= 6`;
  const isNight = sql`(${local}::time < ${OPENS}::time or ${local}::time >= ${CLOSES}::time)`;
  const isOutside = sql`l.actor_kind is distinct from 'service' and (${isHoliday} or ${isWeekend} or ${isNight})`;
  // `l` is what the entries are called below, too, so that what put them outside can be asked again.
  const counts = sql`count(*) as n, count(*) filter (where ${isHoliday}) as holiday,
    count(*) filter (where ${isWeekend} and not ${isHoliday}) as weekend,
    count(*) filter (where not ${isWeekend} and not ${isHoliday}) as night, max(l.timestamp) as last_at`;
  return reportOf(
    em,
    sql`
      with ${entriesOf(period, isOutside)},
      whole as (select ${counts} from entries as l),
      actors as (
        select l.user_id, coalesce(l.actor_name, 'unknown') as actor, ${counts}
        from entries as l group by 1, 2 order by n desc, actor, user_id limit ${sql.lit(LONGEST_LIST)}
      )
      select jsonb_build_object(
        'hours', jsonb_build_object('opens', ${OPENS}::text, 'closes', ${CLOSES}::text,
          'timeZone', ${lab.timeZone}::text, 'holidays', to_jsonb(${lab.holidays}::date[])),
        'entries', (select n from whole), 'onHolidays', (select holiday from whole),
        'atWeekends', (select weekend from whole), 'atNight', (select night from whole),
        'byActor', ${listOf(
          sql`jsonb_build_object('actorName', a.actor, 'userId', a.user_id, 'entries', a.n, 'onHolidays', a.holiday,
            'atWeekends', a.weekend, 'atNight', a.night, 'lastAt', a.last_at)`,
          sql`actors as a`,
          sql`a.n desc, a.actor, a.user_id`,
        )},
        'latest', ${LATEST_ENTRIES}
      ) as data`,
  );
}
