import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { type Connection, connection, type PageArguments, pageRequest } from '../../../platform/paging/connection.ts';
import { scopeOf } from '../../../platform/paging/cursor.ts';
import type { WorkflowStep } from '../entities/processing-step.entity.ts';
import { QUEUEABLE, Sample } from '../entities/sample.entity.ts';
import type { SampleRow } from './rows.ts';
import { DUE } from './sample-filter.ts';

const URGENCY = sql`(5 - s.priority_rank)`;
const WAITING = sql.raw(QUEUEABLE);

/**
 * What can be started at a step now: the most urgent first, then what is due first. Relies on
 * nanopore_samples_queue_idx, which holds nothing but these samples in just this order.
 */
export async function readWorkQueue(
  em: Queryable,
  step: WorkflowStep,
  page: PageArguments,
): Promise<Connection<SampleRow>> {
  const request = pageRequest(page, scopeOf('workQueue', step), ['int', 'timestamptz', 'uuid']);
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
            where s.current_step = ${step} and ${WAITING} ${after}
            order by ${URGENCY}, ${DUE}, s.id limit ${sql.lit(request.size + 1)}`,
        );
  return connection(
    rows,
    request,
    (row) => [String(5 - (row.priorityRank as number)), row.dueAt ?? 'infinity', row.id],
    async () => {
      const counted = sql<{ n: string }>`
        select count(*) as n from nanopore_samples as s where s.current_step = ${step} and ${WAITING}`;
      const [counts] = await rowsOf(em, counted);
      return Number(counts?.n ?? 0);
    },
  );
}
