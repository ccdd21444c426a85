const DAY_MS = 24 * 3_600_000;

/** The policy that samples fall under. */
export const SAMPLE_POLICY = 'sample_data';

type Days = { retentionDays: number; archiveAfterDays?: number | null; deleteAfterDays?: number | null };

export type SampleRetention<Policy> = {
  policy: Policy | null;
  countedFrom: string | null;
  retainUntil: string | null;
  archiveDueAt: string | null;
  deleteDueAt: string | null;
  isArchiveOverdue: boolean;
};

/** When what is to happen to a sample, its days counted from its completion. All is open while it has none. */
export function sampleRetention<Policy extends Days>(
  sample: { archived: boolean; completedAt: string | null },
  policy: Policy | null,
  now: Date,
): SampleRetention<Policy> {
  const after = (days: number | null | undefined): string | null =>
    sample.completedAt === null || days == null ? null : daysAfter(sample.completedAt, days);
  const archiveDueAt = sample.archived ? null : after(policy?.archiveAfterDays);
  return {
    policy,
    countedFrom: sample.completedAt,
    retainUntil: after(policy?.retentionDays),
    archiveDueAt,
    deleteDueAt: after(policy?.deleteAfterDays),
    isArchiveOverdue: archiveDueAt !== null && archiveDueAt < now.toISOString(),
  };
}

/** Null where dates end: that is as good as never. */
function daysAfter(instant: string, days: number): string | null {
  const due = new Date(Date.parse(instant) + days * DAY_MS);
  return Number.isNaN(due.getTime()) ? null : due.toISOString();
}
