import { type EntityManager, LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, jsonObject, optional, text, validInput } from '../../../platform/validation/input.ts';
import { ProcessingStep } from '../entities/processing-step.entity.ts';
import { Sample } from '../entities/sample.entity.ts';
import { completeBlocker, STATUS_WHEN_COMPLETED, STATUS_WHEN_STARTED, startBlocker } from './workflow.ts';

export type ChangedStep = { stepId: string; sampleId: string };

const startRules = z.object({ stepId: id, assignedTo: optional(text(100)), notes: optional(text(10_000)) });
const completeRules = z.object({
  stepId: id,
  resultsData: optional(jsonObject(100_000)),
  notes: optional(text(10_000)),
});

/** Starts the pending step whose turn it is. Whoever comes second finds it started and is refused. */
export async function startStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  const { stepId, assignedTo, notes } = validInput(startRules, input);
  return em.transactional(async (tx) => {
    const { sample, steps, step } = await lockedStep(tx, stepId);
    requireAllowed(startBlocker(sample, steps, step));
    const now = new Date();
    step.status = 'in_progress';
    step.startedAt = now;
    step.assignedTo = assignedTo ?? step.assignedTo ?? actor.name;
    step.notes = notes ?? step.notes;
    sample.startedAt ??= now;
    sample.status = STATUS_WHEN_STARTED[step.stepName] ?? sample.status;
    touch(sample, now);
    return { stepId, sampleId: sample.id };
  });
}

/** Completes the step in progress. */
export async function completeStep(em: EntityManager, _actor: Actor, input: unknown): Promise<ChangedStep> {
  const { stepId, resultsData, notes } = validInput(completeRules, input);
  return em.transactional(async (tx) => {
    const { sample, step } = await lockedStep(tx, stepId);
    requireAllowed(completeBlocker(sample, step));
    const now = new Date();
    step.status = 'completed';
    step.completedAt = now;
    step.resultsData = resultsData ?? step.resultsData;
    step.notes = notes ?? step.notes;
    sample.status = STATUS_WHEN_COMPLETED[step.stepName] ?? sample.status;
    if (step.stepName === 'quality_assessment') {
      sample.completedAt = now;
    }
    if (step.stepName === 'data_delivery') {
      sample.outcome = 'delivered';
    }
    touch(sample, now);
    return { stepId, sampleId: sample.id };
  });
}

/** A sample counts as changed, with a new version, whenever one of its steps is. */
function touch(sample: Sample, now: Date): void {
  sample.updatedAt = now;
}

function requireAllowed(blocker: string | null): void {
  if (blocker !== null) {
    throw refuse('NOT_ALLOWED_NOW', 'stepId', `stepId: ${blocker}`);
  }
}

/** The sample is locked first, so that everything that happens to its steps happens one after the other. */
async function lockedStep(em: EntityManager, stepId: string) {
  const found = await em.findOne(ProcessingStep, stepId, { fields: ['sampleId'] });
  const sample =
    found === null ? null : await em.findOne(Sample, found.sampleId, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (sample === null) {
    throw refuse('NOT_FOUND', 'stepId', 'stepId: there is no such step.');
  }
  const steps = await em.find(ProcessingStep, { sampleId: sample.id }, { refresh: true });
  const step = steps.find((candidate) => candidate.id === stepId) as ProcessingStep;
  return { sample, steps, step };
}
