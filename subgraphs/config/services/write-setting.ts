import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { AppConfig, type Environment, type ValueType } from '../entities/app-config.entity.ts';
import type { ChangeKind } from '../entities/config-change.entity.ts';
import { removeAppConfig } from '../reads/app-configs.ts';
import { forgetValues } from '../reads/config-history.ts';
import type { AppConfigRow } from '../reads/rows.ts';
import type { KeyRing } from './key-ring.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';
import { seal } from './sealed-value.ts';
import { valueProblem } from './typed-value.ts';

/** Which setting, and what the history says of the change. */
export type SettingChange = {
  configKey: string;
  environment: Environment;
  kind: ChangeKind;
  changeReason: string | null;
};

/** What a setting shall be; what is undefined stays as it is. */
export type WantedSetting = {
  configValue: string;
  valueType?: ValueType;
  description?: string | null;
  isSensitive?: boolean;
};

export const isSecret = (setting: Pick<AppConfig, 'isSensitive' | 'isEncrypted'>): boolean =>
  setting.isSensitive || setting.isEncrypted;

/** The setting as it is, value included, which nobody else changes until the transaction ends. */
export async function lockedSetting(
  tx: EntityManager,
  configKey: string,
  environment: Environment,
): Promise<AppConfig | null> {
  await oneAtATime(tx, 'application_configs', configKey, environment);
  return tx.findOne(AppConfig, { configKey, environment }, { populate: ['configValue'], refresh: true });
}

/**
 * Adds or changes a setting that is locked, and records it. A sensitive value goes into the database encrypted, and
 * always: that it is the same as before is nobody's to learn. What is open and so already is not recorded again.
 */
export async function writeSetting(
  tx: EntityManager,
  actor: Actor,
  keys: KeyRing,
  change: SettingChange & { existing: AppConfig | null },
  wanted: WantedSetting,
): Promise<string> {
  const { existing, configKey, environment, kind, changeReason } = change;
  const valueType = wanted.valueType ?? existing?.valueType ?? 'string';
  const problem = valueProblem(wanted.configValue, valueType);
  if (problem !== null) {
    throw refuse('INVALID_FORMAT', 'configValue', `configValue: ${problem}, as its type ${valueType} demands.`);
  }
  const wasSecret = existing !== null && isSecret(existing);
  const isSensitive = wasSecret || wanted.isSensitive === true;
  const description = wanted.description === undefined ? (existing?.description ?? null) : wanted.description;
  const after = { configValue: wanted.configValue, valueType, description };
  if (existing !== null && !isSensitive && isSame(existing, after)) {
    return existing.id;
  }
  if (isSensitive && !wasSecret) {
    await forgetValues(tx, configKey, environment);
  }
  recordChange(tx, actor, {
    ...{ configKey, environment, kind, changeReason, isSensitive },
    oldValue: existing?.configValue ?? null,
    oldValueType: existing?.valueType ?? null,
    newValue: wanted.configValue,
  });
  const setting = existing ?? tx.create(AppConfig, { id: v7(), configKey, environment });
  const stored = isSensitive ? seal(keys, { configKey, environment }, wanted.configValue) : wanted.configValue;
  tx.assign(setting, { ...after, configValue: stored, isSensitive, isEncrypted: isSensitive });
  await tx.flush();
  return setting.id;
}

type Visible = { configValue?: string | null; valueType: ValueType; description?: string | null };

const isSame = (a: Visible, b: Visible): boolean =>
  a.configValue === b.configValue && a.valueType === b.valueType && (a.description ?? null) === b.description;

/** Removes a setting that is locked, and records it; what the history holds of a secret goes with it. */
export async function removeSetting(
  tx: EntityManager,
  actor: Actor,
  { configKey, environment, kind, changeReason }: SettingChange,
): Promise<AppConfigRow | null> {
  const removed = await removeAppConfig(tx, configKey, environment);
  if (removed === null) {
    return null;
  }
  const isSensitive = isSecret(removed);
  if (isSensitive) {
    await forgetValues(tx, configKey, environment);
  }
  recordChange(tx, actor, {
    ...{ configKey, environment, kind, changeReason, isSensitive },
    oldValue: removed.configValue ?? null,
    oldValueType: removed.valueType,
    newValue: null,
  });
  await tx.flush();
  return removed;
}
