import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { optional, validInput } from '../../../platform/validation/input.ts';
import { BackupSchedule } from '../entities/backup-schedule.entity.ts';
import { backupType, cronExpression, retentionDays, scheduleName, underUniqueName } from './schedule-rules.ts';

const rules = z.object({
  name: scheduleName,
  cronExpression,
  backupType,
  retentionDays,
  /** A schedule that looks alive while nothing runs it lets people believe that they have backups. */
  isActive: optional(
    z.boolean('must be true or false').refine((active) => !active, {
      message: 'nothing runs schedules yet; add it inactive',
      params: { code: 'NOT_ALLOWED_NOW' },
    }),
  ),
});

/** Adds a schedule. It has no next run: whatever runs schedules works that out. */
export async function createBackupSchedule(
  em: EntityManager,
  _actor: Actor,
  input: unknown,
): Promise<{ backupScheduleId: string }> {
  const { isActive, ...schedule } = validInput(rules, input);
  return underUniqueName(schedule.name, () =>
    em.transactional(async (tx) => {
      const { id } = tx.create(BackupSchedule, { id: v7(), ...schedule, isActive: isActive ?? false });
      await tx.flush();
      return { backupScheduleId: id };
    }),
  );
}
