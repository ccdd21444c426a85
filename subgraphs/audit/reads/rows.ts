import type { Row } from '../../../platform/database/columns.ts';
import type { AuditLog } from '../entities/audit-log.entity.ts';
import type { ComplianceReport } from '../entities/compliance-report.entity.ts';
import type { RetentionPolicy } from '../entities/retention-policy.entity.ts';

export type AuditLogRow = Row<AuditLog>;
export type ComplianceReportRow = Row<ComplianceReport>;
export type RetentionPolicyRow = Row<RetentionPolicy>;
