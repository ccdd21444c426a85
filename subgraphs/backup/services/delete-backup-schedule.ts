import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, validInput } from '../../../platform/validation/input.ts';
import { removeBackupSchedule } from '../reads/backup-schedules.ts';
import type { BackupScheduleRow } from '../reads/rows.ts';

const rules = z.object({ backupScheduleId: id });

/** Removes a schedule, and hands out what nobody can read any more. Of two who do so at once one finds it gone. */
export async function deleteBackupSchedule(
  em: EntityManager,
  _actor: Actor,
  input: unknown,
): Promise<{ backupScheduleId: string; deleted: BackupScheduleRow }> {
  const { backupScheduleId } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const deleted = await removeBackupSchedule(tx, backupScheduleId);
    if (deleted === null) {
      throw refuse('NOT_FOUND', 'backupScheduleId', 'backupScheduleId: there is no such schedule.');
    }
    return { backupScheduleId, deleted };
  });
}
