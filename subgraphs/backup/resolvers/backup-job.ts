import { loadReference } from '../../../platform/graphql/arguments.ts';
import type { BackupJobResolvers } from './types.generated.ts';

export const BackupJob: BackupJobResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.job, reference),
  metadata: ({ id }, _args, { loaders }) => loaders.metadataOfJob.load(id),
};
