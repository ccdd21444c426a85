import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../platform/identity/actor.ts';
import { User } from '../entities/user.entity.ts';

/** The directory's row of whoever acts, made on first sight; null for services, which have none. */
export async function actingUser(em: EntityManager, actor: Actor): Promise<string | null> {
  if (actor.userId === null) {
    return null;
  }
  await em.upsert(
    User,
    {
      id: actor.userId,
      name: actor.name,
      email: actor.email,
      issuer: actor.account?.issuer ?? null,
      subject: actor.account?.subject ?? null,
    },
    { onConflictAction: 'ignore', onConflictFields: ['id'] },
  );
  return actor.userId;
}
