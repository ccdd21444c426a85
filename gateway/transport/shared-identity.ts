import type { RequestIdentity } from '../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';

/**
 * Callers of the same name here see the same data, so that they may have one answer between them; undefined for who
 * is somebody in particular. Until identities exist everybody is the demonstration user.
 */
export const sharedIdentity = ({ actor }: RequestIdentity): string | undefined =>
  actor === DEMONSTRATION_ACTOR ? 'everybody' : undefined;
