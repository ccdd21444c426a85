import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, optional, validInput } from '../../../platform/validation/input.ts';
import { BackupSchedule } from '../entities/backup-schedule.entity.ts';
import { backupType, cronExpression, retentionDays, scheduleName, underUniqueName } from './schedule-rules.ts';

const rules = z.object({
  backupScheduleId: id,
  name: optional(scheduleName),
  cronExpression: optional(cronExpression),
  backupType: optional(backupType),
  retentionDays: optional(retentionDays),
  isActive: optional(z.boolean('must be true or false')),
});

/** Changes what is given. A next run that was worked out from what it was before is forgotten. */
export async function updateBackupSchedule(
  em: EntityManager,
  _actor: Actor,
  input: unknown,
): Promise<{ backupScheduleId: string }> {
  const { backupScheduleId, ...given } = validInput(rules, input);
  return underUniqueName(given.name, () =>
    em.transactional(async (tx) => {
      const schedule = await tx.findOne(BackupSchedule, backupScheduleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
      if (schedule === null) {
        throw refuse('NOT_FOUND', 'backupScheduleId', 'backupScheduleId: there is no such schedule.');
      }
      if (given.isActive && !schedule.isActive) {
        throw refuse('NOT_ALLOWED_NOW', 'isActive', 'isActive: nothing runs schedules yet; leave it inactive.');
      }
      const after = {
        name: given.name ?? schedule.name,
        cronExpression: given.cronExpression ?? schedule.cronExpression,
        backupType: given.backupType ?? schedule.backupType,
        retentionDays: given.retentionDays ?? schedule.retentionDays,
        isActive: given.isActive ?? schedule.isActive,
      };
      const dueAsBefore = after.cronExpression === schedule.cronExpression && after.isActive === schedule.isActive;
      tx.assign(schedule, { ...after, nextRun: dueAsBefore ? schedule.nextRun : null });
      await tx.flush();
      return { backupScheduleId };
    }),
  );
}
