import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { type Connection, connection, type PageArguments, pageRequest } from '../../../platform/paging/connection.ts';
import { scopeOf } from '../../../platform/paging/cursor.ts';
import type { WorkflowStep } from '../entities/processing-step.entity.ts';
import { QUEUEABLE, Sample } from '../entities/sample.entity.ts';
import type { SampleRow } from './rows.ts';
import { DUE } from './sample-filter.ts';
import { and, listName, seenSamples, type Viewer } from './visibility.ts';

const URGENCY = sql`(5 - s.priority_rank)`;
const WAITING = sql.raw(QUEUEABLE);

/**
 * What can be started at a step now: the most urgent first, then what is due first. Relies on
 * nanopore_samples_queue_idx, which holds nothing but these samples in just this order.
 */
export async function readWorkQueue(
  em: Queryable,
  viewer: Viewer,
  step: WorkflowStep,
  page: PageArguments,
): Promise<Connection<SampleRow>> {
  const request = pageRequest(page, () => scopeOf(listName('workQueue', viewer), step), ['int', 'timestamptz', 'uuid']);
  const seen = and(seenSamples(viewer));
  const after =
    request.after === null
      ? sql``
      : sql`and (${URGENCY}, ${DUE}, s.id) > (${request.after[0]}::int, ${request.after[1]}::timestamptz, ${request.after[2]}::uuid)`;
  const rows =
    request.size === 0
      ? []
      : await rowsOf(
          em,
          sql<SampleRow>`
            select ${columnsOf(em, Sample, 's')} from nanopore_samples as s
            where s.current_step = ${step} and ${WAITING}${seen} ${after}
            order by ${URGENCY}, ${DUE}, s.id limit ${sql.lit(request.size + 1)}`,
        );
  return connection(
    rows,
    request,
    (row) => [String(5 - (row.priorityRank as number)), row.dueAt ?? 'infinity', row.id],
    async () => {
      const counted = sql<{ n: string }>`
        select count(*) as n from nanopore_samples as s where s.current_step = ${step} and ${WAITING}${seen}`;
      const [counts] = await rowsOf(em, counted);
      return Number(counts?.n ?? 0);
    },
  );
}
