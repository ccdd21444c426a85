/**
 * The rules of the workflow, written down a second time: as databases.md has them, without the service's code. A
 * tube is what a technician would keep on a sheet of paper.
 */
export type StepAt = 'PENDING' | 'IN_PROGRESS' | 'COMPLETED' | 'FAILED' | 'SKIPPED';
export type Tube = {
  steps: StepAt[];
  /** Whether the step was ever started since it was last reset. */
  begun: boolean[];
  amount: boolean;
  ratio: boolean;
  held: boolean;
  ended: 'REJECTED' | 'WITHDRAWN' | null;
  archived: boolean;
  deleted: boolean;
};
export type Verb =
  | { verb: 'start' | 'complete' | 'fail' | 'skip' | 'retry' | 'reopen'; at: number }
  | { verb: 'hold' | 'release' | 'archive' | 'restore' | 'delete' }
  | { verb: 'reject' | 'archiveAs'; outcome: 'REJECTED' | 'WITHDRAWN' }
  | { verb: 'measure'; amount: boolean; ratio: boolean };

const LIBRARY_PREP = 1;
const SEQUENCING_SETUP = 3;
const ASSESSMENT = 6;
const DELIVERY = 7;

export const newTube = (amount: boolean, ratio: boolean): Tube => ({
  steps: Array(8).fill('PENDING'),
  begun: Array(8).fill(false),
  amount,
  ratio,
  held: false,
  ended: null,
  archived: false,
  deleted: false,
});

const isDone = (step: StepAt | undefined): boolean => step === 'COMPLETED' || step === 'SKIPPED';

export function currentOf({ steps }: Tube): number | null {
  const first = steps.findIndex((step) => !isDone(step));
  return first === -1 ? null : first;
}

const STAGES = ['SUBMITTED', 'PREP', 'PREP', 'SEQUENCING', 'SEQUENCING', 'ANALYSIS', 'ANALYSIS', 'ANALYSIS'];

export function statusOf({ steps, begun, archived }: Tube): string {
  if (archived) return 'ARCHIVED';
  if (steps[DELIVERY] === 'COMPLETED') return 'DISTRIBUTED';
  if (isDone(steps[ASSESSMENT])) return 'COMPLETED';
  return STAGES[begun.lastIndexOf(true)] ?? 'SUBMITTED';
}

const isClosed = ({ archived, deleted }: Tube): boolean => archived || deleted;

const misses = ({ amount, ratio }: Tube, step: number | null): boolean =>
  (step === LIBRARY_PREP && !amount) || (step === SEQUENCING_SETUP && !ratio);

export function isBlocked(tube: Tube): boolean {
  const current = currentOf(tube);
  if (isClosed(tube)) return false;
  if (tube.ended !== null || tube.held) return true;
  return (
    current !== null &&
    (tube.steps[current] === 'FAILED' || (tube.steps[current] === 'PENDING' && misses(tube, current)))
  );
}

/** Whether the rules allow a verb on this tube. */
export function allows(tube: Tube, verb: Verb): boolean {
  const goesOn = !isClosed(tube) && tube.ended === null;
  switch (verb.verb) {
    case 'start':
    case 'skip':
      return (
        goesOn &&
        !tube.held &&
        verb.at === currentOf(tube) &&
        tube.steps[verb.at] === 'PENDING' &&
        (verb.verb === 'skip' || !misses(tube, verb.at))
      );
    case 'complete':
    case 'fail':
      return goesOn && !tube.held && tube.steps[verb.at] === 'IN_PROGRESS';
    case 'retry':
      return goesOn && !tube.held && tube.steps[verb.at] === 'FAILED';
    case 'reopen':
      return goesOn && !tube.held && isDone(tube.steps[verb.at]);
    case 'hold':
      return goesOn && !tube.held;
    case 'release':
      return !isClosed(tube) && tube.held;
    case 'reject':
      return goesOn;
    case 'archive':
      return (
        !isClosed(tube) &&
        (tube.ended !== null || (!tube.held && ['COMPLETED', 'DISTRIBUTED'].includes(statusOf(tube))))
      );
    case 'archiveAs':
    case 'measure':
      return !isClosed(tube);
    case 'restore':
      return isClosed(tube) || tube.ended !== null;
    case 'delete':
      return !tube.deleted;
  }
}

const put = <T>(list: readonly T[], at: number, value: T): T[] => list.map((old, i) => (i === at ? value : old));

/** The tube after a verb that the rules allow. */
export function after(tube: Tube, verb: Verb): Tube {
  switch (verb.verb) {
    case 'start':
      return { ...tube, steps: put(tube.steps, verb.at, 'IN_PROGRESS'), begun: put(tube.begun, verb.at, true) };
    case 'complete':
      return { ...tube, steps: put(tube.steps, verb.at, 'COMPLETED') };
    case 'fail':
      return { ...tube, steps: put(tube.steps, verb.at, 'FAILED') };
    case 'skip':
      return { ...tube, steps: put(tube.steps, verb.at, 'SKIPPED') };
    case 'retry':
      return { ...tube, steps: put(tube.steps, verb.at, 'PENDING') };
    case 'reopen':
      return {
        ...tube,
        steps: tube.steps.map((step, i) => (i < verb.at ? step : 'PENDING')),
        begun: tube.begun.map((begun, i) => i < verb.at && begun),
      };
    case 'hold':
      return { ...tube, held: true };
    case 'release':
      return { ...tube, held: false };
    case 'reject':
      return { ...tube, ended: verb.outcome, held: false };
    case 'archiveAs':
      return { ...tube, ended: verb.outcome, held: false, archived: true };
    case 'archive':
      return { ...tube, archived: true };
    case 'restore':
      return tube.deleted ? { ...tube, deleted: false } : { ...tube, archived: false, ended: null };
    case 'delete':
      return { ...tube, deleted: true };
    case 'measure':
      return { ...tube, amount: verb.amount, ratio: verb.ratio };
  }
}

/** What anybody can see of a tube. */
export function shown(tube: Tube) {
  const everyStep = (verb: 'start' | 'complete' | 'fail' | 'skip' | 'retry' | 'reopen'): boolean =>
    tube.steps.some((_, at) => allows(tube, { verb, at }));
  const plainly = (verb: 'hold' | 'release' | 'archive' | 'restore' | 'delete'): boolean => allows(tube, { verb });
  const { archived: _archived, ...alive } = tube;
  const stage = statusOf({ ...alive, archived: false });
  const offered: Record<string, boolean> = {
    START_STEP: everyStep('start'),
    COMPLETE_STEP: everyStep('complete'),
    FAIL_STEP: everyStep('fail'),
    SKIP_STEP: everyStep('skip'),
    RETRY_STEP: everyStep('retry'),
    REOPEN_STEP: everyStep('reopen'),
    HOLD: plainly('hold'),
    RELEASE: plainly('release'),
    REJECT: allows(tube, { verb: 'reject', outcome: 'REJECTED' }),
    ARCHIVE: plainly('archive'),
    RESTORE: plainly('restore'),
    DELETE: plainly('delete'),
    ASSIGN: !isClosed(tube),
    UPDATE: !isClosed(tube),
  };
  return {
    status: statusOf(tube),
    steps: tube.steps,
    held: tube.held,
    outcome: tube.ended ?? (stage === 'DISTRIBUTED' ? 'DELIVERED' : null),
    deleted: tube.deleted,
    completed: stage === 'COMPLETED' || stage === 'DISTRIBUTED',
    isBlocked: isBlocked(tube),
    availableActions: Object.keys(offered).filter((action) => offered[action]),
  };
}
