import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { BackupJobResolvers } from './types.generated.ts';

export const BackupJob: BackupJobResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.job.load(id) : null),
  metadata: ({ id }, _args, { loaders }) => loaders.metadataOfJob.load(id),
};
