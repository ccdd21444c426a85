import { BackupJob } from './backup-job.ts';
import { BackupSchedule } from './backup-schedule.ts';
import {
  CreateBackupSchedulePayload,
  DeleteBackupSchedulePayload,
  Mutation,
  StartBackupPayload,
  UpdateBackupSchedulePayload,
} from './mutation.ts';
import { Query } from './query.ts';
import { Sample } from './sample.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  BackupJob,
  BackupSchedule,
  Sample,
  CreateBackupSchedulePayload,
  UpdateBackupSchedulePayload,
  DeleteBackupSchedulePayload,
  StartBackupPayload,
};
