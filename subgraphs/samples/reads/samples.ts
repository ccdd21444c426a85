import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, type NestedList, readPage } from '../../../platform/paging/keyset.ts';
import { Sample } from '../entities/sample.entity.ts';
import type { SampleRow } from './rows.ts';
import { type SampleFilter, sampleConditions } from './sample-filter.ts';
import { and, listName, listOfSubmitter, seenSamples, type Viewer } from './visibility.ts';

export type SampleOrder = { field: SampleOrderField; direction: 'asc' | 'desc' };
export type SampleOrderField = 'submitted_at' | 'due_at' | 'priority' | 'sample_name' | 'status' | 'updated_at';

type OrderKey = Pick<KeysetOrder<SampleRow>, 'key' | 'kind' | 'keyOf'>;

/** Each key is never null and has an index `(key, id)`, named `nanopore_samples_<field>_idx`. */
const ORDER_KEYS: Record<SampleOrderField, OrderKey> = {
  submitted_at: {
    key: sql`coalesce(s.submitted_at, '-infinity'::timestamptz)`,
    kind: 'timestamptz',
    keyOf: (row) => row.submittedAt ?? '-infinity',
  },
  due_at: {
    key: sql`coalesce(s.due_at, 'infinity'::timestamptz)`,
    kind: 'timestamptz',
    keyOf: (row) => row.dueAt ?? 'infinity',
  },
  priority: { key: sql`s.priority_rank`, kind: 'int', keyOf: (row) => String(row.priorityRank) },
  sample_name: { key: sql`s.sample_name`, kind: 'text', keyOf: (row) => row.sampleName },
  status: { key: sql`s.status_rank`, kind: 'int', keyOf: (row) => String(row.statusRank) },
  updated_at: { key: sql`s.updated_at`, kind: 'timestamptz', keyOf: (row) => row.updatedAt },
};

const FROM = sql`nanopore_samples as s`;
const ID = sql`s.id`;

export function sampleOrder(order: SampleOrder): KeysetOrder<SampleRow> {
  return { name: order.field, direction: order.direction, ...ORDER_KEYS[order.field] };
}

export async function readSamples(
  em: Queryable,
  viewer: Viewer,
  filter: SampleFilter,
  order: SampleOrder,
  page: PageArguments,
): Promise<Connection<SampleRow>> {
  const { conditions, within } = listOfSubmitter(viewer, sql`s.submitter_email`);
  return readPage(
    em,
    {
      name: listName('samples', viewer),
      columns: columnsOf(em, Sample, 's'),
      from: FROM,
      id: ID,
      conditions: [...sampleConditions(filter), ...conditions],
      scope: { ...filter, includeDeleted: filter.includeDeleted || null },
    },
    { ...sampleOrder(order), within },
    page,
  );
}

/** Deleted ones too: whatever refers to a sample must be able to show it. */
export const readSamplesById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<SampleRow[]> =>
  rowsOf(
    em,
    sql<SampleRow>`select ${columnsOf(em, Sample, 's')} from ${FROM} where s.id = any(${ids}::uuid[])${and(seenSamples(viewer))}`,
  );

/** In the order of the form; relies on nanopore_samples_submission_id_idx. */
export const samplesOfSubmission = (em: Queryable, viewer: Viewer): NestedList<SampleRow> => ({
  name: listName('samplesOfSubmission', viewer),
  columns: columnsOf(em, Sample, 's'),
  from: FROM,
  id: ID,
  match: sql`s.submission_id = parent.id and s.deleted_at is null${and(seenSamples(viewer))}`,
  order: {
    name: 'sample_number',
    direction: 'asc',
    key: sql`coalesce(s.sample_number, 2147483647)`,
    kind: 'int',
    keyOf: (row) => String(row.sampleNumber ?? 2147483647),
  },
});
