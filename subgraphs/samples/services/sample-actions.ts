import { STEP_ACTIONS, type StepAction, stepBlocker } from './step-rules.ts';
import {
  currentStep,
  hasEndedEarly,
  isDone,
  lackingSteps,
  type SampleState,
  type StepState,
  sampleBlocker,
  workflowSteps,
} from './workflow.ts';

/** What may be done with a sample as a whole. */
export const LIFE_ACTIONS = [
  'hold',
  'release',
  'reject',
  'archive',
  'restore',
  'delete',
  'assign',
  'update',
  'adopt_workflow',
] as const;
export type LifeAction = (typeof LIFE_ACTIONS)[number];
export type SampleAction = StepAction | LifeAction;

type Rule = (sample: SampleState, steps: readonly StepState[]) => string | null;

/** Deleted and archived samples are closed: nothing but restoring brings them back. */
const open: Rule = (sample) =>
  sample.deletedAt != null || sample.status === 'archived'
    ? `${sampleBlocker(sample)} Restore it first (restoreSample).`
    : null;

const goingOn: Rule = (sample, steps) => open(sample, steps) ?? (hasEndedEarly(sample) ? sampleBlocker(sample) : null);

/** Without an outcome of its own: `archiveSample` may bring one along. */
const finished: Rule = (sample) => {
  if (hasEndedEarly(sample)) {
    return null;
  }
  if (sample.status !== 'completed' && sample.status !== 'distributed') {
    return `The sample is in ${sample.status}; only a completed, distributed, rejected or withdrawn sample can be archived.`;
  }
  return sample.holdReason == null ? null : sampleBlocker(sample);
};

/** Why a verb cannot be used on a sample now; null when it can. */
export const LIFE_RULES: Record<LifeAction, Rule> = {
  hold: (sample, steps) => goingOn(sample, steps) ?? (sample.holdReason == null ? null : sampleBlocker(sample)),
  release: (sample, steps) => open(sample, steps) ?? (sample.holdReason == null ? 'The sample is not on hold.' : null),
  reject: goingOn,
  archive: (sample, steps) => open(sample, steps) ?? finished(sample, steps),
  restore: (sample) =>
    sample.deletedAt != null || sample.status === 'archived' || hasEndedEarly(sample)
      ? null
      : 'The sample is neither deleted nor archived, rejected or withdrawn.',
  delete: (sample) => (sample.deletedAt == null ? null : 'The sample is deleted.'),
  assign: open,
  update: open,
  adopt_workflow: (sample, steps) =>
    open(sample, steps) ?? (lackingSteps(steps).length > 0 ? null : 'The sample has all eight steps of the workflow.'),
};

/** Everything that the rules allow now, in the order of the graph's enum. */
export function availableActions(sample: SampleState, steps: readonly StepState[]): SampleAction[] {
  const current = currentStep(steps);
  const lastDone = workflowSteps(steps).findLast(isDone);
  const onStep = STEP_ACTIONS.filter((action) => {
    const step = action === 'reopen_step' ? lastDone : current;
    return step !== undefined && stepBlocker(action, sample, steps, step) === null;
  });
  return [...onStep, ...LIFE_ACTIONS.filter((action) => LIFE_RULES[action](sample, steps) === null)];
}
