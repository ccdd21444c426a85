import { type RawBuilder, sql } from 'kysely';
import { allOf } from '../../../platform/paging/keyset.ts';
import { DRAWN } from '../entities/sample.entity.ts';
import { type SampleFilter, SUBMITTED } from './sample-filter.ts';
import type { Viewer } from './visibility.ts';

/** So many samples say how long things take, and it is no more work however old the lab is. */
const TIMED = sql.lit(500);
/** So few are all looked at. */
const FEW = sql.lit(5_000);
/** Of more, those are looked for among the samples that the lab changed last; so many of them are an answer. */
const LATELY = sql.lit(30_000);
const ENOUGH = sql.lit(100);
/** Of so many, one in 32 is enough to draw from. */
const MANY = sql.lit(10_000);

type Sql = RawBuilder<unknown>;

/**
 * Common table expressions that end with `timed`: the ids of the samples that durations are taken from. Those that
 * changed last: what the lab does now. When the filter says when samples were submitted, or hardly any changed lately,
 * some of all that pass it, drawn as by lot, always the same ones: of a year that is over, the last to change would be
 * those that took longest. Always bounded work; `conditions` and `total` say which and how many samples pass the filter.
 * Which samples the lab changed lately is nothing that a submitter should be able to tell by their own.
 */
export function timedSamples(filter: SampleFilter, conditions: readonly Sql[], viewer: Viewer, total: Sql): Sql {
  const passes = allOf(conditions);
  if (filter.submittedAfter != null || filter.submittedBefore != null) {
    return sql`timed as materialized (${drawn(passes, sql`${total} > 0`, total)})`;
  }
  if (viewer.samples !== 'all') {
    return sql`
      few as materialized (${atMost(FEW, sql`${passes} and ${total} between 1 and ${FEW}`)}),
      timed as materialized (
        (select id from few order by updated_at desc, id desc limit ${TIMED})
        union all (${drawn(passes, sql`${total} > ${FEW}`, total)})
      )`;
  }
  return sql`
    few as materialized (${atMost(FEW, sql`${passes} and ${total} between 1 and ${FEW}`)}),
    lately as materialized (
      select s.id from (
        select s.* from nanopore_samples as s order by s.updated_at desc, s.id desc limit ${LATELY}
      ) as s where ${passes} and ${total} > ${FEW} order by s.updated_at desc, s.id desc limit ${TIMED}
    ),
    timed as materialized (
      select id from (
        (select id from few order by updated_at desc, id desc limit ${TIMED})
        union all select id from lately where (select count(*) from lately) >= ${ENOUGH}
        union all (${drawn(passes, sql`${total} > ${FEW} and (select count(*) from lately) < ${ENOUGH}`, total)})
      ) as t limit ${TIMED}
    )`;
}

/** Relies on nanopore_samples_drawn_idx. */
const drawn = (conditions: Sql, wanted: Sql, total: Sql): Sql => sql`
  select s.id from (
    select s.id from nanopore_samples as s
    where ${conditions} and ${sql.raw(DRAWN)} and ${wanted} and ${total} > ${MANY}
    union all
    select s.id from (${atMost(MANY, sql`${conditions} and ${wanted} and ${total} <= ${MANY}`)}) as s
  ) as s order by uuid_hash(s.id), s.id limit ${TIMED}`;

/** All there are, by the index that a list would use: by its limit PostgreSQL knows that they are few. */
const atMost = (most: Sql, conditions: Sql): Sql => sql`
  select s.id, s.updated_at from nanopore_samples as s
  where ${conditions} order by ${SUBMITTED} desc, s.id desc limit ${most}`;
