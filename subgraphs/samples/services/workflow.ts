import { type StepStatus, WORKFLOW_STEPS, type WorkflowStep } from '../entities/processing-step.entity.ts';
import { SAMPLE_STATUSES, type SampleOutcome, type SampleStatus } from '../entities/sample.entity.ts';

/** What the rules look at; rows and entities both fit. */
export type StepState = {
  id: string;
  stepName: string;
  status: StepStatus;
  startedAt?: unknown;
  statusReason?: string | null;
};
export type SampleState = {
  status: SampleStatus;
  holdReason?: string | null;
  outcome?: SampleOutcome | null;
  outcomeReason?: string | null;
  deletedAt?: unknown;
  concentration?: number | null;
  volume?: number | null;
  a260280?: number | null;
};

export const isWorkflowStep = (name: string): name is WorkflowStep =>
  (WORKFLOW_STEPS as readonly string[]).includes(name);

export const isDone = (step: StepState): boolean => step.status === 'completed' || step.status === 'skipped';

/** A step that is pending again after a failure counts: its work had begun. */
export const hasBegun = (step: StepState): boolean =>
  step.startedAt != null || !(step.status === 'pending' || step.status === 'skipped');

/** The sample's steps that belong to the workflow, in its order. */
export const workflowSteps = <S extends StepState>(steps: readonly S[]): S[] =>
  WORKFLOW_STEPS.flatMap((name) => steps.filter((step) => step.stepName === name));

/** Which of the eight a sample has no step for: none, unless it came from another system. */
export const lackingSteps = (steps: readonly StepState[]): WorkflowStep[] =>
  WORKFLOW_STEPS.filter((name) => !steps.some((step) => step.stepName === name));

/** The first step of the workflow that is neither completed nor skipped. */
export const currentStep = <S extends StepState>(steps: readonly S[]): S | undefined =>
  workflowSteps(steps).find((step) => !isDone(step));

/** From which step on a sample has which status, the latest first. */
const STAGES: readonly (readonly [WorkflowStep, SampleStatus])[] = [
  ['basecalling', 'analysis'],
  ['sequencing_setup', 'sequencing'],
  ['library_prep', 'prep'],
];

/**
 * The status that the steps say. A sample is in the stage of the furthest step that has begun; its assessment, done
 * or left out on purpose, completes it; only a delivery that took place distributes it.
 */
export function statusOf(steps: readonly StepState[]): SampleStatus {
  const reached = (name: WorkflowStep, holds: (step: StepState) => boolean): boolean =>
    steps.some((step) => step.stepName === name && holds(step));
  if (reached('data_delivery', (step) => step.status === 'completed')) {
    return 'distributed';
  }
  if (reached('quality_assessment', isDone)) {
    return 'completed';
  }
  const furthest = WORKFLOW_STEPS.findLastIndex((name) => reached(name, hasBegun));
  return STAGES.find(([from]) => furthest >= WORKFLOW_STEPS.indexOf(from))?.[1] ?? 'submitted';
}

export const laterStatus = (a: SampleStatus, b: SampleStatus): SampleStatus =>
  SAMPLE_STATUSES.indexOf(a) >= SAMPLE_STATUSES.indexOf(b) ? a : b;

/** Rejected and withdrawn samples go nowhere; a delivered one has arrived. */
export const hasEndedEarly = ({ outcome }: SampleState): boolean => outcome === 'rejected' || outcome === 'withdrawn';

/** What keeps the whole sample from going on, whatever the step. */
export function sampleBlocker(sample: SampleState): string | null {
  if (sample.deletedAt != null) {
    return 'The sample is deleted.';
  }
  if (sample.status === 'archived') {
    return 'The sample is archived.';
  }
  if (hasEndedEarly(sample)) {
    return `The sample is ${sample.outcome}: ${sample.outcomeReason ?? 'no reason was recorded'}`;
  }
  return sample.holdReason == null ? null : `The sample is on hold: ${sample.holdReason}`;
}

/** Measurements that a step needs before it can start. */
const NEEDS: Partial<Record<WorkflowStep, readonly (readonly [keyof SampleState, string])[]>> = {
  library_prep: [
    ['concentration', 'a concentration'],
    ['volume', 'a volume'],
  ],
  sequencing_setup: [['a260280', 'a 260/280 ratio']],
};

export function missingMeasurements(sample: SampleState, step: WorkflowStep): string | null {
  const missing = (NEEDS[step] ?? []).filter(([field]) => sample[field] == null).map(([, name]) => name);
  return missing.length === 0 ? null : `${step} needs ${missing.join(' and ')} of the sample.`;
}

const IN_WORK: readonly SampleStatus[] = ['submitted', 'prep', 'sequencing', 'analysis'];

/** What keeps a sample from going on: its end, a hold, missing steps, a failed step, or a value that its next step wants. */
export function blockedReason(sample: SampleState, steps: readonly StepState[]): string | null {
  if (sample.deletedAt != null || sample.status === 'archived') {
    return null;
  }
  const blocked = sampleBlocker(sample);
  if (blocked !== null) {
    return blocked;
  }
  const current = currentStep(steps);
  if (lackingSteps(steps).length > 0) {
    return IN_WORK.includes(sample.status) ? lacksSteps(steps) : null;
  }
  if (current?.status === 'failed') {
    return hasFailed(current);
  }
  return current?.status === 'pending' ? missingMeasurements(sample, current.stepName as WorkflowStep) : null;
}

export const hasFailed = (step: StepState): string =>
  `${step.stepName} failed${step.statusReason == null ? '' : ` (${step.statusReason})`}; it has to be retried.`;

/** Null for a sample that has all eight. */
export function lacksSteps(steps: readonly StepState[]): string | null {
  const lacking = lackingSteps(steps);
  return lacking.length === 0
    ? null
    : `The sample comes from another system and has no ${lacking.join(', ')}; adoptWorkflow adds what is missing.`;
}
