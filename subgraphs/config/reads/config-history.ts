import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import type { Environment } from '../entities/app-config.entity.ts';
import { ConfigChange } from '../entities/config-change.entity.ts';
import type { ConfigChangeRow } from './rows.ts';

export type ConfigHistoryFilter = { key?: string | null; environment?: Environment | null };

/** Beside each change the setting as it is now, which says whether its values may be seen. */
const FROM = sql`config_history as h
  left join application_configs as c on c.config_key = h.config_key and c.environment = h.environment`;

const IS_SENSITIVE = sql`(h.is_sensitive or coalesce(c.is_sensitive or c.is_encrypted, false))`;

const unlessSensitive = (value: RawBuilder<unknown>): RawBuilder<unknown> =>
  sql`case when ${IS_SENSITIVE} then null else ${value} end`;

const columns = (em: Queryable): RawBuilder<unknown> => sql`
  ${columnsOf(em, ConfigChange, 'h')}, ${IS_SENSITIVE} as "isSensitive",
  ${unlessSensitive(sql`h.old_value`)} as "oldValue", ${unlessSensitive(sql`h.new_value`)} as "newValue"`;

/** Relies on config_history_timestamp_idx, and on config_history_config_key_idx for one setting. */
const NEWEST_FIRST: KeysetOrder<ConfigChangeRow> = {
  name: 'timestamp',
  direction: 'desc',
  key: sql`h.timestamp`,
  kind: 'timestamptz',
  keyOf: (row) => row.timestamp,
};

export async function readConfigHistory(
  em: Queryable,
  filter: ConfigHistoryFilter,
  page: PageArguments,
): Promise<Connection<ConfigChangeRow>> {
  const conditions: RawBuilder<unknown>[] = [];
  if (filter.key != null) conditions.push(sql`h.config_key = ${textArgument('key', filter.key)}`);
  if (filter.environment != null) conditions.push(sql`h.environment = ${filter.environment}`);
  const list = { name: 'configHistory', columns: columns(em), from: FROM, id: sql`h.id` };
  return readPage(em, { ...list, conditions, scope: filter }, NEWEST_FIRST, page);
}

/** What a change was, with the values that may be seen; null if there is none. */
export async function readConfigChange(em: Queryable, id: string): Promise<ConfigChangeRow | null> {
  const [row] = await rowsOf(em, sql<ConfigChangeRow>`select ${columns(em)} from ${FROM} where h.id = ${id}::uuid`);
  return row ?? null;
}

/** Forgets what a setting's changes hold of its values, because it is sensitive. */
export const forgetValues = (em: Queryable, key: string, environment: Environment): Promise<unknown> =>
  rowsOf(
    em,
    sql`update config_history as h set old_value = null, new_value = null, is_sensitive = true
        where h.config_key = ${key} and h.environment = ${environment}`,
  );
