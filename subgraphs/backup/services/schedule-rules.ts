import { z } from 'zod';
import { hasCode, UNIQUE_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import { measured, text } from '../../../platform/validation/input.ts';
import { BACKUP_TYPES } from '../entities/backup-job.entity.ts';
import { cronProblem } from './cron-expression.ts';

/** A hundred years. */
const LONGEST_RETENTION_DAYS = 36_500;

export const scheduleName = text(100);

/** Kept with single spaces. */
export const cronExpression = text(100).pipe(
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

export const backupType = z.enum(BACKUP_TYPES, `must be one of ${BACKUP_TYPES.join(', ')}`);

export const retentionDays = measured(1, LONGEST_RETENTION_DAYS, 'days').int('must be a whole number of days');

/** Runs what writes a schedule; a name that is taken is for the caller to mend. */
export async function underUniqueName<T>(name: string | null, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (hasCode(error, UNIQUE_VIOLATION)) {
      throw refuse('ALREADY_EXISTS', 'name', `name: there is a schedule named ${name} already.`);
    }
    throw error;
  }
}
