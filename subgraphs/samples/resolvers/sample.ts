import { isUuid } from '../../../platform/graphql/arguments.ts';
import { availableActions } from '../services/sample-actions.ts';
import { warningsOf } from '../services/warnings.ts';
import { blockedReason } from '../services/workflow.ts';
import type { SampleResolvers, SampleSearchEdgeResolvers } from './types.generated.ts';

const FINISHED = new Set(['completed', 'distributed', 'archived']);

export const Sample: SampleResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.sample.load(id) : null),
  submission: ({ submissionId }, _args, { loaders }) =>
    submissionId == null ? null : loaders.submission.load(submissionId),
  project: async ({ submissionId }, _args, { loaders }) => {
    const submission = submissionId == null ? null : await loaders.submission.load(submissionId);
    return submission?.projectId == null ? null : loaders.project.load(submission.projectId);
  },
  createdBy: ({ createdBy }, _args, { loaders }) => (createdBy == null ? null : loaders.user.load(createdBy)),
  assignee: ({ assigneeId }, _args, { loaders }) => (assigneeId == null ? null : loaders.user.load(assigneeId)),
  details: ({ id }, _args, { loaders }) => loaders.detailsOfSample.load(id),
  steps: ({ id }, _args, { loaders }) => loaders.stepsOfSample.load(id),
  attachments: ({ id }, _args, { loaders }) => loaders.attachmentsOfSample.load(id),
  availableActions: async (sample, _args, { loaders }) =>
    availableActions(sample, await loaders.stepsOfSample.load(sample.id)),
  isOverdue: ({ dueAt, status }) => dueAt != null && !FINISHED.has(status) && new Date(dueAt) < new Date(),
  isBlocked: async (sample, _args, { loaders }) =>
    blockedReason(sample, await loaders.stepsOfSample.load(sample.id)) !== null,
  blockedReason: async (sample, _args, { loaders }) =>
    blockedReason(sample, await loaders.stepsOfSample.load(sample.id)),
  warnings: (sample) => warningsOf(sample),
};

export const SampleSearchEdge: SampleSearchEdgeResolvers = {
  rank: ({ node }) => Number(node.rank),
  highlight: ({ node }) => node.highlight,
};
