import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, type NestedList, readPage } from '../../../platform/paging/keyset.ts';
import { ProcessingJob } from '../entities/processing-job.entity.ts';
import type { ProcessingJobRow } from './rows.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `ProcessingJobFilter`. */
export type ProcessingJobFilter = {
  status?: Maybe<readonly string[]>;
  jobType?: Maybe<readonly string[]>;
  sampleId?: Maybe<string>;
};

const FROM = sql`ai_processing_jobs as j`;
const ID = sql`j.id`;

/**
 * Relies on ai_processing_jobs_created_at_idx; for one status on ai_processing_jobs_status_created_at_idx, and below
 * a sample on ai_processing_jobs_sample_id_idx.
 */
const NEWEST_FIRST: KeysetOrder<ProcessingJobRow> = {
  name: 'created_at',
  direction: 'desc',
  key: sql`j.created_at`,
  kind: 'timestamptz',
  keyOf: (row) => row.createdAt,
};

/** The rows of one status lie in the index in the order of the list; those of several do not. */
const statusCondition = (statuses: readonly string[]): RawBuilder<unknown> =>
  statuses.length === 1 ? sql`j.status = ${statuses[0]}` : sql`j.status = any(${statuses}::text[])`;

function conditions(filter: ProcessingJobFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.status != null) found.push(statusCondition(filter.status));
  if (filter.jobType != null) found.push(sql`j.job_type = any(${filter.jobType}::text[])`);
  if (filter.sampleId != null) found.push(sql`j.sample_id = ${uuidArgument('filter.sampleId', filter.sampleId)}::uuid`);
  return found;
}

const list = (em: Queryable) => ({ columns: columnsOf(em, ProcessingJob, 'j'), from: FROM, id: ID });

export async function readProcessingJobs(
  em: Queryable,
  filter: ProcessingJobFilter,
  page: PageArguments,
): Promise<Connection<ProcessingJobRow>> {
  const source = { ...list(em), name: 'processingJobs', conditions: conditions(filter), scope: filter };
  return readPage(em, source, NEWEST_FIRST, page);
}

export const readProcessingJobsById = (em: Queryable, ids: readonly string[]): Promise<ProcessingJobRow[]> =>
  rowsOf(
    em,
    sql<ProcessingJobRow>`select ${columnsOf(em, ProcessingJob, 'j')} from ${FROM} where j.id = any(${ids}::uuid[])`,
  );

export const processingJobsOfSample = (em: Queryable): NestedList<ProcessingJobRow> => ({
  ...list(em),
  name: 'processingJobsOfSample',
  match: sql`j.sample_id = parent.id`,
  order: NEWEST_FIRST,
});
