import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, jsonObject, optional, text, validInput } from '../../../platform/validation/input.ts';
import { ProcessingStep } from '../entities/processing-step.entity.ts';
import type { Sample } from '../entities/sample.entity.ts';
import { changeSample, type LockedSample, requireAllowed, touch } from './change-sample.ts';
import { requireStaff } from './permission.ts';
import { type StepAction, stepBlocker } from './step-rules.ts';
import { laterStatus, statusOf, workflowSteps } from './workflow.ts';

export type ChangedStep = { stepId: string; sampleId: string };

const notes = optional(text(10_000));
const reason = text(1_000);
const resultsData = optional(jsonObject(100_000));

const startRules = z.object({ stepId: id, assignedTo: optional(text(100)), notes });
const completeRules = z.object({ stepId: id, resultsData, notes });
const failRules = z.object({ stepId: id, reason, resultsData, notes });
const skipRules = z.object({ stepId: id, reason, notes });
const retryRules = z.object({ stepId: id, notes });
const reopenRules = z.object({ stepId: id, reason });

/** Starts the pending step whose turn it is. Whoever comes second finds it started and is refused. */
export async function startStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, assignedTo, notes } = validInput(startRules, input);
  return changeStep(em, 'start_step', stepId, ({ sample, step, now }) => {
    step.status = 'in_progress';
    step.startedAt = now;
    step.assignedTo = assignedTo ?? step.assignedTo ?? actor.name;
    step.notes = notes ?? step.notes;
    sample.startedAt ??= now;
  });
}

/** Completes the step in progress. */
export async function completeStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, resultsData, notes } = validInput(completeRules, input);
  return changeStep(em, 'complete_step', stepId, ({ step, now }) => {
    step.status = 'completed';
    step.completedAt = now;
    step.resultsData = resultsData ?? step.resultsData;
    step.notes = notes ?? step.notes;
  });
}

/** The step in progress failed, and blocks those after it until it is retried. */
export async function failStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, reason, resultsData, notes } = validInput(failRules, input);
  return changeStep(em, 'fail_step', stepId, ({ step }) => {
    step.status = 'failed';
    step.statusReason = reason;
    step.resultsData = resultsData ?? step.resultsData;
    step.notes = notes ?? step.notes;
  });
}

/** Leaves out the pending step whose turn it is. What the step would have needed is not asked for. */
export async function skipStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, reason, notes } = validInput(skipRules, input);
  return changeStep(em, 'skip_step', stepId, ({ step }) => {
    step.status = 'skipped';
    step.statusReason = reason;
    step.notes = notes ?? step.notes;
  });
}

/**
 * A failed step waits for another start. When it was started before and why it failed stay to be read until then,
 * and the sample stays in its stage.
 */
export async function retryStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, notes } = validInput(retryRules, input);
  return changeStep(em, 'retry_step', stepId, ({ step }) => {
    step.status = 'pending';
    step.notes = notes ?? step.notes;
  });
}

/** Undoes a step that is done and every step after it; the sample goes back to where that leaves it. */
export async function reopenStep(em: EntityManager, actor: Actor, input: unknown): Promise<ChangedStep> {
  requireStaff(actor);
  const { stepId, reason } = validInput(reopenRules, input);
  return changeStep(em, 'reopen_step', stepId, ({ sample, steps, step }) => {
    const ordered = workflowSteps(steps);
    for (const undone of ordered.slice(ordered.indexOf(step))) {
      undone.status = 'pending';
      undone.startedAt = null;
      undone.completedAt = null;
      undone.resultsData = null;
      undone.statusReason = null;
    }
    step.statusReason = reason;
    sample.status = statusOf(steps);
  });
}

type LockedStep = LockedSample & { step: ProcessingStep };

/** One verb on one step: when the rules allow it, the step changes, and its sample follows. */
async function changeStep(
  em: EntityManager,
  action: StepAction,
  stepId: string,
  change: (locked: LockedStep) => void,
): Promise<ChangedStep> {
  const found = await em.findOne(ProcessingStep, stepId, { fields: ['sampleId'], disableIdentityMap: true });
  if (found === null) {
    throw refuse('NOT_FOUND', 'stepId', 'stepId: there is no such step.');
  }
  const { sampleId } = await changeSample(em, found.sampleId, (locked) => {
    const { sample, steps, now } = locked;
    const step = steps.find((candidate) => candidate.id === stepId) as ProcessingStep;
    requireAllowed('stepId', stepBlocker(action, sample, steps, step));
    change({ ...locked, step });
    // Steps of a sample from another system may contradict its status: going on never takes it back.
    settle(sample, laterStatus(sample.status, statusOf(steps)), now);
    touch(locked);
  });
  return { stepId, sampleId };
}

/** The status, and what it says of when and how the sample was completed. */
function settle(sample: Sample, status: Sample['status'], now: Date): void {
  const completed = status === 'completed' || status === 'distributed';
  sample.status = status;
  sample.completedAt = completed ? (sample.completedAt ?? now) : null;
  if (status === 'distributed') {
    sample.outcome = 'delivered';
  } else if (sample.outcome === 'delivered') {
    sample.outcome = null;
  }
}
