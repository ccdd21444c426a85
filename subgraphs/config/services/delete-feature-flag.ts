import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { validInput } from '../../../platform/validation/input.ts';
import type { FeatureFlagRow } from '../reads/rows.ts';
import { changeReason, configName, environment } from './config-rules.ts';
import { lockedFlag, removeFlag } from './write-flag.ts';

const rules = z.object({ flagName: configName, environment, changeReason });

/** Removes a flag, records who did so and why, and hands out what nobody can read any more. */
export async function deleteFeatureFlag(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ featureFlagId: string; deleted: FeatureFlagRow }> {
  const given = validInput(rules, input);
  return em.transactional(async (tx) => {
    await lockedFlag(tx, given.flagName, given.environment);
    const deleted = await removeFlag(tx, actor, { ...given, kind: 'deleted' });
    if (deleted === null) {
      throw refuse('NOT_FOUND', 'flagName', 'flagName: there is no such flag in this environment.');
    }
    return { featureFlagId: deleted.id, deleted };
  });
}
