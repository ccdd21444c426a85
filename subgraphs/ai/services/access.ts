import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';

/**
 * Whose a sample is, the samples service alone knows. Whoever sees only their own comes here by way of a sample that it
 * answered with, and goes no further: not to an extraction by its id, nor to what else a submission's documents hold.
 */
export const seesEveryExtraction = ({ scopes }: Actor): boolean => scopes.has('extraction:read');

export const seesExtractionsOfSamples = (actor: Actor): boolean =>
  seesEveryExtraction(actor) || actor.scopes.has('sample:read') || actor.scopes.has('sample:read:own');

/** Asked before anything is looked up: who may not do a thing learns nothing of what an id leads to. */
export function requireWorker({ scopes }: Actor): void {
  if (!scopes.has('extraction:write') && !scopes.has('job:work')) {
    throw refuse('FORBIDDEN', null, 'Only the staff of the facility and its services may do this.');
  }
}
