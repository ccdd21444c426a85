import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Environment } from '../entities/app-config.entity.ts';
import { FeatureFlag } from '../entities/feature-flag.entity.ts';
import type { FeatureFlagRow } from './rows.ts';

const FROM = sql`feature_flags as f`;

/** By name, then by environment. */
export const readFeatureFlags = (em: Queryable, environment: Environment | null): Promise<FeatureFlagRow[]> =>
  rowsOf(
    em,
    sql<FeatureFlagRow>`
      select ${columnsOf(em, FeatureFlag, 'f')} from ${FROM}
      where ${environment === null ? sql`true` : sql`f.environment = ${environment}`}
      order by f.flag_name, f.environment`,
  );

export async function readFeatureFlag(
  em: Queryable,
  name: string,
  environment: Environment,
): Promise<FeatureFlagRow | null> {
  const [row] = await rowsOf(
    em,
    sql<FeatureFlagRow>`
      select ${columnsOf(em, FeatureFlag, 'f')} from ${FROM}
      where f.flag_name = ${textArgument('name', name)} and f.environment = ${environment}`,
  );
  return row ?? null;
}

export const readFeatureFlagsById = (em: Queryable, ids: readonly string[]): Promise<FeatureFlagRow[]> =>
  rowsOf(
    em,
    sql<FeatureFlagRow>`select ${columnsOf(em, FeatureFlag, 'f')} from ${FROM} where f.id = any(${ids}::uuid[])`,
  );
