import { loaderOf, type PageLoader, pageLoaderOf } from '../../../platform/batching/loaders.ts';
import type { Queryable } from '../../../platform/database/columns.ts';
import { RESOURCE_TYPES, type ResourceType } from '../entities/audit-log.entity.ts';
import { activityOfUser, readAuditLogsById, trailOf, trailWithPartsOf } from './audit-logs.ts';
import { readCompleteUntil } from './completeness.ts';
import { readComplianceReportsById } from './compliance-reports.ts';
import { readProofs, readSealedEntries } from './proofs.ts';
import { readRetentionDue } from './retention-due.ts';
import { readActivePolicies, readRetentionPoliciesById } from './retention-policies.ts';
import type { AuditLogRow } from './rows.ts';

const idOf = (row: { id: string }): string => row.id;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable) {
  const begun = performance.now();
  let completeUntil: Promise<Date | null> | undefined;
  return {
    auditLog: loaderOf((ids) => readAuditLogsById(em, ids), idOf),
    /** By id of the entry. */
    proof: loaderOf(
      (ids) => readProofs(em, ids),
      ({ logId }) => logId,
    ),
    /** As it was hashed. */
    sealedEntry: loaderOf((ids) => readSealedEntries(em, ids), idOf),
    complianceReport: loaderOf((ids) => readComplianceReportsById(em, ids), idOf),
    retentionPolicy: loaderOf((ids) => readRetentionPoliciesById(em, ids), idOf),
    activePolicy: loaderOf(
      (types) => readActivePolicies(em, types),
      (row) => row.resourceType,
    ),
    /** By resource type; null for what other services keep. */
    retentionDue: loaderOf(
      (types) => readRetentionDue(em, types, new Date()),
      (row) => row.resourceType,
    ),
    trailOf: Object.fromEntries(
      RESOURCE_TYPES.map((type) => [type, pageLoaderOf(em, () => trailOf(em, type))]),
    ) as Record<ResourceType, PageLoader<AuditLogRow>>,
    trailWithPartsOfSample: pageLoaderOf(em, () => trailWithPartsOf(em, 'sample')),
    activityOfUser: pageLoaderOf(em, () => activityOfUser(em)),
    /** For every list that this request reads. */
    completeUntil: () => (completeUntil ??= readCompleteUntil(em, () => performance.now() - begun)),
  };
}

export type AuditLoaders = ReturnType<typeof createLoaders>;
