import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { text, validInput } from '../../../platform/validation/input.ts';
import { ComplianceReport } from '../entities/compliance-report.entity.ts';
import { REPORT_TYPES, type ReportType, readReport } from '../reads/reports/index.ts';

const DAY_MS = 86_400_000;
/** Ten years: longer than the log is kept. */
const MOST_DAYS = 3_660;
/** Statements end after half a minute: what is still being made after this is made by nobody. */
const ABANDONED_MS = 600_000;

const instant = z.date('must be a point in time');

const rules = z
  .object({
    reportType: text(100).refine((type) => (REPORT_TYPES as readonly string[]).includes(type), {
      message: `must be one of ${REPORT_TYPES.join(', ')}`,
    }),
    periodStart: instant,
    periodEnd: instant,
  })
  .superRefine(({ periodStart, periodEnd }, context) => {
    const refuseBound = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code: 'OUT_OF_RANGE' } });
    const days = (periodEnd.getTime() - periodStart.getTime()) / DAY_MS;
    if (days <= 0) {
      refuseBound('periodEnd', 'must be after periodStart');
    } else if (days > MOST_DAYS) {
      refuseBound('periodStart', `must be at most ${MOST_DAYS} days before periodEnd`);
    }
  });

/**
 * Makes a report out of the log and keeps it: what an inspector was shown stays as it was. It is there as generating
 * from the start, so that one that cannot be made leaves a failed report behind, besides the fault that this throws.
 */
export async function generateComplianceReport(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  lab: LabCalendar,
): Promise<{ complianceReportId: string }> {
  const { reportType, periodStart, periodEnd } = validInput(rules, input);
  const now = new Date();
  if (periodEnd > now) {
    throw refuse('OUT_OF_RANGE', 'periodEnd', 'periodEnd: must not lie in the future.');
  }
  const id = v7();
  await em.transactional(async (tx) => {
    await closeAbandoned(tx, now);
    tx.create(ComplianceReport, { id, reportType, periodStart, periodEnd, generatedBy: actor.userId });
    await tx.flush();
  });
  const period = { start: periodStart, end: periodEnd };
  try {
    await finish(em, id, { status: 'completed', data: await readReport(em, reportType as ReportType, period, lab) });
  } catch (error) {
    // When even this fails, the report is closed with the abandoned ones; the reason is the first error.
    await finish(em, id, { status: 'failed' }).catch(() => undefined);
    throw error;
  }
  return { complianceReportId: id };
}

const finish = (
  em: EntityManager,
  id: string,
  result: { status: 'completed' | 'failed'; data?: Record<string, unknown> },
): Promise<void> =>
  em.transactional(async (tx) => {
    const report = await tx.findOneOrFail(ComplianceReport, id);
    Object.assign(report, result);
  });

/** Reports whose process ended while it made them. */
const closeAbandoned = (tx: EntityManager, now: Date): Promise<number> =>
  tx.nativeUpdate(
    ComplianceReport,
    { status: 'generating', createdAt: { $lt: new Date(now.getTime() - ABANDONED_MS) } },
    { status: 'failed', updatedAt: now },
  );
