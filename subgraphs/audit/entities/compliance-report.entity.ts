import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy, oneOf, updatedAt } from '../../../platform/database/properties.ts';

export const REPORT_STATUSES = ['generating', 'completed', 'failed'] as const;

const TABLE = 'compliance_reports';

/** What an inspector is shown of a period; `period_end` does not belong to it. */
export const ComplianceReportSchema = defineEntity({
  name: 'ComplianceReport',
  tableName: TABLE,
  properties: {
    id: id(),
    reportType: p.text(),
    periodStart: instant().nullable(),
    periodEnd: instant().nullable(),
    generatedBy: p.uuid().nullable(),
    data: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    status: p.text().$type<(typeof REPORT_STATUSES)[number]>().default('generating'),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [oneOf(TABLE, 'status', REPORT_STATUSES)],
  indexes: [{ name: `${TABLE}_created_at_idx`, properties: ['createdAt', 'id'] }],
});
export class ComplianceReport extends ComplianceReportSchema.class {}
ComplianceReportSchema.setClass(ComplianceReport);
