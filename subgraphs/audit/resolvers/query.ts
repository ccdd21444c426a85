import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readAuditLogs, readSecurityEvents } from '../reads/audit-logs.ts';
import { readAuditStatistics } from '../reads/audit-statistics.ts';
import { readComplianceReports } from '../reads/compliance-reports.ts';
import { readRetentionPolicies } from '../reads/retention-policies.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  auditLog: (_root, { id }, { loaders }) => loaders.auditLog.load(uuidArgument('id', id)),
  auditLogs: (_root, { filter, ...page }, { em }) => readAuditLogs(em, filter ?? {}, page),
  auditStatistics: (_root, period, { em, lab }) => readAuditStatistics(em, period, lab.timeZone),
  securityEvents: (_root, page, { em }) => readSecurityEvents(em, page),
  complianceReport: (_root, { id }, { loaders }) => loaders.complianceReport.load(uuidArgument('id', id)),
  complianceReports: (_root, page, { em }) => readComplianceReports(em, page),
  retentionPolicies: (_root, _args, { em }) => readRetentionPolicies(em),
};
