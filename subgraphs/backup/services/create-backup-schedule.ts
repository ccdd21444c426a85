import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { hasCode, UNIQUE_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { measured, optional, text, validInput } from '../../../platform/validation/input.ts';
import { BACKUP_TYPES } from '../entities/backup-job.entity.ts';
import { BackupSchedule } from '../entities/backup-schedule.entity.ts';
import { cronProblem } from './cron-expression.ts';

/** A hundred years. */
const LONGEST_RETENTION_DAYS = 36_500;

/** Kept with single spaces. */
const cronExpression = text(100).pipe(
  z
    .string()
    .superRefine((expression, context) => {
      const problem = cronProblem(expression);
      if (problem !== null) {
        context.addIssue({ code: 'custom', message: problem });
      }
    })
    .transform((expression) => expression.split(/\s+/).join(' ')),
);

const rules = z.object({
  name: text(100),
  cronExpression,
  backupType: z.enum(BACKUP_TYPES),
  retentionDays: measured(1, LONGEST_RETENTION_DAYS, 'days').int('must be a whole number of days'),
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
  try {
    return await em.transactional(async (tx) => {
      const { id } = tx.create(BackupSchedule, { id: v7(), ...schedule, isActive: isActive ?? false });
      await tx.flush();
      return { backupScheduleId: id };
    });
  } catch (error) {
    if (hasCode(error, UNIQUE_VIOLATION)) {
      throw refuse('ALREADY_EXISTS', 'name', `name: there is a schedule named ${schedule.name} already.`);
    }
    throw error;
  }
}
