import type { JobStatus } from '../entities/processing-job.entity.ts';

export type JobVerb = 'start' | 'complete' | 'fail' | 'retry' | 'cancel';

/**
 * pending → processing → completed, or failed, which can be retried and is pending again. What is not over can be
 * cancelled; what is completed or cancelled stays so.
 */
const FROM: Record<JobVerb, readonly JobStatus[]> = {
  start: ['pending'],
  complete: ['processing'],
  fail: ['processing'],
  retry: ['failed'],
  cancel: ['pending', 'processing'],
};

const STANDING: Record<JobStatus, string> = {
  pending: 'the job waits in the queue; it has to be started first',
  processing: 'the job is being worked on; its worker completes or fails it, or it can be cancelled',
  completed: 'the job is completed; create another one to have it done again',
  failed: 'the job has failed; retry it first',
  cancelled: 'the job is cancelled for good; create another one',
};

/** Why a job of this status cannot do that now, and what to do instead; null when it can. */
export const jobBlocker = (verb: JobVerb, status: JobStatus): string | null =>
  FROM[verb].includes(status) ? null : STANDING[status];
