import { AuditLogSchema } from './audit-log.entity.ts';
import { ComplianceReportSchema } from './compliance-report.entity.ts';
import { RetentionPolicySchema } from './retention-policy.entity.ts';
import { AuditCheckpointSchema, AuditLeafSchema, AuditNodeSchema, AuditUnsealedSchema } from './sealing.entities.ts';

export const entities = [
  AuditLogSchema,
  AuditLeafSchema,
  AuditNodeSchema,
  AuditCheckpointSchema,
  AuditUnsealedSchema,
  ComplianceReportSchema,
  RetentionPolicySchema,
];
