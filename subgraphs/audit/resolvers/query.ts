import { badInput } from '../../../platform/errors/fault.ts';
import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readAuditLogs, readSecurityEvents } from '../reads/audit-logs.ts';
import { readAuditStatistics } from '../reads/audit-statistics.ts';
import { readComplianceReports } from '../reads/compliance-reports.ts';
import { readCheckpoint, readConsistency } from '../reads/proofs.ts';
import { readRetentionPolicies } from '../reads/retention-policies.ts';
import { readsReports, readsTheLog } from '../services/access.ts';
import type { QueryResolvers } from './types.generated.ts';

/** A number of entries; a tree is never larger than a double counts. */
function sizeArgument(field: string, size: bigint): number {
  if (size < 1n || size > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw badInput(field, `must be a number of entries, at least 1, got ${size}.`);
  }
  return Number(size);
}

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
  auditCheckpoint: (_root, { size }, { reader, actor }) =>
    readsTheLog(actor) ? readCheckpoint(reader, size == null ? null : sizeArgument('size', size)) : null,
  auditConsistency: async (_root, { from, to }, { reader, actor }) => {
    const older = sizeArgument('from', from);
    const asked = to == null ? null : sizeArgument('to', to);
    if (!readsTheLog(actor)) {
      return null;
    }
    const newer = asked ?? Number((await readCheckpoint(reader, null))?.size ?? 0);
    if (older > newer) {
      throw badInput('from', `must not be more than \`to\`, ${newer}.`);
    }
    return readConsistency(reader, older, newer);
  },
  complianceReport: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return readsReports(actor) ? loaders.complianceReport.load(asked) : null;
  },
  complianceReports: (_root, page, { reader, actor }) =>
    readsReports(actor) ? readComplianceReports(reader, page) : null,
  retentionPolicies: (_root, _args, { reader }) => readRetentionPolicies(reader),
};
