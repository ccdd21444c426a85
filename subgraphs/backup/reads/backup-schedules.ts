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

/** Removes one, and returns it as it was at that moment; null if there is none. */
export async function removeBackupSchedule(em: Queryable, id: string): Promise<BackupScheduleRow | null> {
  const [row] = await rowsOf(
    em,
    sql<BackupScheduleRow>`
      delete from backup_schedules as s where s.id = ${id}::uuid returning ${columnsOf(em, BackupSchedule, 's')}`,
  );
  return row ?? null;
}
