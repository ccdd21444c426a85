import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { RetentionPolicy } from '../entities/retention-policy.entity.ts';
import type { RetentionPolicyRow } from './rows.ts';

/** All of them, there is one for each type of resource. */
export const readRetentionPolicies = (em: Queryable): Promise<RetentionPolicyRow[]> =>
  rowsOf(
    em,
    sql<RetentionPolicyRow>`
      select ${columnsOf(em, RetentionPolicy, 'p')} from retention_policies as p order by p.resource_type`,
  );

export const readRetentionPoliciesById = (em: Queryable, ids: readonly string[]): Promise<RetentionPolicyRow[]> =>
  rowsOf(
    em,
    sql<RetentionPolicyRow>`
      select ${columnsOf(em, RetentionPolicy, 'p')} from retention_policies as p where p.id = any(${ids}::uuid[])`,
  );

/** Those that are applied. */
export const readActivePolicies = (em: Queryable, resourceTypes: readonly string[]): Promise<RetentionPolicyRow[]> =>
  rowsOf(
    em,
    sql<RetentionPolicyRow>`
      select ${columnsOf(em, RetentionPolicy, 'p')} from retention_policies as p
      where p.resource_type = any(${resourceTypes}::text[]) and p.is_active`,
  );
