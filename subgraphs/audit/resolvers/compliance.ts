import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { ComplianceReportResolvers, RetentionPolicyResolvers } from './types.generated.ts';

export const ComplianceReport: ComplianceReportResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.complianceReport.load(id) : null),
  generatedBy: ({ generatedBy }) => (generatedBy == null ? null : { __typename: 'User', id: generatedBy }),
};

export const RetentionPolicy: RetentionPolicyResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.retentionPolicy.load(id) : null),
  dueToday: ({ resourceType }, _args, { loaders }) => loaders.retentionDue.load(resourceType),
};
