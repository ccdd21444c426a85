import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { optional, text, validInput } from '../../../platform/validation/input.ts';
import { AppConfig } from '../entities/app-config.entity.ts';
import { configName, description, environment } from './config-rules.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';

const LONGEST_VALUE = 65_536;
const NO_ENCRYPTION_YET = 'sensitive values can be stored only once encryption is there';

const rules = z.object({
  configKey: configName,
  environment,
  /** Kept to the letter: blanks and emptiness may mean something to whoever reads it. */
  configValue: z
    .string('must be a text')
    .max(LONGEST_VALUE, `must have at most ${LONGEST_VALUE} characters`)
    .refine((value) => !value.includes('\0') && value.isWellFormed(), 'must not contain NUL or broken characters'),
  isSensitive: optional(
    z
      .boolean('must be true or false')
      .refine((value) => !value, { message: NO_ENCRYPTION_YET, params: { code: 'NOT_ALLOWED_NOW' } }),
  ),
  description,
  changeReason: optional(text(1_000)),
});

/** Adds a setting or changes it, and records who did so and why. What is so already is not recorded again. */
export async function setAppConfig(em: EntityManager, actor: Actor, input: unknown): Promise<{ appConfigId: string }> {
  const given = validInput(rules, input);
  const { configKey, environment, configValue, changeReason } = given;
  return em.transactional(async (tx) => {
    await oneAtATime(tx, 'application_configs', configKey, environment);
    const existing = await tx.findOne(
      AppConfig,
      { configKey, environment },
      { populate: ['configValue'], refresh: true },
    );
    requireOpenToAll(existing);
    const oldValue = existing?.configValue ?? null;
    const description = given.description === undefined ? (existing?.description ?? null) : given.description;
    if (existing !== null && oldValue === configValue && existing.description === description) {
      return { appConfigId: existing.id };
    }
    const config = existing ?? tx.create(AppConfig, { id: v7(), configKey, environment });
    tx.assign(config, { configValue, description });
    recordChange(tx, actor, { configKey, environment, oldValue, newValue: configValue, changeReason });
    await tx.flush();
    return { appConfigId: config.id };
  });
}

/** No secret is stored in clear, nor next to a mark that says it is encrypted. */
function requireOpenToAll(existing: AppConfig | null): void {
  if (existing?.isSensitive || existing?.isEncrypted) {
    throw refuse('NOT_ALLOWED_NOW', 'configValue', `configValue: this setting is sensitive, and ${NO_ENCRYPTION_YET}.`);
  }
}
