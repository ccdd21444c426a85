import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readBackupJobs } from '../reads/backup-jobs.ts';
import { readBackupSchedules } from '../reads/backup-schedules.ts';
import { readBackupStatistics } from '../reads/backup-statistics.ts';
import { seesBackups } from '../services/access.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  backupJob: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return seesBackups(actor) ? loaders.job.load(asked) : null;
  },
  backupJobs: (_root, { filter, ...page }, { reader, actor }) =>
    seesBackups(actor) ? readBackupJobs(reader, filter ?? {}, page) : null,
  backupSchedules: (_root, _args, { reader }) => readBackupSchedules(reader),
  backupStatistics: (_root, { filter }, { reader, actor }) =>
    seesBackups(actor) ? readBackupStatistics(reader, filter ?? {}) : null,
};
