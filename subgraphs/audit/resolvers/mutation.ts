import { payload } from '../../../platform/graphql/payload.ts';
import { recordAuditEvent } from '../services/record-audit-event.ts';
import { setRetentionPolicy } from '../services/set-retention-policy.ts';
import type {
  MutationResolvers,
  RecordAuditEventPayloadResolvers,
  SetRetentionPolicyPayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  recordAuditEvent: (_root, { input }, context) =>
    payload(context, ({ em, actor, address, userAgent }) => recordAuditEvent(em, actor, input, { address, userAgent })),
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
