import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Environment } from '../entities/app-config.entity.ts';
import { FeatureFlag } from '../entities/feature-flag.entity.ts';
import type { DecidedFlag } from '../services/evaluate-flag.ts';
import type { FeatureFlagRow } from './rows.ts';

const FROM = sql`feature_flags as f`;

/** What decides about a flag, and no more. */
const decisive = sql`f.flag_name as "flagName", f.is_enabled as "isEnabled",
  f.rollout_percentage as "rolloutPercentage", f.conditions`;

/** For programs that ask all the time: relies on feature_flags_flag_name_environment_key. */
export async function readDecidedFlag(
  em: Queryable,
  name: string,
  environment: Environment,
): Promise<DecidedFlag | null> {
  const [row] = await rowsOf(
    em,
    sql<DecidedFlag>`
      select ${decisive} from ${FROM}
      where f.flag_name = ${textArgument('name', name)} and f.environment = ${environment}`,
  );
  return row ?? null;
}

/** By name. */
export const readDecidedFlags = (em: Queryable, environment: Environment): Promise<DecidedFlag[]> =>
  rowsOf(
    em,
    sql<DecidedFlag>`select ${decisive} from ${FROM} where f.environment = ${environment} order by f.flag_name`,
  );

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

/** Removes a flag, and returns it as it was at that moment; null if there is none. */
export async function removeFeatureFlag(
  em: Queryable,
  name: string,
  environment: Environment,
): Promise<FeatureFlagRow | null> {
  const [row] = await rowsOf(
    em,
    sql<FeatureFlagRow>`
      delete from ${FROM} where f.flag_name = ${name} and f.environment = ${environment}
      returning ${columnsOf(em, FeatureFlag, 'f')}`,
  );
  return row ?? null;
}
