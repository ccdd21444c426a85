import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { validInput } from '../../../platform/validation/input.ts';
import { changeReason, configName, environment } from './config-rules.ts';
import type { KeyRing } from './key-ring.ts';
import { recordChange } from './record-change.ts';
import { unseal } from './sealed-value.ts';
import { typedValue } from './typed-value.ts';
import { isSecret, lockedSetting } from './write-setting.ts';

const rules = z.object({ configKey: configName, environment, reason: changeReason });

export type RevealedSetting = { appConfigId: string; configValue: string | null; typedValue: unknown };

/** The value of a setting, sensitive or not. It is handed out once the record of who asked for it is kept. */
export async function revealAppConfig(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  keys: KeyRing,
): Promise<RevealedSetting> {
  const { configKey, environment, reason } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const setting = await lockedSetting(tx, configKey, environment);
    if (setting === null) {
      throw refuse('NOT_FOUND', 'configKey', 'configKey: there is no such setting in this environment.');
    }
    const stored = setting.configValue ?? null;
    const value = stored !== null && setting.isEncrypted ? unseal(keys, { configKey, environment }, stored) : stored;
    recordChange(tx, actor, {
      ...{ configKey, environment, kind: 'revealed' as const, changeReason: reason, isSensitive: isSecret(setting) },
      oldValue: null,
      newValue: null,
    });
    await tx.flush();
    const typed = value === null ? null : (typedValue(value, setting.valueType) ?? null);
    return { appConfigId: setting.id, configValue: value, typedValue: typed };
  });
}
