import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { validInput } from '../../../platform/validation/input.ts';
import type { AppConfigRow } from '../reads/rows.ts';
import { changeReason, configName, environment } from './config-rules.ts';
import { lockedSetting, removeSetting } from './write-setting.ts';

const rules = z.object({ configKey: configName, environment, changeReason });

/** Removes a setting, records who did so and why, and hands out what nobody can read any more. */
export async function deleteAppConfig(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ appConfigId: string; deleted: AppConfigRow }> {
  const given = validInput(rules, input);
  return em.transactional(async (tx) => {
    await lockedSetting(tx, given.configKey, given.environment);
    const deleted = await removeSetting(tx, actor, { ...given, kind: 'deleted' });
    if (deleted === null) {
      throw refuse('NOT_FOUND', 'configKey', 'configKey: there is no such setting in this environment.');
    }
    return { appConfigId: deleted.id, deleted };
  });
}
