import { sql } from 'kysely';
import { columnsOf, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { BackupSchedule } from '../entities/backup-schedule.entity.ts';
import type { BackupScheduleRow } from './rows.ts';

/** All of them, by name. */
export const readBackupSchedules = (em: Queryable): Promise<BackupScheduleRow[]> =>
  rowsOf(
    em,
    sql<BackupScheduleRow>`select ${columnsOf(em, BackupSchedule, 's')} from backup_schedules as s order by s.name`,
  );

export const readBackupSchedulesById = (em: Queryable, ids: readonly string[]): Promise<BackupScheduleRow[]> =>
  rowsOf(
    em,
    sql<BackupScheduleRow>`
      select ${columnsOf(em, BackupSchedule, 's')} from backup_schedules as s where s.id = any(${ids}::uuid[])`,
  );
