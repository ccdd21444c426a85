import { payload } from '../../../platform/graphql/payload.ts';
import { generateComplianceReport } from '../services/generate-compliance-report.ts';
import { recordAuditEvent } from '../services/record-audit-event.ts';
import { setRetentionPolicy } from '../services/set-retention-policy.ts';
import type {
  GenerateComplianceReportPayloadResolvers,
  MutationResolvers,
  RecordAuditEventPayloadResolvers,
  SetRetentionPolicyPayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  recordAuditEvent: (_root, { input }, context) =>
    payload(context, ({ em, actor, address, userAgent }) => recordAuditEvent(em, actor, input, { address, userAgent })),
  generateComplianceReport: (_root, { input }, context) =>
    payload(context, ({ em, actor, lab }) => generateComplianceReport(em, actor, input, lab)),
  setRetentionPolicy: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => setRetentionPolicy(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
export const RecordAuditEventPayload: RecordAuditEventPayloadResolvers = {
  auditLog: ({ auditLogId }, _args, { loaders }) =>
    auditLogId === undefined ? null : loaders.auditLog.load(auditLogId),
};
export const SetRetentionPolicyPayload: SetRetentionPolicyPayloadResolvers = {
  retentionPolicy: ({ retentionPolicyId }, _args, { loaders }) =>
    retentionPolicyId === undefined ? null : loaders.retentionPolicy.load(retentionPolicyId),
};
export const GenerateComplianceReportPayload: GenerateComplianceReportPayloadResolvers = {
  complianceReport: ({ complianceReportId }, _args, { loaders }) =>
    complianceReportId === undefined ? null : loaders.complianceReport.load(complianceReportId),
};
