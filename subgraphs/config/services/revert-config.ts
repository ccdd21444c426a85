import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, validInput } from '../../../platform/validation/input.ts';
import { readConfigChange } from '../reads/config-history.ts';
import type { ConfigChangeRow } from '../reads/rows.ts';
import { changeReason } from './config-rules.ts';
import { flagNameOf } from './flag-history.ts';
import { conditions, isEnabled, rolloutPercentage } from './flag-rules.ts';
import type { KeyRing } from './key-ring.ts';
import { lockedFlag, removeFlag, writeFlag } from './write-flag.ts';
import { lockedSetting, removeSetting, writeSetting } from './write-setting.ts';

const rules = z.object({ changeId: id, changeReason });

/** By today's rules: what is put back has to be as good as what is set. */
const flagState = z.object({ isEnabled, rolloutPercentage, conditions: conditions.nullable() });

export type Reverted = { appConfigId?: string; featureFlagId?: string };

/**
 * Puts a setting or a flag back to what it was before a change, whatever came later, and records that as a change
 * of its own. What was not there before is removed; what was removed comes back, without its description, which
 * the history does not keep. Ids are of what is there afterwards.
 */
export async function revertConfig(em: EntityManager, actor: Actor, input: unknown, keys: KeyRing): Promise<Reverted> {
  const { changeId, changeReason } = validInput(rules, input);
  return em.transactional(async (tx) => {
    const change = await readConfigChange(tx, changeId);
    if (change === null) {
      throw refuse('NOT_FOUND', 'changeId', 'changeId: there is no such change.');
    }
    if (change.kind === 'revealed') {
      throw refuse(
        'NOT_ALLOWED_NOW',
        'changeId',
        'changeId: this setting was looked at, there is nothing to put back.',
      );
    }
    const flagName = flagNameOf(change.configKey);
    const target = { environment: change.environment, kind: 'reverted' as const, changeReason };
    return flagName === null
      ? revertSetting(tx, actor, keys, change, { ...target, configKey: change.configKey })
      : revertFlag(tx, actor, change, { ...target, flagName });
  });
}

async function revertSetting(
  tx: EntityManager,
  actor: Actor,
  keys: KeyRing,
  change: ConfigChangeRow,
  target: Parameters<typeof removeSetting>[2],
): Promise<Reverted> {
  const existing = await lockedSetting(tx, target.configKey, target.environment);
  // Read again now that nobody can make it sensitive any more.
  const { oldValue, oldValueType, isSensitive } = (await readConfigChange(tx, change.id)) ?? change;
  if (isSensitive) {
    throw refuse('NOT_ALLOWED_NOW', 'changeId', 'changeId: no value of a sensitive setting is kept; set it anew.');
  }
  if (oldValue == null) {
    await removeSetting(tx, actor, target);
    return {};
  }
  const wanted = { configValue: oldValue, valueType: oldValueType ?? 'string' };
  return { appConfigId: await writeSetting(tx, actor, keys, { ...target, existing }, wanted) };
}

async function revertFlag(
  tx: EntityManager,
  actor: Actor,
  { oldValue }: ConfigChangeRow,
  target: Parameters<typeof removeFlag>[2],
): Promise<Reverted> {
  const existing = await lockedFlag(tx, target.flagName, target.environment);
  if (oldValue == null) {
    await removeFlag(tx, actor, target);
    return {};
  }
  const wanted = flagState.safeParse(JSON.parse(oldValue));
  if (!wanted.success) {
    const [issue] = wanted.error.issues;
    const what = `${issue?.path.join('.')}: ${issue?.message}`;
    throw refuse('NOT_ALLOWED_NOW', 'changeId', `changeId: what the flag was then is no longer valid (${what}).`);
  }
  return { featureFlagId: await writeFlag(tx, actor, { ...target, existing }, wanted.data) };
}
