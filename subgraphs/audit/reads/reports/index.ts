import type { LabCalendar } from '../../../../platform/config/process.ts';
import type { Queryable } from '../../../../platform/database/columns.ts';
import { readCompleteUntil } from '../completeness.ts';
import { readAccessReport } from './access.ts';
import { readChangesReport } from './changes.ts';
import type { ReportData, ReportPeriod } from './entries.ts';
import { readFailedAttemptsReport } from './failed-attempts.ts';
import { readOutOfHoursReport } from './out-of-hours.ts';
import { readRetentionReport } from './retention.ts';

export const REPORT_TYPES = ['access', 'changes', 'failed_attempts', 'out_of_hours', 'retention'] as const;
export type ReportType = (typeof REPORT_TYPES)[number];

type Read = (em: Queryable, period: ReportPeriod, lab: LabCalendar) => Promise<ReportData>;

const READS: Record<ReportType, Read> = {
  access: readAccessReport,
  changes: readChangesReport,
  failed_attempts: readFailedAttemptsReport,
  out_of_hours: readOutOfHoursReport,
  retention: readRetentionReport,
};

/**
 * The content of a report, computed from the log as it is now. `complete` says whether everything that happened in the
 * period had arrived.
 */
export async function readReport(
  em: Queryable,
  type: ReportType,
  period: ReportPeriod,
  lab: LabCalendar,
): Promise<ReportData> {
  const completeUntil = await readCompleteUntil(em, () => 0);
  return { complete: completeUntil !== null && period.end <= completeUntil, ...(await READS[type](em, period, lab)) };
}
