import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import type { ExtractionMethod } from '../entities/extraction-result.entity.ts';
import { confidenceArgument, type ExtractionFilter, extractionConditions, FROM } from './extractions.ts';

type Measure = { mean: number; min: number; max: number; p50: number; p95: number };

type Group = {
  total: number;
  confidence: Measure | null;
  processingTimeMs: Measure | null;
  belowThreshold: number;
  /** Of those that say how certain they are. */
  shareBelowThreshold: number | null;
};
type MethodStatistics = Group & { extractionMethod: ExtractionMethod | null; share: number };
export type ExtractionStatistics = Group & { threshold: number; byMethod: MethodStatistics[] };

type GroupRow = {
  isTotal: boolean;
  extractionMethod: ExtractionMethod | null;
  total: number;
  certain: number;
  belowThreshold: number;
  confidence: Numbers;
  processingTime: Numbers;
};
/** Mean, smallest, largest, then the two percentiles; all null when there is nothing to measure. */
type Numbers = [number, number, number, number, number] | [null, ...unknown[]];

const numbersOf = (column: 'x.confidence_score' | 'x.processing_time_ms') => {
  const value = sql`${sql.ref(column)}::float8`;
  return sql`array[avg(${value}), min(${value}), max(${value})]
    || coalesce(percentile_cont(array[0.5, 0.95]) within group (order by ${value}), array[null, null]::float8[])`;
};

/**
 * How certain and how fast extractions were, by method and in all: one statement, one pass over the filtered rows.
 * Without a filter it reads no more than ai_extraction_results_created_at_idx, which has all that is asked for.
 */
export async function readExtractionStatistics(
  em: Queryable,
  filter: ExtractionFilter,
  threshold: number,
): Promise<ExtractionStatistics> {
  const rows = await rowsOf(
    em,
    sql<GroupRow>`
      select grouping(x.extraction_method) = 1 as "isTotal", x.extraction_method as "extractionMethod",
        count(*)::int as total, count(x.confidence_score)::int as certain,
        (count(*) filter (where x.confidence_score < ${confidenceArgument('threshold', threshold)}::numeric))::int
          as "belowThreshold",
        ${numbersOf('x.confidence_score')} as confidence,
        ${numbersOf('x.processing_time_ms')} as "processingTime"
      from ${FROM} where ${allOf(extractionConditions(filter))}
      group by grouping sets ((x.extraction_method), ())
      order by "isTotal" desc, total desc, x.extraction_method`,
  );
  const [all, ...methods] = rows as [GroupRow, ...GroupRow[]];
  return {
    ...groupOf(all),
    threshold,
    byMethod: methods.map((row) => ({
      ...groupOf(row),
      extractionMethod: row.extractionMethod,
      share: row.total / all.total,
    })),
  };
}

const groupOf = ({ total, certain, belowThreshold, confidence, processingTime }: GroupRow): Group => ({
  total,
  confidence: measureOf(confidence),
  processingTimeMs: measureOf(processingTime),
  belowThreshold,
  shareBelowThreshold: certain === 0 ? null : belowThreshold / certain,
});

function measureOf(numbers: Numbers): Measure | null {
  if (numbers[0] === null) {
    return null;
  }
  const [mean, min, max, p50, p95] = numbers as Exclude<Numbers, [null, ...unknown[]]>;
  return { mean, min, max, p50, p95 };
}
