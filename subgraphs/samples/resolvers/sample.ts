import { loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import { availableActions } from '../services/sample-actions.ts';
import { warningsOf } from '../services/warnings.ts';
import { blockedReason, hasEndedEarly } from '../services/workflow.ts';
import { forStaff } from './staff.ts';
import type { SampleDetailsResolvers, SampleResolvers, SampleSearchEdgeResolvers } from './types.generated.ts';

const FINISHED = new Set(['completed', 'distributed', 'archived']);

export const Sample: SampleResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.sample, reference),
  submission: reading(['submissionId'], ({ submissionId }, _args, { loaders }) =>
    submissionId == null ? null : loaders.submission.load(submissionId),
  ),
  project: reading(['submissionId'], async ({ submissionId }, _args, { loaders }) => {
    const submission = submissionId == null ? null : await loaders.submission.load(submissionId);
    return submission?.projectId == null ? null : loaders.project.load(submission.projectId);
  }),
  createdBy: reading(['createdBy'], ({ createdBy }, _args, { loaders }) =>
    createdBy == null ? null : loaders.person.load(createdBy),
  ),
  assignee: reading(['assigneeId'], ({ assigneeId }, _args, { loaders }) =>
    assigneeId == null ? null : loaders.person.load(assigneeId),
  ),
  details: reading(['id'], ({ id }, _args, { loaders }) => loaders.detailsOfSample.load(id)),
  steps: reading(['id'], ({ id }, args, { loaders }) => loaders.stepsOfSample.load(id, args)),
  attachments: reading(['id'], ({ id }, args, { loaders }) => loaders.attachmentsOfSample.load(id, args)),
  availableActions: async (sample, _args, { loaders }) =>
    availableActions(sample, await loaders.stepsOfSample.load(sample.id)),
  isOverdue: (sample) =>
    sample.dueAt != null &&
    !FINISHED.has(sample.status) &&
    !hasEndedEarly(sample) &&
    new Date(sample.dueAt) < new Date(),
  isBlocked: async (sample, _args, { loaders }) =>
    blockedReason(sample, await loaders.stepsOfSample.load(sample.id)) !== null,
  blockedReason: async (sample, _args, { loaders }) =>
    blockedReason(sample, await loaders.stepsOfSample.load(sample.id)),
  warnings: (sample) => warningsOf(sample),
  legacy: forStaff('legacy'),
};

export const SampleDetails: SampleDetailsResolvers = {
  internalNotes: forStaff('internalNotes'),
  legacy: forStaff('legacy'),
};

export const SampleSearchEdge: SampleSearchEdgeResolvers = {
  rank: ({ node }) => Number(node.rank),
  highlight: ({ node }) => node.highlight,
};
