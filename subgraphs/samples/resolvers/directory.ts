import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { ProjectResolvers, SubmissionResolvers, UserResolvers } from './types.generated.ts';

export const Submission: SubmissionResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.submission.load(id) : null),
  project: ({ projectId }, _args, { loaders }) => (projectId == null ? null : loaders.project.load(projectId)),
  samples: ({ id }, page, { loaders }) => loaders.samplesOfSubmission(id, page),
};

export const Project: ProjectResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.project.load(id) : null),
  submissions: ({ id }, page, { loaders }) => loaders.submissionsOfProject(id, page),
};

export const User: UserResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.user.load(id) : null),
};
