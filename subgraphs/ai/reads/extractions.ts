import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { badInput } from '../../../platform/errors/fault.ts';
import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, type NestedList, readPage } from '../../../platform/paging/keyset.ts';
import { ExtractionResult } from '../entities/extraction-result.entity.ts';
import type { ExtractionResultRow } from './rows.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `ExtractionResultFilter`. */
export type ExtractionFilter = {
  sampleId?: Maybe<string>;
  submissionId?: Maybe<string>;
  extractionMethod?: Maybe<readonly string[]>;
  minConfidence?: Maybe<number>;
  maxConfidence?: Maybe<number>;
  createdAfter?: Maybe<Date>;
  createdBefore?: Maybe<Date>;
};

export const FROM = sql`ai_extraction_results as x`;
const ID = sql`x.id`;

/** Relies on ai_extraction_results_created_at_idx; for one method, and below a parent, on the index of that column. */
const NEWEST_FIRST: KeysetOrder<ExtractionResultRow> = {
  name: 'created_at',
  direction: 'desc',
  key: sql`x.created_at`,
  kind: 'timestamptz',
  keyOf: (row) => row.createdAt,
};

/** Relies on ai_extraction_results_confidence_score_idx. For lists without unknown confidences. */
const LEAST_CERTAIN_FIRST: KeysetOrder<ExtractionResultRow> = {
  name: 'confidence_score',
  direction: 'asc',
  key: sql`x.confidence_score`,
  kind: 'numeric',
  keyOf: (row) => String(row.confidenceScore),
};

export function confidenceArgument(field: string, value: number): number {
  if (value < 0 || value > 1) {
    throw badInput(field, `must be between 0 and 1, got ${value}.`);
  }
  return value;
}

/** The rows of one method lie in its index in the order of the list; those of several do not. */
const methodCondition = (methods: readonly string[]): RawBuilder<unknown> =>
  methods.length === 1 ? sql`x.extraction_method = ${methods[0]}` : sql`x.extraction_method = any(${methods}::text[])`;

export function extractionConditions(filter: ExtractionFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.sampleId != null) found.push(sql`x.sample_id = ${uuidArgument('filter.sampleId', filter.sampleId)}::uuid`);
  if (filter.submissionId != null) {
    found.push(sql`x.submission_id = ${uuidArgument('filter.submissionId', filter.submissionId)}::uuid`);
  }
  if (filter.extractionMethod != null) found.push(methodCondition(filter.extractionMethod));
  if (filter.minConfidence != null) {
    found.push(sql`x.confidence_score >= ${confidenceArgument('filter.minConfidence', filter.minConfidence)}::numeric`);
  }
  if (filter.maxConfidence != null) {
    found.push(sql`x.confidence_score <= ${confidenceArgument('filter.maxConfidence', filter.maxConfidence)}::numeric`);
  }
  if (filter.createdAfter != null) found.push(sql`x.created_at >= ${filter.createdAfter.toISOString()}::timestamptz`);
  if (filter.createdBefore != null) found.push(sql`x.created_at < ${filter.createdBefore.toISOString()}::timestamptz`);
  return found;
}

const list = (em: Queryable) => ({ columns: columnsOf(em, ExtractionResult, 'x'), from: FROM, id: ID });

export async function readExtractions(
  em: Queryable,
  filter: ExtractionFilter,
  page: PageArguments,
): Promise<Connection<ExtractionResultRow>> {
  const source = { ...list(em), name: 'extractionResults', conditions: extractionConditions(filter), scope: filter };
  return readPage(em, source, NEWEST_FIRST, page);
}

/** Those below the threshold; an old row that does not say how certain it is stays out. */
export async function readLowConfidenceExtractions(
  em: Queryable,
  threshold: number,
  page: PageArguments,
): Promise<Connection<ExtractionResultRow>> {
  const below = sql`x.confidence_score < ${confidenceArgument('threshold', threshold)}::numeric`;
  const source = { ...list(em), name: 'lowConfidenceExtractions', conditions: [below], scope: threshold };
  return readPage(em, source, LEAST_CERTAIN_FIRST, page);
}

export const readExtractionsById = (em: Queryable, ids: readonly string[]): Promise<ExtractionResultRow[]> =>
  rowsOf(
    em,
    sql<ExtractionResultRow>`
      select ${columnsOf(em, ExtractionResult, 'x')} from ${FROM} where x.id = any(${ids}::uuid[])`,
  );

export const extractionsOfSample = (em: Queryable): NestedList<ExtractionResultRow> => ({
  ...list(em),
  name: 'extractionsOfSample',
  match: sql`x.sample_id = parent.id`,
  order: NEWEST_FIRST,
});

export const extractionsOfSubmission = (em: Queryable): NestedList<ExtractionResultRow> => ({
  ...list(em),
  name: 'extractionsOfSubmission',
  match: sql`x.submission_id = parent.id`,
  order: NEWEST_FIRST,
});
