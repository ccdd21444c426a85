import { Refusal, refuse, type UserError } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { addressOf, type Viewer } from '../reads/visibility.ts';

/** Each lets its holder work on samples; which verb wants which of them is said in the schema. */
const WORK = ['sample:write', 'sample:manage', 'step:write'];

/** Asked before anything is looked up: who may not do a thing learns nothing of what an id leads to. */
export function requireStaff({ scopes }: Actor): void {
  if (!WORK.some((scope) => scopes.has(scope))) {
    throw refuse('FORBIDDEN', null, 'Only the staff of the facility may do this.');
  }
}

/** Who takes samples in under their own address alone, and sees no other submissions and projects while they do. */
export type Submitter = { address: string; viewer: Viewer };

/** Null for the staff, who take in anybody's samples. Refuses whoever may take in none. */
export function submitterOf(actor: Actor): Submitter | null {
  if (actor.scopes.has('sample:write')) {
    return null;
  }
  const address = addressOf(actor);
  if (!actor.scopes.has('sample:submit:own')) {
    throw refuse('FORBIDDEN', null, 'Only submitters and the staff of the facility may take samples in.');
  }
  if (address === null) {
    throw refuse('FORBIDDEN', null, 'Samples are taken in under an e-mail address, and yours is not verified.');
  }
  return { address, viewer: { samples: { submitter: address }, userId: actor.userId, staff: false } };
}

type Form = Partial<Record<string, unknown>> & { details?: Partial<Record<string, unknown>> | null };

/** What the facility decides or remarks, and no submitter. */
const OF_THE_FACILITY = ['assignedTo', 'assigneeId', 'libraryPrepBy'];
const DETAILS_OF_THE_FACILITY = ['qcPassed', 'qcNotes', 'internalNotes'];

/** What a submitter may not say of a sample or submission; `path` leads to it in the input. */
export function forbiddenOf(submitter: Submitter | null, form: Form, path: readonly string[] = []): UserError[] {
  if (submitter === null) {
    return [];
  }
  const forbidden = (field: string[], why: string): UserError => {
    const full = [...path, ...field];
    return { code: 'FORBIDDEN', field: full, message: `${full.join('.')}: ${why}` };
  };
  const { submitterEmail, details } = form;
  const another = typeof submitterEmail === 'string' && !isSameAddress(submitterEmail, submitter.address);
  return [
    ...(another ? [forbidden(['submitterEmail'], 'you may take samples in under your own address alone.')] : []),
    ...OF_THE_FACILITY.filter((field) => form[field] != null).map((field) =>
      forbidden([field], 'the facility decides this.'),
    ),
    ...DETAILS_OF_THE_FACILITY.filter((field) => details?.[field] != null).map((field) =>
      forbidden(['details', field], 'this is for the facility to say.'),
    ),
  ];
}

export function refuseAny(errors: UserError[]): void {
  if (errors.length > 0) {
    throw new Refusal(errors);
  }
}

const isSameAddress = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();
