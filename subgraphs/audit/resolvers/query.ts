import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readAuditLogs, readSecurityEvents } from '../reads/audit-logs.ts';
import { readAuditStatistics } from '../reads/audit-statistics.ts';
import { readComplianceReports } from '../reads/compliance-reports.ts';
import { readRetentionPolicies } from '../reads/retention-policies.ts';
import { readsReports, readsTheLog } from '../services/access.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  auditLog: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return readsTheLog(actor) ? loaders.auditLog.load(asked) : null;
  },
  auditLogs: (_root, { filter, ...page }, { em, actor }) =>
    readsTheLog(actor) ? readAuditLogs(em, filter ?? {}, page) : null,
  auditStatistics: (_root, period, { em, lab, actor }) =>
    readsTheLog(actor) ? readAuditStatistics(em, period, lab.timeZone) : null,
  securityEvents: (_root, page, { em, actor }) => (readsTheLog(actor) ? readSecurityEvents(em, page) : null),
  complianceReport: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return readsReports(actor) ? loaders.complianceReport.load(asked) : null;
  },
  complianceReports: (_root, page, { em, actor }) => (readsReports(actor) ? readComplianceReports(em, page) : null),
  retentionPolicies: (_root, _args, { em }) => readRetentionPolicies(em),
};
