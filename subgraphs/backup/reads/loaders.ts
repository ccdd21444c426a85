import { listLoaderOf, loaderOf } from '../../../platform/batching/loaders.ts';
import type { Queryable } from '../../../platform/database/columns.ts';
import { readBackupJobsById, readMetadataOfJobs, readNewestVerifiedBackups } from './backup-jobs.ts';
import { readBackupSchedulesById } from './backup-schedules.ts';

const idOf = (row: { id: string }): string => row.id;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable) {
  return {
    job: loaderOf((ids) => readBackupJobsById(em, ids), idOf),
    schedule: loaderOf((ids) => readBackupSchedulesById(em, ids), idOf),
    metadataOfJob: listLoaderOf(
      (ids, asked) => readMetadataOfJobs(em, ids, asked),
      (row) => row.backupJobId,
    ),
    newestVerifiedOfDatabase: loaderOf(
      (databases) => readNewestVerifiedBackups(em, databases),
      (row) => row.sourceDatabase as string,
    ),
  };
}

export type BackupLoaders = ReturnType<typeof createLoaders>;
