import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { measured, optional, validInput } from '../../../platform/validation/input.ts';
import { RetentionPolicy } from '../entities/retention-policy.entity.ts';
import { resourceType } from './resource-type.ts';

/** A century: longer than any rule asks for, and far from where dates end. */
const MOST_DAYS = 36_500;

const days = (min: number) => measured(min, MOST_DAYS, 'days').int('must be a whole number');

const rules = z
  .object({
    resourceType,
    retentionDays: days(1),
    archiveAfterDays: optional(days(0)),
    deleteAfterDays: optional(days(1)),
    isActive: optional(z.boolean()),
  })
  .superRefine(({ retentionDays, archiveAfterDays, deleteAfterDays }, context) => {
    const refuseOrder = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [field], message, params: { code: 'OUT_OF_RANGE' } });
    if (archiveAfterDays !== null && archiveAfterDays > retentionDays) {
      refuseOrder('archiveAfterDays', `must not be more than retentionDays, which is ${retentionDays}`);
    }
    if (deleteAfterDays !== null && deleteAfterDays < retentionDays) {
      refuseOrder('deleteAfterDays', `must not be less than retentionDays, which is ${retentionDays}`);
    }
  });

/** Adds the policy of a type of resource, or replaces it as a whole. */
export async function setRetentionPolicy(
  em: EntityManager,
  _actor: Actor,
  input: unknown,
): Promise<{ retentionPolicyId: string }> {
  const policy = validInput(rules, input);
  return em.transactional(async (tx) => {
    const { id } = await tx.upsert(
      RetentionPolicy,
      { ...policy, isActive: policy.isActive ?? true, updatedAt: new Date() },
      { onConflictFields: ['resourceType'] },
    );
    return { retentionPolicyId: id };
  });
}
