import type { StepStatus } from '../entities/processing-step.entity.ts';
import {
  hasFailed,
  isDone,
  isWorkflowStep,
  lacksSteps,
  missingMeasurements,
  type SampleState,
  type StepState,
  sampleBlocker,
  workflowSteps,
} from './workflow.ts';

/** What may be done with one step. */
export const STEP_ACTIONS = [
  'start_step',
  'complete_step',
  'fail_step',
  'skip_step',
  'retry_step',
  'reopen_step',
] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

const inWords = (status: StepStatus): string => status.replace('_', ' ');

/** The status that each verb begins at, and how a refusal puts it. */
const BEGINS_AT: Record<StepAction, readonly [(step: StepState) => boolean, string]> = {
  start_step: [(step) => step.status === 'pending', 'only a pending step can be started'],
  complete_step: [(step) => step.status === 'in_progress', 'only a step in progress can be completed'],
  fail_step: [(step) => step.status === 'in_progress', 'only a step in progress can fail'],
  skip_step: [(step) => step.status === 'pending', 'only a pending step can be skipped'],
  retry_step: [(step) => step.status === 'failed', 'only a failed step can be retried'],
  reopen_step: [isDone, 'only a completed or skipped step can be reopened'],
};

/** Why a verb cannot be used on a step now; null when it can. */
export function stepBlocker(
  action: StepAction,
  sample: SampleState,
  steps: readonly StepState[],
  step: StepState,
): string | null {
  const blocked = sampleBlocker(sample);
  if (blocked !== null) {
    return blocked;
  }
  if (!isWorkflowStep(step.stepName)) {
    return `"${step.stepName}" is no step of the workflow; it stays as it was recorded.`;
  }
  const lacking = lacksSteps(steps);
  if (lacking !== null) {
    return lacking;
  }
  const [mayBegin, rule] = BEGINS_AT[action];
  if (!mayBegin(step)) {
    const wantsRetry = step.status === 'failed' && action !== 'reopen_step';
    return wantsRetry ? hasFailed(step) : `${step.stepName} is ${inWords(step.status)}; ${rule}.`;
  }
  if (action !== 'start_step' && action !== 'skip_step') {
    return null;
  }
  return outOfTurn(steps, step) ?? (action === 'start_step' ? missingMeasurements(sample, step.stepName) : null);
}

function outOfTurn(steps: readonly StepState[], step: StepState): string | null {
  const ordered = workflowSteps(steps);
  const place = ordered.findIndex((other) => other.id === step.id);
  const before = ordered.slice(0, place).find((other) => !isDone(other));
  return before === undefined ? null : `${before.stepName} comes first and is ${inWords(before.status)}.`;
}
