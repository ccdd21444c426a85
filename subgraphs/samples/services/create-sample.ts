import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { validInput } from '../../../platform/validation/input.ts';
import { Sample } from '../entities/sample.entity.ts';
import { Submission } from '../entities/submission.entity.ts';
import { User } from '../entities/user.entity.ts';
import { readSubmissionsById } from '../reads/submissions.ts';
import { actingUser } from './acting-user.ts';
import { followSamples } from './follow-samples.ts';
import { addSample } from './new-sample.ts';
import { forbiddenOf, refuseAny, type Submitter, submitterOf } from './permission.ts';
import { createSampleRules } from './sample-rules.ts';

/**
 * Takes a sample in, alone or as the next one of a submission. Refuses what the rules refuse, writing nothing. A
 * submitter's sample is theirs, whatever it says.
 */
export async function createSample(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  lab: LabCalendar,
): Promise<{ sampleId: string }> {
  const submitter = submitterOf(actor);
  const form = validInput(createSampleRules, input);
  refuseAny(forbiddenOf(submitter, form));
  const { submissionId, submitterName, submitterEmail, ...measured } = form;
  return em.transactional(async (tx) => {
    const submission = submissionId === null ? null : await lockedSubmission(tx, submissionId, submitter);
    if (measured.assigneeId !== null && (await tx.count(User, { id: measured.assigneeId })) === 0) {
      throw refuse('NOT_FOUND', 'assigneeId', 'assigneeId: there is no such person in the directory.');
    }
    const sample = addSample(
      tx,
      measured,
      {
        submissionId,
        sampleNumber: submission === null ? null : await nextSampleNumber(tx, submission.id),
        submitterName: submitterName ?? submission?.submitterName ?? null,
        submitterEmail: submitter?.address ?? submitterEmail ?? submission?.submitterEmail ?? null,
        priority: submission?.priority ?? 'normal',
        submittedAt: new Date(),
        createdBy: await actingUser(tx, actor),
      },
      lab,
    );
    await tx.flush();
    if (submissionId !== null) {
      await followSamples(tx, submissionId);
    }
    return { sampleId: sample.id };
  });
}

/** Locked, so that two samples taken in at once get different numbers. Another's is not even waited for. */
async function lockedSubmission(em: EntityManager, id: string, submitter: Submitter | null): Promise<Submission> {
  const isSeen = submitter === null || (await readSubmissionsById(em, submitter.viewer, [id])).length > 0;
  const submission = isSeen ? await em.findOne(Submission, id, { lockMode: LockMode.PESSIMISTIC_WRITE }) : null;
  if (submission === null) {
    throw refuse('NOT_FOUND', 'submissionId', 'submissionId: there is no such submission.');
  }
  if (submission.status === 'archived') {
    throw refuse(
      'NOT_ALLOWED_NOW',
      'submissionId',
      'submissionId: the submission is archived and takes no more samples.',
    );
  }
  return submission;
}

async function nextSampleNumber(em: EntityManager, submissionId: string): Promise<number> {
  const [last] = await em.find(
    Sample,
    { submissionId },
    { orderBy: { sampleNumber: 'desc nulls last' }, limit: 1, fields: ['sampleNumber'] },
  );
  return (last?.sampleNumber ?? 0) + 1;
}
