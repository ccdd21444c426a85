import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { validInput } from '../../../platform/validation/input.ts';
import { BackupJob, SERVICE_DATABASES } from '../entities/backup-job.entity.ts';
import { backupType } from './schedule-rules.ts';

const rules = z.object({
  database: z.enum(SERVICE_DATABASES, `must be one of ${SERVICE_DATABASES.join(', ')}`),
  type: backupType,
});

/** Records a backup that is wanted. Whatever makes backups finds it scheduled; here nothing is copied. */
export async function startBackup(em: EntityManager, _actor: Actor, input: unknown): Promise<{ backupJobId: string }> {
  const { database, type } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const { id } = tx.create(BackupJob, { id: v7(), jobType: type, status: 'scheduled', sourceDatabase: database });
    await tx.flush();
    return { backupJobId: id };
  });
}
