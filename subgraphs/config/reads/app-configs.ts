import { type RawBuilder, sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { AppConfig, type Environment } from '../entities/app-config.entity.ts';
import type { AppConfigRow } from './rows.ts';

const FROM = sql`application_configs as c`;

/** Values that are not for everybody's eyes stay in the database. */
const columns = (em: Queryable): RawBuilder<unknown> => sql`
  ${columnsOf(em, AppConfig, 'c')},
  case when c.is_sensitive or c.is_encrypted then null else c.config_value end as "configValue"`;

/** A blank stands before all that a key may hold, so that this is by key, then by environment. */
const BY_KEY_AND_ENVIRONMENT: KeysetOrder<AppConfigRow> = {
  name: 'place',
  direction: 'asc',
  /** Relies on application_configs_place_idx. */
  key: sql`(c.config_key || ' ' || c.environment) collate "C"`,
  kind: 'text',
  keyOf: (row) => `${row.configKey} ${row.environment}`,
};

export function readAppConfigs(
  em: Queryable,
  environment: Environment | null,
  page: PageArguments,
): Promise<Connection<AppConfigRow>> {
  const conditions = environment === null ? [] : [sql`c.environment = ${environment}`];
  const list = { name: 'appConfigs', columns: columns(em), from: FROM, id: sql`c.id` };
  return readPage(em, { ...list, conditions, scope: environment }, BY_KEY_AND_ENVIRONMENT, page);
}

export async function readAppConfig(
  em: Queryable,
  key: string,
  environment: Environment,
): Promise<AppConfigRow | null> {
  const [row] = await rowsOf(
    em,
    sql<AppConfigRow>`
      select ${columns(em)} from ${FROM}
      where c.config_key = ${textArgument('key', key)} and c.environment = ${environment}`,
  );
  return row ?? null;
}

export const readAppConfigsById = (em: Queryable, ids: readonly string[]): Promise<AppConfigRow[]> =>
  rowsOf(em, sql<AppConfigRow>`select ${columns(em)} from ${FROM} where c.id = any(${ids}::uuid[])`);

/** Where all values stand that are not for everybody's eyes. */
export const readSecretPlaces = (em: Queryable): Promise<{ configKey: string; environment: Environment }[]> =>
  rowsOf(
    em,
    sql<{ configKey: string; environment: Environment }>`
      select c.config_key as "configKey", c.environment from ${FROM}
      where (c.is_sensitive or c.is_encrypted) and c.config_value is not null order by 1, 2`,
  );

/**
 * Writes a value in another encryption. It stays what it was: neither the history nor the time of the last change
 * tells of it.
 */
export const replaceSealed = (em: Queryable, id: string, sealed: string): Promise<unknown> =>
  rowsOf(
    em,
    sql`update application_configs as c set config_value = ${sealed}, is_encrypted = true where c.id = ${id}::uuid`,
  );

/** Removes a setting, and returns it as it was at that moment; null if there is none. */
export async function removeAppConfig(
  em: Queryable,
  key: string,
  environment: Environment,
): Promise<AppConfigRow | null> {
  const [row] = await rowsOf(
    em,
    sql<AppConfigRow>`
      delete from ${FROM} where c.config_key = ${key} and c.environment = ${environment} returning ${columns(em)}`,
  );
  return row ?? null;
}
