import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { badInput } from '../../../platform/errors/fault.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import { FROM, type ModelPerformanceFilter, performanceConditions } from './model-performance.ts';

export type Bucket = 'hour' | 'day' | 'week' | 'month';

export type PerformanceSummary = {
  modelName: string;
  taskType: string;
  bucketStart: string;
  measurements: number;
  documents: string;
  meanAccuracy: number | null;
  lowestAccuracy: number | null;
  highestAccuracy: number | null;
  meanProcessingTimeMs: number | null;
};

/** As many points as a chart can show. */
const MOST_ENTRIES = 1_000;

/** A measurement counts by its documents; one that does not say how many, as one. */
const WEIGHT = sql`coalesce(m.sample_count, 1)::numeric`;

const weightedMean = (column: 'm.accuracy_score' | 'm.processing_time_ms') => {
  const value = sql.ref(column);
  return sql`(sum(${value} * ${WEIGHT}) / nullif(sum(${WEIGHT}) filter (where ${value} is not null), 0))::float8`;
};

/**
 * Measurements by model, task and span of local time, in one statement. Relies on the indexes that lists of
 * measurements rely on. Throws `BAD_USER_INPUT` for what would be more than a thousand entries: cut off, they would lie.
 */
export async function readModelPerformanceSummary(
  em: Queryable,
  filter: ModelPerformanceFilter,
  bucket: Bucket,
  timeZone: string,
): Promise<PerformanceSummary[]> {
  const rows = await rowsOf(
    em,
    sql<PerformanceSummary>`
      select m.model_name as "modelName", m.task_type as "taskType",
        date_trunc(${bucket}::text, m.timestamp, ${timeZone}::text) as "bucketStart",
        count(*)::int as measurements, coalesce(sum(m.sample_count), 0) as documents,
        ${weightedMean('m.accuracy_score')} as "meanAccuracy",
        min(m.accuracy_score)::float8 as "lowestAccuracy", max(m.accuracy_score)::float8 as "highestAccuracy",
        ${weightedMean('m.processing_time_ms')} as "meanProcessingTimeMs"
      from ${FROM} where ${allOf(performanceConditions(filter))}
      group by 1, 2, 3 order by 3 desc, 1, 2 limit ${MOST_ENTRIES + 1}`,
  );
  if (rows.length > MOST_ENTRIES) {
    const remedy = 'narrow the period, name a model and a task, or take wider spans.';
    throw badInput('bucket', `this would be more than ${MOST_ENTRIES} entries; ${remedy}`);
  }
  return rows;
}
