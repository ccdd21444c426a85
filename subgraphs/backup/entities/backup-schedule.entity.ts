import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, instant, legacy, oneOf, updatedAt } from '../../../platform/database/properties.ts';
import { BACKUP_TYPES, type BackupType } from './backup-job.entity.ts';

const TABLE = 'backup_schedules';

/** When backups are made, and how many days they are kept. */
export const BackupScheduleSchema = defineEntity({
  name: 'BackupSchedule',
  tableName: TABLE,
  properties: {
    id: id(),
    name: p.text().unique(`${TABLE}_name_key`),
    cronExpression: p.text(),
    backupType: p.text().$type<BackupType>(),
    retentionDays: p.integer(),
    isActive: p.boolean().default(false),
    lastRun: instant().nullable(),
    nextRun: instant().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    oneOf(TABLE, 'backup_type', BACKUP_TYPES),
    { name: `${TABLE}_retention_days_check`, expression: 'retention_days > 0' },
  ],
});
export class BackupSchedule extends BackupScheduleSchema.class {}
BackupScheduleSchema.setClass(BackupSchedule);
