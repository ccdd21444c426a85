import { loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import { seesBackups } from '../services/access.ts';
import type { BackupJobResolvers } from './types.generated.ts';

export const BackupJob: BackupJobResolvers = {
  __resolveReference: (reference, { loaders, actor }) =>
    seesBackups(actor) ? loadReference(loaders.job, reference) : null,
  metadata: reading(['id'], ({ id }, args, { loaders }) => loaders.metadataOfJob.load(id, args)),
};
