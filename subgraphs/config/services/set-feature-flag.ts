import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { jsonObject, measured, optional, text, validInput } from '../../../platform/validation/input.ts';
import { FeatureFlag } from '../entities/feature-flag.entity.ts';
import { configName, description, environment } from './config-rules.ts';
import { type FlagState, historyKey, historyValue } from './flag-history.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';

const rules = z.object({
  flagName: configName,
  environment,
  isEnabled: optional(z.boolean('must be true or false')),
  rolloutPercentage: optional(measured(0, 100, 'percent').int('must be a whole number of percent')),
  /** Left out they stay as they are, null removes them. */
  conditions: jsonObject(10_000).nullish(),
  description,
  changeReason: optional(text(1_000)),
});

/** What a flag is until it is told otherwise. */
const NEW_FLAG = { isEnabled: false, rolloutPercentage: 100, conditions: null, description: null };

type Described = { description?: string | null };

/** Adds a flag or changes it, and records who did so and why. What is so already is not recorded again. */
export async function setFeatureFlag(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ featureFlagId: string }> {
  const given = validInput(rules, input);
  const { flagName, environment, changeReason } = given;
  return em.transactional(async (tx) => {
    await oneAtATime(tx, 'feature_flags', flagName, environment);
    const existing = await tx.findOne(FeatureFlag, { flagName, environment }, { refresh: true });
    const before: FlagState & Described = existing ?? NEW_FLAG;
    const after = {
      isEnabled: given.isEnabled ?? before.isEnabled,
      rolloutPercentage: given.rolloutPercentage ?? before.rolloutPercentage,
      conditions: (given.conditions === undefined ? before.conditions : given.conditions) ?? null,
      description: (given.description === undefined ? before.description : given.description) ?? null,
    };
    if (existing !== null && isSame(before, after)) {
      return { featureFlagId: existing.id };
    }
    const oldValue = existing === null ? null : historyValue(existing);
    const flag = existing ?? tx.create(FeatureFlag, { id: v7(), flagName, environment });
    tx.assign(flag, after, { mergeObjectProperties: false });
    recordChange(tx, actor, {
      configKey: historyKey(flagName),
      environment,
      oldValue,
      newValue: historyValue(after),
      changeReason,
    });
    await tx.flush();
    return { featureFlagId: flag.id };
  });
}

/** As JSON, in which neither prototypes nor the order of properties make a difference. */
const isSame = (a: FlagState & Described, b: FlagState & Described): boolean =>
  a.description === b.description && isDeepStrictEqual(JSON.parse(historyValue(a)), JSON.parse(historyValue(b)));
