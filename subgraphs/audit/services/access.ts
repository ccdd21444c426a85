import type { Actor } from '../../../platform/identity/actor.ts';
import type { ResourceType } from '../entities/audit-log.entity.ts';

export const readsTheLog = ({ scopes }: Actor): boolean => scopes.has('audit:read');
export const readsReports = ({ scopes }: Actor): boolean => scopes.has('report:read');

/** Addresses, programs, values before and after, and what people do all day. */
export const isStaff = ({ scopes }: Actor): boolean => scopes.has('staff:read');

/** What a submitter's own sample leads to: whose it is, its service has seen to. */
const OF_SAMPLES: ReadonlySet<string> = new Set<ResourceType>([
  'sample',
  'submission',
  'project',
  'processing_step',
  'attachment',
  'extraction_result',
  'processing_job',
]);
const OF_EXTRACTIONS: ReadonlySet<string> = new Set<ResourceType>(['extraction_result', 'processing_job']);

export const seesTrailOf = (actor: Actor, type: ResourceType): boolean =>
  readsTheLog(actor) ||
  isStaff(actor) ||
  (OF_SAMPLES.has(type) && (actor.scopes.has('sample:read') || actor.scopes.has('sample:read:own')));

/**
 * Whether an entry may lead to what it is about. From there a request goes on to services that take a sample at its
 * word, so for whoever sees only their own it ends here. Whoever lacks the scope of a type altogether is refused by the
 * type itself, and told so; the directory has no such scope.
 */
export function mayFollow({ scopes }: Actor, resourceType: string): boolean {
  if (!OF_SAMPLES.has(resourceType)) {
    return resourceType !== 'user' || scopes.has('staff:read');
  }
  const everything = OF_EXTRACTIONS.has(resourceType) ? 'extraction:read' : 'sample:read';
  return scopes.has(everything) || !scopes.has('sample:read:own');
}
