import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { id, jsonObject, optional, validInput } from '../../../platform/validation/input.ts';
import { JOB_TYPES, ProcessingJob } from '../entities/processing-job.entity.ts';
import { requireWorker } from './access.ts';

const rules = z
  .object({ jobType: z.enum(JOB_TYPES), sampleId: optional(id), inputData: optional(jsonObject(100_000)) })
  .refine(({ sampleId, inputData }) => sampleId !== null || inputData !== null, {
    path: ['inputData'],
    error: 'a job needs something to work on; give inputData or sampleId',
    params: { code: 'REQUIRED' },
  });

/** Puts a job into the queue, where it waits as pending. Its sample is taken as it comes, like an extraction's. */
export async function createProcessingJob(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ processingJobId: string }> {
  requireWorker(actor);
  const job = validInput(rules, input);
  return em.transactional(async (tx) => {
    const { id } = tx.create(ProcessingJob, { id: v7(), ...job });
    await tx.flush();
    return { processingJobId: id };
  });
}
