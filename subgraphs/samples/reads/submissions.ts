import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument, uuidArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { containing } from '../../../platform/paging/containing.ts';
import { type KeysetOrder, type NestedList, readPage } from '../../../platform/paging/keyset.ts';
import { Submission } from '../entities/submission.entity.ts';
import type { SubmissionRow } from './rows.ts';
import { and, listName, listOfSubmitter, seenSubmissions, type Viewer } from './visibility.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `SubmissionFilter`. */
export type SubmissionFilter = {
  status?: Maybe<readonly string[]>;
  priority?: Maybe<readonly string[]>;
  submissionType?: Maybe<readonly string[]>;
  projectId?: Maybe<string>;
  submissionNumber?: Maybe<string>;
  submitterEmail?: Maybe<string>;
  submittedAfter?: Maybe<Date>;
  submittedBefore?: Maybe<Date>;
  search?: Maybe<string>;
};

const FROM = sql`submissions as sub`;
const ID = sql`sub.id`;

/** Relies on submissions_submitted_at_idx. */
const NEWEST_FIRST: KeysetOrder<SubmissionRow> = {
  name: 'submitted_at',
  direction: 'desc',
  key: sql`coalesce(sub.submitted_at, '-infinity'::timestamptz)`,
  kind: 'timestamptz',
  keyOf: (row) => row.submittedAt ?? '-infinity',
};

function conditions(filter: SubmissionFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.status != null) found.push(sql`sub.status = any(${filter.status}::text[])`);
  if (filter.priority != null) found.push(sql`sub.priority = any(${filter.priority}::text[])`);
  if (filter.submissionType != null) found.push(sql`sub.submission_type = any(${filter.submissionType}::text[])`);
  if (filter.projectId != null)
    found.push(sql`sub.project_id = ${uuidArgument('filter.projectId', filter.projectId)}::uuid`);
  if (filter.submissionNumber != null) {
    found.push(sql`sub.submission_number = ${textArgument('filter.submissionNumber', filter.submissionNumber)}`);
  }
  if (filter.submitterEmail != null) {
    found.push(
      sql`lower(sub.submitter_email) = lower(${textArgument('filter.submitterEmail', filter.submitterEmail)})`,
    );
  }
  if (filter.submittedAfter != null)
    found.push(sql`sub.submitted_at >= ${filter.submittedAfter.toISOString()}::timestamptz`);
  if (filter.submittedBefore != null)
    found.push(sql`sub.submitted_at < ${filter.submittedBefore.toISOString()}::timestamptz`);
  if (filter.search != null) {
    const pattern = containing(textArgument('filter.search', filter.search));
    found.push(sql`concat_ws(' ', sub.submission_number, sub.name, sub.submitter_name) ilike ${pattern}`);
  }
  return found;
}

export async function readSubmissions(
  em: Queryable,
  viewer: Viewer,
  filter: SubmissionFilter,
  page: PageArguments,
): Promise<Connection<SubmissionRow>> {
  const seen = listOfSubmitter(viewer, sql`sub.submitter_email`);
  const list = {
    name: listName('submissions', viewer),
    columns: columnsOf(em, Submission, 'sub'),
    from: FROM,
    id: ID,
    conditions: [...conditions(filter), ...seen.conditions],
    scope: filter,
  };
  return readPage(em, list, { ...NEWEST_FIRST, within: seen.within }, page);
}

export const readSubmissionsById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<SubmissionRow[]> =>
  rowsOf(
    em,
    sql<SubmissionRow>`select ${columnsOf(em, Submission, 'sub')} from ${FROM} where sub.id = any(${ids}::uuid[])${and(seenSubmissions(viewer))}`,
  );

export const submissionsOfProject = (em: Queryable, viewer: Viewer): NestedList<SubmissionRow> => ({
  name: listName('submissionsOfProject', viewer),
  columns: columnsOf(em, Submission, 'sub'),
  from: FROM,
  id: ID,
  match: sql`sub.project_id = parent.id${and(seenSubmissions(viewer))}`,
  order: NEWEST_FIRST,
});
