import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { refuse } from '../../../platform/errors/refusal.ts';
import { ProcessingStep } from '../entities/processing-step.entity.ts';
import { Sample } from '../entities/sample.entity.ts';
import { followSamples } from './follow-samples.ts';

/** A sample and all its steps, locked against every other verb until the transaction ends. */
export type LockedSample = { tx: EntityManager; sample: Sample; steps: ProcessingStep[]; now: Date };

/**
 * One verb on one sample: locks it, so that everything that happens to it and its steps happens one after the other,
 * changes it, and lets its submission follow. `change` refuses by throwing; nothing is written then.
 */
export async function changeSample(
  em: EntityManager,
  sampleId: string,
  change: (locked: LockedSample) => void | Promise<void>,
): Promise<{ sampleId: string }> {
  return em.transactional(async (tx) => {
    const locked = await lockedSample(tx, sampleId);
    await change(locked);
    await tx.flush();
    if (locked.sample.submissionId != null) {
      await followSamples(tx, locked.sample.submissionId);
    }
    return { sampleId };
  });
}

export async function lockedSample(tx: EntityManager, sampleId: string): Promise<LockedSample> {
  const sample = await tx.findOne(Sample, sampleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (sample === null) {
    throw refuse('NOT_FOUND', 'sampleId', 'sampleId: there is no such sample.');
  }
  const steps = await tx.find(ProcessingStep, { sampleId }, { refresh: true });
  return { tx, sample, steps, now: new Date() };
}

/** A sample counts as changed, with a new version, whenever a part of it is; also twice within a millisecond. */
export function touch({ sample, now }: LockedSample): void {
  sample.updatedAt = new Date(Math.max(now.getTime(), sample.updatedAt.getTime() + 1));
}

/** Refuses with what stands in the way, if anything does. */
export function requireAllowed(field: string, blocker: string | null): void {
  if (blocker !== null) {
    throw refuse('NOT_ALLOWED_NOW', field, `${field}: ${blocker}`);
  }
}
