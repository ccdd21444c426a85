import type { Queryable } from '../../../../platform/database/columns.ts';
import { readRetentionDue } from '../retention-due.ts';
import { readRetentionPolicies } from '../retention-policies.ts';
import type { ReportData, ReportPeriod } from './entries.ts';

/** How long things are to be kept, and what that asked for at the end of the period; null where another service knows. */
export async function readRetentionReport(em: Queryable, { end }: ReportPeriod): Promise<ReportData> {
  const policies = await readRetentionPolicies(em);
  const due = await readRetentionDue(
    em,
    policies.map(({ resourceType }) => resourceType),
    end,
  );
  const byType = new Map(due.map(({ resourceType, ...counts }) => [resourceType, counts]));
  return {
    asOf: end.toISOString(),
    policies: policies.map(({ resourceType, retentionDays, archiveAfterDays, deleteAfterDays, isActive }) => ({
      resourceType,
      retentionDays,
      archiveAfterDays,
      deleteAfterDays,
      isActive,
      due: byType.get(resourceType) ?? null,
    })),
  };
}
