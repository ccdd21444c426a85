import { loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import type { Viewer } from '../reads/visibility.ts';
import { forStaff } from './staff.ts';
import type { ProjectResolvers, SubmissionResolvers, UserResolvers } from './types.generated.ts';

export const Submission: SubmissionResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.submission, reference),
  project: reading(['projectId'], ({ projectId }, _args, { loaders }) =>
    projectId == null ? null : loaders.project.load(projectId),
  ),
  samples: reading(['id'], ({ id }, page, { loaders }) => loaders.samplesOfSubmission(id, page)),
  legacy: forStaff('legacy'),
};

export const Project: ProjectResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.project, reference),
  submissions: reading(['id'], ({ id }, page, { loaders }) => loaders.submissionsOfProject(id, page)),
  ownerEmail: ({ ownerEmail }, _args, { viewer, actor }) =>
    viewer.staff || ownerEmail?.toLowerCase() === actor.email?.toLowerCase() ? (ownerEmail ?? null) : null,
  legacy: forStaff('legacy'),
};

/** Who entered a sample has a name for its submitter; how to reach them is for the staff. */
const isKnownTo = ({ staff, userId }: Viewer, user: { id: string }): boolean => staff || userId === user.id;

export const User: UserResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.user, reference),
  email: reading(['id', 'email'], (user, _args, { viewer }) => (isKnownTo(viewer, user) ? (user.email ?? null) : null)),
  aliases: reading(['id', 'aliases'], (user, _args, { viewer }) => (isKnownTo(viewer, user) ? user.aliases : [])),
};
