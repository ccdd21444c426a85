import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, validInput } from '../../../platform/validation/input.ts';
import { ProcessingStep, type StepStatus, WORKFLOW_STEPS } from '../entities/processing-step.entity.ts';
import type { Sample, SampleStatus } from '../entities/sample.entity.ts';
import { changeSample, type LockedSample, requireAllowed, touch } from './change-sample.ts';
import { requireStaff } from './permission.ts';
import { LIFE_RULES } from './sample-actions.ts';
import { hasBegun, lackingSteps, laterStatus, type StepState, statusOf, workflowSteps } from './workflow.ts';

const rules = z.object({ sampleId: id });

/** How many of the eight steps a sample of each status has behind it; the next one is under way, where it says so. */
const BEHIND: Record<Exclude<SampleStatus, 'archived'>, { done: number; nextUnderWay: boolean }> = {
  submitted: { done: 0, nextUnderWay: false },
  prep: { done: 1, nextUnderWay: true },
  sequencing: { done: 3, nextUnderWay: true },
  analysis: { done: 5, nextUnderWay: true },
  completed: { done: 7, nextUnderWay: false },
  distributed: { done: 8, nextUnderWay: false },
};

const FILLED_IN = 'Filled in to match the status that the sample came with.';

/**
 * Gives a sample from another system the steps of the eight that it lacks, as its status has them. The steps that it
 * has stay as they are, also those with names of their own. Times are left open: nobody recorded them.
 */
export async function adoptWorkflow(em: EntityManager, actor: Actor, input: unknown): Promise<{ sampleId: string }> {
  requireStaff(actor);
  const { sampleId } = validInput(rules, input);
  return changeSample(em, sampleId, (locked) => {
    const { tx, sample, steps } = locked;
    requireAllowed('sampleId', LIFE_RULES.adopt_workflow(sample, steps));
    const added = lackingSteps(steps).map((stepName) => {
      const status = statusToMatch(stepName, sample.status, steps);
      return tx.create(ProcessingStep, {
        sampleId,
        stepName,
        status,
        statusReason: status === 'pending' ? null : FILLED_IN,
      });
    });
    const status = laterStatus(sample.status, statusOf([...steps, ...added]));
    if (status !== sample.status) {
      Object.assign(sample, endOf(status, locked));
    }
    sample.status = status;
    touch(locked);
  });
}

/** What a status that its steps give a sample says of its end; when that was, if one of them was recorded with it. */
function endOf(status: SampleStatus, { sample, steps }: LockedSample): Pick<Sample, 'completedAt' | 'outcome'> {
  const { completedAt, outcome } = sample;
  if (status !== 'completed' && status !== 'distributed') {
    return { completedAt, outcome };
  }
  const endedAt = workflowSteps(steps).find(
    (step) => END.includes(step.stepName) && step.completedAt != null,
  )?.completedAt;
  return { completedAt: completedAt ?? endedAt, outcome: outcome ?? (status === 'distributed' ? 'delivered' : null) };
}

/** Assessed samples are completed; of some only the delivery was written down. */
const END: readonly string[] = ['quality_assessment', 'data_delivery'];

/** Nothing that is missing may hold up what the sample has behind it, by its status or by the steps it has. */
function statusToMatch(
  stepName: (typeof WORKFLOW_STEPS)[number],
  status: SampleStatus,
  steps: readonly StepState[],
): StepStatus {
  const place = WORKFLOW_STEPS.indexOf(stepName);
  const { done, nextUnderWay } = BEHIND[status as keyof typeof BEHIND];
  const furthest = WORKFLOW_STEPS.findLastIndex((name) =>
    steps.some((step) => step.stepName === name && (hasBegun(step) || step.status === 'skipped')),
  );
  if (place < done || place < furthest) {
    return 'completed';
  }
  return place === done && nextUnderWay ? 'in_progress' : 'pending';
}
