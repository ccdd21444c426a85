import { BackupJobSchema } from './backup-job.entity.ts';
import { BackupMetadataSchema } from './backup-metadata.entity.ts';
import { BackupScheduleSchema } from './backup-schedule.entity.ts';

export const entities = [BackupJobSchema, BackupMetadataSchema, BackupScheduleSchema];
