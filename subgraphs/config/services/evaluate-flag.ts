import { type Conditions, conditionProblems, fulfils } from './conditions.ts';
import { murmur3 } from './murmur3.ts';

/** What decides about a flag; rows and entities both fit. */
export type DecidedFlag = {
  flagName: string;
  isEnabled: boolean;
  /** 0 to 100. */
  rolloutPercentage: number;
  conditions?: unknown;
};

export type FlagReason =
  | 'unknown_flag'
  | 'disabled'
  | 'conditions_unreadable'
  | 'conditions_not_met'
  | 'no_unit'
  | 'outside_rollout'
  | 'inside_rollout'
  | 'enabled';
export type FlagEvaluation = { name: string; enabled: boolean; reason: FlagReason };

export type FlagContext = Record<string, unknown>;

const PLACES = 2 ** 32;
const EVERYBODY = 100;

/**
 * Whether a feature is on for a caller. A rollout asks for the caller's unit, `context.unit` or else
 * `context.userId`: each unit has a place between 0 and 100 for each flag, and is inside as long as the percentage is
 * above it. So it gets the same answer every time, in every environment, and a percentage that is raised takes the
 * feature from nobody.
 */
export function evaluateFlag(flag: DecidedFlag, context: FlagContext, now: Date): FlagEvaluation {
  const answer = (reason: FlagReason, enabled = false): FlagEvaluation => ({ name: flag.flagName, enabled, reason });
  if (!flag.isEnabled) {
    return answer('disabled');
  }
  if (flag.conditions != null) {
    // Of rows that are older than the rules: closed is the safe side.
    if (conditionProblems(flag.conditions).length > 0) {
      return answer('conditions_unreadable');
    }
    if (!fulfils({ now: now.toISOString(), ...context }, flag.conditions as Conditions)) {
      return answer('conditions_not_met');
    }
  }
  if (flag.rolloutPercentage >= EVERYBODY) {
    return answer('enabled', true);
  }
  const unit = unitOf(context);
  if (unit === null) {
    return answer(flag.rolloutPercentage === 0 ? 'outside_rollout' : 'no_unit');
  }
  return isInside(flag, unit) ? answer('inside_rollout', true) : answer('outside_rollout');
}

export const unknownFlag = (name: string): FlagEvaluation => ({ name, enabled: false, reason: 'unknown_flag' });

/** Names of flags have no colon, so that no two pairs make the same text. */
const isInside = ({ flagName, rolloutPercentage }: DecidedFlag, unit: string): boolean =>
  murmur3(`${flagName}:${unit}`) * EVERYBODY < rolloutPercentage * PLACES;

function unitOf({ unit, userId }: FlagContext): string | null {
  const found = unit ?? userId;
  return (typeof found === 'string' && found !== '') || Number.isSafeInteger(found) ? String(found) : null;
}
