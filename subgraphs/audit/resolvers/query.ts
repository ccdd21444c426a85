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
  auditLogs: (_root, { filter, ...page }, { reader, actor }) =>
    readsTheLog(actor) ? readAuditLogs(reader, filter ?? {}, page) : null,
  auditStatistics: (_root, period, { reader, lab, actor }) =>
    readsTheLog(actor) ? readAuditStatistics(reader, period, lab.timeZone) : null,
  securityEvents: (_root, page, { reader, actor }) => (readsTheLog(actor) ? readSecurityEvents(reader, page) : null),
  complianceReport: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return readsReports(actor) ? loaders.complianceReport.load(asked) : null;
  },
  complianceReports: (_root, page, { reader, actor }) =>
    readsReports(actor) ? readComplianceReports(reader, page) : null,
  retentionPolicies: (_root, _args, { reader }) => readRetentionPolicies(reader),
};
