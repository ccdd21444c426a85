import { randomUUID } from 'node:crypto';
import type { Lab } from '../operations/story.ts';
import type { MutationsRules } from './mutation.ts';
import { type FieldRules, given, number, reference, text } from './rules.ts';

const CRON: FieldRules = text(100, '0 0 2 * * *', '60 * * * *', '@daily', '0 2 30 2 *', '0 2 ? * L');
const DAYS = number(1, 36_500);
const NOT_YET = given([true, 'NOT_ALLOWED_NOW']);

const aSchedule = () => ({
  ...{ name: randomUUID(), cronExpression: '0 2 * * *', backupType: 'FULL', retentionDays: 7, isActive: false },
});
const anAddedSchedule = async ({ does }: Lab): Promise<string> =>
  (await does('createBackupSchedule', aSchedule(), 'backupSchedule { id }')).backupSchedule.id;

export const backup: MutationsRules = {
  createBackupSchedule: {
    good: async () => aSchedule(),
    fields: { name: text(100), cronExpression: CRON, backupType: given(), retentionDays: DAYS, isActive: NOT_YET },
  },
  updateBackupSchedule: {
    good: async (lab) => ({ backupScheduleId: await anAddedSchedule(lab), ...aSchedule() }),
    fields: {
      backupScheduleId: reference,
      ...{ name: text(100), cronExpression: CRON, backupType: given(), retentionDays: DAYS, isActive: NOT_YET },
    },
  },
  deleteBackupSchedule: {
    good: async (lab) => ({ backupScheduleId: await anAddedSchedule(lab) }),
    fields: { backupScheduleId: reference },
  },
  startBackup: {
    good: async () => ({ database: 'NANOPORE_AI', type: 'FULL' }),
    fields: { database: given(), type: given() },
  },
};
