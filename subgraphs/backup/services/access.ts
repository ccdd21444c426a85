import type { Actor } from '../../../platform/identity/actor.ts';

/** A backup tells how many samples there are. Who sees only their own sees none. */
export const seesBackups = ({ scopes }: Actor): boolean => scopes.has('backup:read') || scopes.has('sample:read');
