import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '../../../platform/identity/actor.ts';
import { allOf, type KeysetOrder } from '../../../platform/paging/keyset.ts';

/**
 * The one place that says which rows somebody may see. Every read takes a viewer and asks here, so that lists, counts,
 * searches, statistics and references end at the same line. What is not to be seen is not found: there is no other
 * answer for it, and no second statement that would take its time.
 */
export type Viewer = {
  /** All samples, none, or those that were submitted under one e-mail address. */
  readonly samples: 'all' | 'none' | { readonly submitter: string };
  /** Their own row of the directory; null for a service and for nobody. */
  readonly userId: string | null;
  /** Whether they work here: the directory, addresses and remarks of the facility are for the staff. */
  readonly staff: boolean;
};

/** Longer ones are no address, and no filter takes them. */
const LONGEST_ADDRESS = 320;

export function viewerOf(actor: Actor): Viewer {
  const { userId, scopes } = actor;
  const submitter = scopes.has('sample:read:own') ? addressOf(actor) : null;
  const own = submitter === null ? 'none' : { submitter };
  return { samples: scopes.has('sample:read') ? 'all' : own, userId, staff: scopes.has('staff:read') };
}

/** The address by which somebody's samples are known. Old samples may have '' for one; those are nobody's. */
export const addressOf = ({ email }: Actor): string | null =>
  email !== null &&
  email.trim() !== '' &&
  email.length <= LONGEST_ADDRESS &&
  email.isWellFormed() &&
  !email.includes('\0') &&
  !isDisguised(email)
    ? email
    : null;

/** Two letters, the sign of kelvins and a dotted capital, that lower case turns into those of somebody else's address. */
const isDisguised = (email: string): boolean => /[\u0130\u212a]/.test(email);

type Conditions = RawBuilder<unknown>[];

/** The addresses are compared by PostgreSQL alone: its lower case is that of the indexes and of the tallies. */
const own = (column: RawBuilder<unknown>, submitter: string): RawBuilder<unknown> =>
  sql`lower(${column}) = lower(${submitter})`;

/** What a list of everything is narrowed to; nothing where it is not narrowed. */
function narrowed({ samples }: Viewer, to: (submitter: string) => RawBuilder<unknown>): Conditions {
  if (samples === 'all') {
    return [];
  }
  return [samples === 'none' ? sql`false` : to(samples.submitter)];
}

/** For an alias `s`; relies on nanopore_samples_submitter_email_idx. */
export const seenSamples = (viewer: Viewer): Conditions =>
  narrowed(viewer, (submitter) => own(sql`s.submitter_email`, submitter));

/** For rows that belong to the sample in a column. */
export const ofSeenSamples = (viewer: Viewer, sampleId: RawBuilder<unknown>): Conditions =>
  narrowed(
    viewer,
    (submitter) => sql`exists (
      select from nanopore_samples as s where s.id = ${sampleId} and ${own(sql`s.submitter_email`, submitter)})`,
  );

/** For an alias `sub`. A form that somebody else sent in is not to be seen, whatever samples are on it. */
export const seenSubmissions = (viewer: Viewer): Conditions =>
  narrowed(viewer, (submitter) => own(sql`sub.submitter_email`, submitter));

/** For an alias `p`: what the viewer owns, and what a submission of theirs belongs to. */
export const seenProjects = (viewer: Viewer): Conditions =>
  narrowed(
    viewer,
    (submitter) => sql`(${own(sql`p.owner_email`, submitter)} or p.id in (
      select sub.project_id from submissions as sub where ${own(sql`sub.submitter_email`, submitter)}))`,
  );

/** For an alias `u`: the directory is for the staff, and everybody is in it for themselves. */
export function seenUsers({ staff, userId }: Viewer): Conditions {
  if (staff) {
    return [];
  }
  return [userId === null ? sql`false` : sql`u.id = ${userId}::uuid`];
}

/**
 * The same as `seenSamples` or `seenSubmissions` for a list in any order: see `KeysetOrder.within`. A plan for any
 * address would look for the few samples of most submitters among all samples.
 */
export function listOfSubmitter(
  { samples }: Viewer,
  column: RawBuilder<unknown>,
): { conditions: Conditions; within?: NonNullable<KeysetOrder<unknown>['within']> } {
  if (typeof samples === 'string') {
    return { conditions: samples === 'all' ? [] : [sql`false`] };
  }
  const value = sql`lower(${samples.submitter})`;
  const lowered = sql`lower(${column})`;
  return {
    conditions: [sql`${lowered} between ${value} and ${value}`],
    within: { column: lowered, value, kind: 'text' },
  };
}

/** Cursors are good in the list they came from, and the list of another viewer is another list. */
export const listName = (name: string, { samples }: Viewer): string =>
  typeof samples === 'string' ? name : `${name} of ${samples.submitter.toLowerCase()}`;

/** For the end of a `where` that has conditions already; nothing where nothing narrows it. */
export const and = (conditions: Conditions): RawBuilder<unknown> =>
  conditions.length === 0 ? sql`` : sql` and ${allOf(conditions)}`;
