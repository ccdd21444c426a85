import type { Actor } from '../../../platform/identity/actor.ts';
import { ROLES, type Role } from '../../../schema/roles.ts';
import type { CostLimits } from '../settings.ts';

const NAMES = Object.keys(ROLES) as Role[];

/** The most that any role allows of those whose scopes the actor has, all of them. */
export function costLimitOf({ kind, scopes }: Actor, most: CostLimits['most']): number {
  if (kind === 'anonymous') {
    return most.anonymous;
  }
  return NAMES.reduce(
    (limit, role) => (most[role] > limit && ROLES[role].every((scope) => scopes.has(scope)) ? most[role] : limit),
    most.anonymous,
  );
}
