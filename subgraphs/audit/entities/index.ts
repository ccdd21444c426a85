import { AuditLogSchema } from './audit-log.entity.ts';
import { ComplianceReportSchema } from './compliance-report.entity.ts';
import { RetentionPolicySchema } from './retention-policy.entity.ts';

export const entities = [AuditLogSchema, ComplianceReportSchema, RetentionPolicySchema];
