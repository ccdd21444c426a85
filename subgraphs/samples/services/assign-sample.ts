import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { z } from 'zod';
import { rowsOf } from '../../../platform/database/columns.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, text, validInput } from '../../../platform/validation/input.ts';
import type { Sample } from '../entities/sample.entity.ts';
import { User } from '../entities/user.entity.ts';
import { changeSample, requireAllowed, touch } from './change-sample.ts';
import { requireStaff } from './permission.ts';
import { LIFE_RULES } from './sample-actions.ts';

const rules = z
  .object({ sampleId: id, assigneeId: id.nullish(), assignedTo: text(100).nullish() })
  .refine(({ assigneeId, assignedTo }) => assigneeId !== undefined || assignedTo !== undefined, {
    path: ['assigneeId'],
    message: 'name somebody by assigneeId or assignedTo, or give null to assign nobody',
    params: { code: 'REQUIRED' },
  });

type Assignment = Pick<Sample, 'assigneeId' | 'assignedTo'>;

/**
 * Gives a sample to a person of the directory, by id or by a short name; or to nobody. A short name that nobody in
 * the directory has is written down as it is, as old samples carry it.
 */
export async function assignSample(em: EntityManager, actor: Actor, input: unknown): Promise<{ sampleId: string }> {
  requireStaff(actor);
  const { sampleId, assigneeId, assignedTo } = validInput(rules, input);
  return changeSample(em, sampleId, async (locked) => {
    requireAllowed('sampleId', LIFE_RULES.assign(locked.sample, locked.steps));
    Object.assign(locked.sample, await assignment(locked.tx, assigneeId ?? null, assignedTo ?? null));
    touch(locked);
  });
}

async function assignment(
  tx: EntityManager,
  assigneeId: string | null,
  assignedTo: string | null,
): Promise<Assignment> {
  if (assigneeId !== null) {
    const person = await tx.findOne(User, assigneeId);
    if (person === null) {
      throw refuse('NOT_FOUND', 'assigneeId', 'assigneeId: there is no such person in the directory.');
    }
    return { assigneeId, assignedTo: assignedTo ?? person.aliases[0] ?? person.name ?? person.email ?? null };
  }
  return assignedTo === null ? { assigneeId: null, assignedTo: null } : await byShortName(tx, assignedTo);
}

/** The directory is small: names and aliases are compared one by one, in any case. */
async function byShortName(tx: EntityManager, name: string): Promise<Assignment> {
  const found = await rowsOf(
    tx,
    sql<{ id: string }>`
      select u.id from users as u
      where lower(${name}) in (select lower(alias) from unnest(u.aliases || array[u.name, u.email]) as alias)
      limit 2`,
  );
  if (found.length > 1) {
    throw refuse(
      'INVALID_FORMAT',
      'assignedTo',
      `assignedTo: more than one person goes by "${name}"; give the assigneeId of the one who is meant.`,
    );
  }
  return { assigneeId: found[0]?.id ?? null, assignedTo: name };
}
