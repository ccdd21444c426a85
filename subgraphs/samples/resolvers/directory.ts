import { loadReference } from '../../../platform/graphql/arguments.ts';
import type { ProjectResolvers, SubmissionResolvers, UserResolvers } from './types.generated.ts';

export const Submission: SubmissionResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.submission, reference),
  project: ({ projectId }, _args, { loaders }) => (projectId == null ? null : loaders.project.load(projectId)),
  samples: ({ id }, page, { loaders }) => loaders.samplesOfSubmission(id, page),
};

export const Project: ProjectResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.project, reference),
  submissions: ({ id }, page, { loaders }) => loaders.submissionsOfProject(id, page),
};

export const User: UserResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.user, reference),
};
