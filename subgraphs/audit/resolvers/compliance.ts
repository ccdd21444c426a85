import { loadReference } from '../../../platform/graphql/arguments.ts';
import type { ComplianceReportResolvers, RetentionPolicyResolvers } from './types.generated.ts';

export const ComplianceReport: ComplianceReportResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.complianceReport, reference),
  generatedBy: ({ generatedBy }) => (generatedBy == null ? null : { __typename: 'User', id: generatedBy }),
};

export const RetentionPolicy: RetentionPolicyResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.retentionPolicy, reference),
  dueToday: ({ resourceType }, _args, { loaders }) => loaders.retentionDue.load(resourceType),
};
