import { EVERYBODY, type RequestIdentity } from '../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';

/**
 * Callers of the same name here see the same data, so that they may have one answer between them; undefined for who
 * is somebody in particular.
 */
export const sharedIdentity = ({ actor }: RequestIdentity): string | undefined =>
  actor === EVERYBODY || actor === DEMONSTRATION_ACTOR ? 'everybody' : undefined;
