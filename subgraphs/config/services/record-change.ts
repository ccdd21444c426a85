import type { EntityManager } from '@mikro-orm/postgresql';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import type { Environment } from '../entities/app-config.entity.ts';
import { ConfigChange } from '../entities/config-change.entity.ts';

export type Change = {
  configKey: string;
  environment: Environment;
  oldValue: string | null;
  newValue: string | null;
  changeReason: string | null;
};

/** Puts a change into the unit of work, so that it is kept exactly when the change itself is. */
export function recordChange(em: EntityManager, actor: Actor, change: Change): void {
  em.create(ConfigChange, { id: v7(), ...change, changedBy: actor.userId });
}
