import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { optional, validInput } from '../../../platform/validation/input.ts';
import { changeReason, configName, description, environment } from './config-rules.ts';
import { conditions, isEnabled, rolloutPercentage } from './flag-rules.ts';
import { lockedFlag, writeFlag } from './write-flag.ts';

const rules = z.object({
  flagName: configName,
  environment,
  isEnabled: optional(isEnabled),
  rolloutPercentage: optional(rolloutPercentage),
  /** Left out they stay as they are, null removes them. */
  conditions: conditions.nullish(),
  description,
  changeReason,
});

/** Adds a flag or changes it, and records who did so and why. What is so already is not recorded again. */
export async function setFeatureFlag(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ featureFlagId: string }> {
  const { flagName, environment, changeReason, isEnabled, rolloutPercentage, ...wanted } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const existing = await lockedFlag(tx, flagName, environment);
    const change = { existing, flagName, environment, kind: 'set' as const, changeReason };
    const featureFlagId = await writeFlag(tx, actor, change, {
      ...wanted,
      isEnabled: isEnabled ?? undefined,
      rolloutPercentage: rolloutPercentage ?? undefined,
    });
    return { featureFlagId };
  });
}
