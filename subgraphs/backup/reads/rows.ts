import type { Row } from '../../../platform/database/columns.ts';
import type { BackupJob } from '../entities/backup-job.entity.ts';
import type { BackupMetadata } from '../entities/backup-metadata.entity.ts';
import type { BackupSchedule } from '../entities/backup-schedule.entity.ts';

export type BackupJobRow = Row<BackupJob>;
export type BackupMetadataRow = Row<BackupMetadata>;
export type BackupScheduleRow = Row<BackupSchedule>;
