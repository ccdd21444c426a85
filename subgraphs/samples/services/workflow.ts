import { type StepStatus, WORKFLOW_STEPS, type WorkflowStep } from '../entities/processing-step.entity.ts';
import type { SampleStatus } from '../entities/sample.entity.ts';

/** What the rules look at; rows and entities both fit. */
export type StepState = { id: string; stepName: string; status: StepStatus };
export type SampleState = {
  status: SampleStatus;
  holdReason?: string | null;
  deletedAt?: unknown;
  concentration?: number | null;
  volume?: number | null;
  a260280?: number | null;
};
export type SampleAction = 'start_step' | 'complete_step';

export const isWorkflowStep = (name: string): name is WorkflowStep =>
  (WORKFLOW_STEPS as readonly string[]).includes(name);

const isDone = (step: StepState): boolean => step.status === 'completed' || step.status === 'skipped';

/** The sample's steps that belong to the workflow, in its order. */
const workflowSteps = <S extends StepState>(steps: readonly S[]): S[] =>
  WORKFLOW_STEPS.flatMap((name) => steps.filter((step) => step.stepName === name));

/** The first step of the workflow that is neither completed nor skipped. */
export const currentStep = <S extends StepState>(steps: readonly S[]): S | undefined =>
  workflowSteps(steps).find((step) => !isDone(step));

/** Measurements that a step needs before it can start. */
const NEEDS: Partial<Record<WorkflowStep, readonly (readonly [keyof SampleState, string])[]>> = {
  library_prep: [
    ['concentration', 'a concentration'],
    ['volume', 'a volume'],
  ],
  sequencing_setup: [['a260280', 'a 260/280 ratio']],
};

/** What keeps the whole sample from going on, whatever the step. */
function sampleBlocker(sample: SampleState): string | null {
  if (sample.deletedAt != null) {
    return 'The sample is deleted.';
  }
  if (sample.status === 'archived') {
    return 'The sample is archived.';
  }
  return sample.holdReason == null ? null : `The sample is on hold: ${sample.holdReason}`;
}

function missingMeasurements(sample: SampleState, step: WorkflowStep): string | null {
  const missing = (NEEDS[step] ?? []).filter(([field]) => sample[field] == null).map(([, name]) => name);
  return missing.length === 0 ? null : `${step} needs ${missing.join(' and ')} of the sample.`;
}

/** Why a step cannot start now; null when it can. */
export function startBlocker(sample: SampleState, steps: readonly StepState[], step: StepState): string | null {
  const blocked = sampleBlocker(sample);
  if (blocked !== null) {
    return blocked;
  }
  if (step.status !== 'pending') {
    return step.status === 'failed'
      ? `${step.stepName} failed; it has to be retried.`
      : `${step.stepName} is ${step.status.replace('_', ' ')}; only a pending step can be started.`;
  }
  if (!isWorkflowStep(step.stepName)) {
    return `"${step.stepName}" is no step of the workflow; it stays as it was recorded.`;
  }
  const ordered = workflowSteps(steps);
  const before = ordered
    .slice(
      0,
      ordered.findIndex((other) => other.id === step.id),
    )
    .find((other) => !isDone(other));
  if (before !== undefined) {
    return `${before.stepName} comes first and is ${before.status.replace('_', ' ')}.`;
  }
  return missingMeasurements(sample, step.stepName);
}

/** Why a step cannot be completed now; null when it can. */
export function completeBlocker(sample: SampleState, step: StepState): string | null {
  return (
    sampleBlocker(sample) ??
    (step.status === 'in_progress'
      ? null
      : `${step.stepName} is ${step.status.replace('_', ' ')}; only a step in progress can be completed.`)
  );
}

/** What keeps a sample from going on: a hold, a failed step, or a value that its next step wants. */
export function blockedReason(sample: SampleState, steps: readonly StepState[]): string | null {
  const current = currentStep(steps);
  if (sample.deletedAt != null || sample.status === 'archived') {
    return null;
  }
  if (sample.holdReason != null) {
    return sampleBlocker(sample);
  }
  if (current === undefined || current.status === 'in_progress') {
    return null;
  }
  return startBlocker(sample, steps, current);
}

export function availableActions(sample: SampleState, steps: readonly StepState[]): SampleAction[] {
  const current = currentStep(steps);
  if (current === undefined) {
    return [];
  }
  return [
    ...(startBlocker(sample, steps, current) === null ? (['start_step'] as const) : []),
    ...(completeBlocker(sample, current) === null ? (['complete_step'] as const) : []),
  ];
}

/** The status of a sample follows its steps; other steps leave it as it is. */
export const STATUS_WHEN_STARTED: Partial<Record<string, SampleStatus>> = {
  library_prep: 'prep',
  sequencing_setup: 'sequencing',
  basecalling: 'analysis',
};
export const STATUS_WHEN_COMPLETED: Partial<Record<string, SampleStatus>> = {
  quality_assessment: 'completed',
  data_delivery: 'distributed',
};
