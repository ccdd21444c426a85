import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import type { Environment, ValueType } from '../entities/app-config.entity.ts';
import { type ChangeKind, ConfigChange } from '../entities/config-change.entity.ts';

export type Change = {
  configKey: string;
  environment: Environment;
  kind: ChangeKind;
  oldValue: string | null;
  newValue: string | null;
  oldValueType?: ValueType | null;
  changeReason: string | null;
  isSensitive?: boolean;
};

/**
 * Puts a change into the unit of work, so that it is kept exactly when the change itself is. Of what is sensitive
 * it keeps that it changed, never from what to what.
 */
export function recordChange(em: EntityManager, actor: Actor, change: Change): void {
  const isSensitive = change.isSensitive ?? false;
  const values = isSensitive ? { oldValue: null, newValue: null } : {};
  em.create(ConfigChange, { id: v7(), ...change, ...values, isSensitive, changedBy: actor.userId });
}
