import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { email, optional, text, validInput } from '../../../platform/validation/input.ts';
import { Project } from '../entities/project.entity.ts';
import { actingUser } from './acting-user.ts';
import { requireStaff } from './permission.ts';

const rules = z.object({
  name: text(255),
  description: optional(text(10_000)),
  ownerName: optional(text(255)),
  ownerEmail: optional(email),
  chartPrefix: optional(
    text(20).regex(/^(HTSF|NANO|SEQ|PROJ)(-[A-Z0-9]+)*$/, 'must begin with HTSF, NANO, SEQ or PROJ'),
  ),
});

/** Opens a project. */
export async function createProject(em: EntityManager, actor: Actor, input: unknown): Promise<{ projectId: string }> {
  requireStaff(actor);
  const project = validInput(rules, input);
  return em.transactional(async (tx) => {
    await actingUser(tx, actor);
    const { id } = tx.create(Project, { id: v7(), ...project });
    await tx.flush();
    return { projectId: id };
  });
}
