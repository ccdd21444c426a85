import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readBackupJobs } from '../reads/backup-jobs.ts';
import { readBackupSchedules } from '../reads/backup-schedules.ts';
import { readBackupStatistics } from '../reads/backup-statistics.ts';
import type { QueryResolvers } from './types.generated.ts';

export const Query: QueryResolvers = {
  backupJob: (_root, { id }, { loaders }) => loaders.job.load(uuidArgument('id', id)),
  backupJobs: (_root, { filter, ...page }, { em }) => readBackupJobs(em, filter ?? {}, page),
  backupSchedules: (_root, _args, { em }) => readBackupSchedules(em),
  backupStatistics: (_root, { filter }, { em }) => readBackupStatistics(em, filter ?? {}),
};
