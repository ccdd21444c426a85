import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, jsonObject, measured, text, validInput } from '../../../platform/validation/input.ts';
import { ProcessingJob } from '../entities/processing-job.entity.ts';
import { requireWorker } from './access.ts';
import { type JobVerb, jobBlocker } from './job-life-cycle.ts';

export type ChangedJob = { processingJobId: string };

const jobRules = z.object({ processingJobId: id });
const attemptRules = jobRules.extend({ attempt: measured(0, 2 ** 31 - 1, '').int('must be a whole number') });
// As much as a worker may be given, and a form of a thousand samples.
const completeRules = attemptRules.extend({ outputData: jsonObject(500_000) });
const failRules = attemptRules.extend({ errorMessage: text(10_000) });
const cancelRules = jobRules.extend({ reason: text(1_000) });

/** Takes a pending job up, as one more attempt. Of several workers that try, one gets it; the others are refused. */
export async function startProcessingJob(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedJob> {
  requireWorker(actor);
  const { processingJobId } = validInput(jobRules, input);
  return changed(em, 'start', processingJobId, (job, now) => {
    job.status = 'processing';
    job.attempts += 1;
    job.startedAt = now;
  });
}

/** Hands in what the attempt produced. */
export async function completeProcessingJob(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedJob> {
  requireWorker(actor);
  const { processingJobId, attempt, outputData } = validInput(completeRules, input);
  return changed(em, 'complete', processingJobId, (job, now) => {
    requireAttempt(job, attempt);
    job.status = 'completed';
    job.outputData = outputData;
    job.completedAt = now;
  });
}

/** Gives the attempt up. A worker that died cannot; whoever notices does it in its place. */
export async function failProcessingJob(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedJob> {
  requireWorker(actor);
  const { processingJobId, attempt, errorMessage } = validInput(failRules, input);
  return changed(em, 'fail', processingJobId, (job, now) => {
    requireAttempt(job, attempt);
    job.status = 'failed';
    job.errorMessage = errorMessage;
    job.completedAt = now;
  });
}

/** Puts a failed job back into the queue, at its old place. Its attempts stay counted. */
export async function retryProcessingJob(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedJob> {
  requireWorker(actor);
  const { processingJobId } = validInput(jobRules, input);
  return changed(em, 'retry', processingJobId, (job) => {
    job.status = 'pending';
    job.errorMessage = null;
    job.startedAt = null;
    job.completedAt = null;
  });
}

/** Takes a job that is not over out of the queue for good. A worker that is at it is refused when it comes back. */
export async function cancelProcessingJob(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedJob> {
  requireWorker(actor);
  const { processingJobId, reason } = validInput(cancelRules, input);
  return changed(em, 'cancel', processingJobId, (job, now) => {
    job.status = 'cancelled';
    job.cancelReason = reason;
    job.completedAt = now;
  });
}

/** Locked while it changes, so that whoever comes second sees what the first made of it. */
async function changed(
  em: EntityManager,
  verb: JobVerb,
  processingJobId: string,
  change: (job: ProcessingJob, now: Date) => void,
): Promise<ChangedJob> {
  return em.transactional(async (tx) => {
    const job = await tx.findOne(ProcessingJob, processingJobId, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (job === null) {
      throw refuse('NOT_FOUND', 'processingJobId', 'processingJobId: there is no such job.');
    }
    const blocker = jobBlocker(verb, job.status);
    if (blocker !== null) {
      throw refuse('NOT_ALLOWED_NOW', 'processingJobId', `processingJobId: ${blocker}.`);
    }
    change(job, new Date());
    return { processingJobId };
  });
}

/** A worker that was given up on may come back while another one is at the job: its attempt is over. */
function requireAttempt(job: ProcessingJob, attempt: number): void {
  if (job.attempts !== attempt) {
    const message = `attempt: the job is at attempt ${job.attempts}, so attempt ${attempt} is over; drop its result.`;
    throw refuse('CONFLICT', 'attempt', message);
  }
}
