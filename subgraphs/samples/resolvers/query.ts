import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import type { SamplesContext } from '../context.ts';
import { readProjects } from '../reads/projects.ts';
import { readSampleStatistics } from '../reads/sample-statistics.ts';
import { readSamples } from '../reads/samples.ts';
import { searchSamples } from '../reads/search-samples.ts';
import { readSubmissions } from '../reads/submissions.ts';
import { readUserNow, readUsers } from '../reads/users.ts';
import { readWorkQueue } from '../reads/work-queue.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  sample: (_root, { id }, { loaders }) => loaders.sample.load(uuidArgument('id', id)),
  samples: (_root, { filter, orderBy, ...page }, { reader, viewer }) =>
    readSamples(reader, viewer, filter ?? {}, orderBy ?? { field: 'submitted_at', direction: 'desc' }, page),
  searchSamples: (_root, { query, filter, ...page }, { reader, viewer }) =>
    searchSamples(reader, viewer, query, filter ?? {}, page),
  workQueue: (_root, { step, ...page }, { reader, viewer }) => readWorkQueue(reader, viewer, step, page),
  sampleStatistics: (_root, { filter }, { reader, viewer }) => readSampleStatistics(reader, viewer, filter ?? {}),
  submission: (_root, { id }, { loaders }) => loaders.submission.load(uuidArgument('id', id)),
  submissions: (_root, { filter, ...page }, { reader, viewer }) => readSubmissions(reader, viewer, filter ?? {}, page),
  project: (_root, { id }, { loaders }) => loaders.project.load(uuidArgument('id', id)),
  projects: (_root, page, { reader, viewer }) => readProjects(reader, viewer, page),
  me: (_root, _args, context) => readSelf(context),
  user: (_root, { id }, { loaders }) => loaders.user.load(uuidArgument('id', id)),
  users: (_root, { search, ...page }, { reader, viewer }) => readUsers(reader, viewer, search ?? null, page),
};

/** A replica may not have the row yet of whoever is here for the first time. */
async function readSelf({ actor: { userId }, entered, loaders, em }: SamplesContext) {
  if (userId === null) {
    return null;
  }
  await entered;
  return (await loaders.user.load(userId)) ?? readUserNow(em, userId);
}
