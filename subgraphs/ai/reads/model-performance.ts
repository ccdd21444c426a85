import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { ModelPerformance } from '../entities/model-performance.entity.ts';
import type { ModelPerformanceRow } from './rows.ts';

type Maybe<T> = T | null | undefined;

/** `from` belongs to the period, `to` no longer does. */
export type ModelPerformanceFilter = {
  modelName?: Maybe<string>;
  taskType?: Maybe<string>;
  from?: Maybe<Date>;
  to?: Maybe<Date>;
};

export const FROM = sql`ai_model_performance as m`;

/** Relies on ai_model_performance_timestamp_idx, for one model or task on the index of that column. */
const NEWEST_FIRST: KeysetOrder<ModelPerformanceRow> = {
  name: 'timestamp',
  direction: 'desc',
  key: sql`m.timestamp`,
  kind: 'timestamptz',
  keyOf: (row) => row.timestamp,
};

export function performanceConditions(filter: ModelPerformanceFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.modelName != null) found.push(sql`m.model_name = ${textArgument('modelName', filter.modelName)}`);
  if (filter.taskType != null) found.push(sql`m.task_type = ${textArgument('taskType', filter.taskType)}`);
  if (filter.from != null) found.push(sql`m.timestamp >= ${filter.from.toISOString()}::timestamptz`);
  if (filter.to != null) found.push(sql`m.timestamp < ${filter.to.toISOString()}::timestamptz`);
  return found;
}

export async function readModelPerformance(
  em: Queryable,
  filter: ModelPerformanceFilter,
  page: PageArguments,
): Promise<Connection<ModelPerformanceRow>> {
  const list = { name: 'modelPerformance', columns: columnsOf(em, ModelPerformance, 'm'), from: FROM, id: sql`m.id` };
  return readPage(em, { ...list, conditions: performanceConditions(filter), scope: filter }, NEWEST_FIRST, page);
}

export const readModelPerformanceById = (em: Queryable, ids: readonly string[]): Promise<ModelPerformanceRow[]> =>
  rowsOf(
    em,
    sql<ModelPerformanceRow>`
      select ${columnsOf(em, ModelPerformance, 'm')} from ${FROM} where m.id = any(${ids}::uuid[])`,
  );
