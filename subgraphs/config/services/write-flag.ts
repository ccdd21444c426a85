import { isDeepStrictEqual } from 'node:util';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import type { Environment } from '../entities/app-config.entity.ts';
import type { ChangeKind } from '../entities/config-change.entity.ts';
import { FeatureFlag } from '../entities/feature-flag.entity.ts';
import { removeFeatureFlag } from '../reads/feature-flags.ts';
import type { FeatureFlagRow } from '../reads/rows.ts';
import { type FlagState, historyKey, historyValue } from './flag-history.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { recordChange } from './record-change.ts';

/** Which flag, and what the history says of the change. */
export type FlagChange = {
  flagName: string;
  environment: Environment;
  kind: ChangeKind;
  changeReason: string | null;
};

/** What a flag shall be; what is undefined stays as it is. */
export type WantedFlag = {
  isEnabled?: boolean;
  rolloutPercentage?: number;
  conditions?: Record<string, unknown> | null;
  description?: string | null;
};

/** What a flag is until it is told otherwise. */
const NEW_FLAG = { isEnabled: false, rolloutPercentage: 100, conditions: null, description: null };

type Described = { description?: string | null };

/** The flag as it is, which nobody else changes until the transaction ends. */
export async function lockedFlag(
  tx: EntityManager,
  flagName: string,
  environment: Environment,
): Promise<FeatureFlag | null> {
  await oneAtATime(tx, 'feature_flags', flagName, environment);
  return tx.findOne(FeatureFlag, { flagName, environment }, { refresh: true });
}

/** Adds or changes a flag that is locked, and records it. What is so already is not recorded again. */
export async function writeFlag(
  tx: EntityManager,
  actor: Actor,
  change: FlagChange & { existing: FeatureFlag | null },
  wanted: WantedFlag,
): Promise<string> {
  const { existing, flagName, environment, kind, changeReason } = change;
  const before: FlagState & Described = existing ?? NEW_FLAG;
  const after = {
    isEnabled: wanted.isEnabled ?? before.isEnabled,
    rolloutPercentage: wanted.rolloutPercentage ?? before.rolloutPercentage,
    conditions: (wanted.conditions === undefined ? before.conditions : wanted.conditions) ?? null,
    description: (wanted.description === undefined ? before.description : wanted.description) ?? null,
  };
  if (existing !== null && isSame(before, after)) {
    return existing.id;
  }
  const oldValue = existing === null ? null : historyValue(existing);
  const flag = existing ?? tx.create(FeatureFlag, { id: v7(), flagName, environment });
  tx.assign(flag, after, { mergeObjectProperties: false });
  const configKey = historyKey(flagName);
  recordChange(tx, actor, { configKey, environment, kind, changeReason, oldValue, newValue: historyValue(after) });
  await tx.flush();
  return flag.id;
}

/** As JSON, in which neither prototypes nor the order of properties make a difference. */
const isSame = (a: FlagState & Described, b: FlagState & Described): boolean =>
  (a.description ?? null) === (b.description ?? null) &&
  isDeepStrictEqual(JSON.parse(historyValue(a)), JSON.parse(historyValue(b)));

/** Removes a flag that is locked, and records it. */
export async function removeFlag(
  tx: EntityManager,
  actor: Actor,
  { flagName, environment, kind, changeReason }: FlagChange,
): Promise<FeatureFlagRow | null> {
  const removed = await removeFeatureFlag(tx, flagName, environment);
  if (removed !== null) {
    const oldValue = historyValue(removed);
    recordChange(tx, actor, {
      ...{ configKey: historyKey(flagName), environment, kind, changeReason },
      oldValue,
      newValue: null,
    });
    await tx.flush();
  }
  return removed;
}
