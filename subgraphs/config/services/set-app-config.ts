import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { optional, validInput } from '../../../platform/validation/input.ts';
import { VALUE_TYPES } from '../entities/app-config.entity.ts';
import { changeReason, configName, description, environment } from './config-rules.ts';
import type { KeyRing } from './key-ring.ts';
import { isSecret, lockedSetting, writeSetting } from './write-setting.ts';

const LONGEST_VALUE = 65_536;

const rules = z.object({
  configKey: configName,
  environment,
  /** Kept to the letter: blanks and emptiness may mean something to whoever reads it. */
  configValue: z
    .string('must be a text')
    .max(LONGEST_VALUE, `must have at most ${LONGEST_VALUE} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must not contain NUL or broken characters'),
  valueType: optional(z.enum(VALUE_TYPES, `must be one of ${VALUE_TYPES.join(', ')}`)),
  isSensitive: optional(z.boolean('must be true or false')),
  description,
  changeReason,
});

/**
 * Adds a setting or changes it, and records who did so and why. What is sensitive stays so: its value, once given
 * in confidence, is not made public by a form that forgot to say it again.
 */
export async function setAppConfig(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  keys: KeyRing,
): Promise<{ appConfigId: string }> {
  const { configKey, environment, changeReason, isSensitive, valueType, ...wanted } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const existing = await lockedSetting(tx, configKey, environment);
    if (existing !== null && isSecret(existing) && isSensitive === false) {
      throw refuse(
        'NOT_ALLOWED_NOW',
        'isSensitive',
        'isSensitive: this setting is sensitive and stays so; delete it and add it anew.',
      );
    }
    const change = { existing, configKey, environment, kind: 'set' as const, changeReason };
    const appConfigId = await writeSetting(tx, actor, keys, change, {
      ...wanted,
      valueType: valueType ?? undefined,
      isSensitive: isSensitive ?? undefined,
    });
    return { appConfigId };
  });
}
