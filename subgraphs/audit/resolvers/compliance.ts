import { loadReference } from '../../../platform/graphql/arguments.ts';
import { isStaff, readsReports } from '../services/access.ts';
import type { ComplianceReportResolvers, RetentionPolicyResolvers } from './types.generated.ts';

export const ComplianceReport: ComplianceReportResolvers = {
  __resolveReference: (reference, { loaders, actor }) =>
    readsReports(actor) ? loadReference(loaders.complianceReport, reference) : null,
  generatedBy: ({ generatedBy }) => (generatedBy == null ? null : { __typename: 'User', id: generatedBy }),
};

export const RetentionPolicy: RetentionPolicyResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.retentionPolicy, reference),
  dueToday: ({ resourceType }, _args, { loaders, actor }) =>
    isStaff(actor) ? loaders.retentionDue.load(resourceType) : null,
};
