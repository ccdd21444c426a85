import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { id, optional, text, validInput } from '../../../platform/validation/input.ts';
import type { Sample, SampleStatus } from '../entities/sample.entity.ts';
import { changeSample, type LockedSample, requireAllowed, touch } from './change-sample.ts';
import { requireStaff } from './permission.ts';
import { LIFE_RULES } from './sample-actions.ts';
import { lackingSteps, laterStatus, statusOf } from './workflow.ts';

type ChangedSample = Promise<{ sampleId: string }>;

const reason = text(1_000);
const EARLY_ENDS = ['rejected', 'withdrawn'] as const;
const earlyEnd = z.enum(EARLY_ENDS, 'must be REJECTED or WITHDRAWN');

const holdRules = z.object({ sampleId: id, reason });
const releaseRules = z.object({ sampleId: id });
const rejectRules = z.object({ sampleId: id, outcome: optional(earlyEnd), reason });
const archiveRules = z.object({ sampleId: id, outcome: optional(earlyEnd), reason: optional(reason) });
const restoreRules = z.object({ sampleId: id });
const deleteRules = z.object({ sampleId: id, reason });

/** Stops everything on a sample until it is released. */
export async function holdSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId, reason } = validInput(holdRules, input);
  return changeSample(em, sampleId, (locked) => {
    requireAllowed('sampleId', LIFE_RULES.hold(locked.sample, locked.steps));
    locked.sample.holdReason = reason;
    touch(locked);
  });
}

/** Lets a sample on hold go on. */
export async function releaseSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId } = validInput(releaseRules, input);
  return changeSample(em, sampleId, (locked) => {
    requireAllowed('sampleId', LIFE_RULES.release(locked.sample, locked.steps));
    locked.sample.holdReason = null;
    touch(locked);
  });
}

/** Ends the work on a sample: rejected by the facility unless it says withdrawn by the customer. Ends a hold too. */
export async function rejectSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId, outcome, reason } = validInput(rejectRules, input);
  return changeSample(em, sampleId, (locked) => {
    requireAllowed('sampleId', LIFE_RULES.reject(locked.sample, locked.steps));
    endEarly(locked, outcome ?? 'rejected', reason);
  });
}

/** Closes a finished sample; any other one when it brings along that it was rejected or withdrawn, and why. */
export async function archiveSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId, outcome, reason } = validInput(archiveRules, input);
  if (outcome !== null && reason === null) {
    throw refuse('REQUIRED', 'reason', `reason: say why the sample was ${outcome}.`);
  }
  return changeSample(em, sampleId, (locked) => {
    const { sample, steps } = locked;
    if (outcome !== null && reason !== null) {
      requireAllowed('sampleId', LIFE_RULES.update(sample, steps));
      endEarly(locked, outcome, reason);
    }
    requireAllowed('sampleId', LIFE_RULES.archive(sample, steps));
    sample.archivedFrom = sample.status;
    sample.status = 'archived';
    sample.outcomeReason = reason ?? sample.outcomeReason;
    touch(locked);
  });
}

/** Marks a sample as deleted. It leaves the lists; nothing of it is erased. */
export async function deleteSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId, reason } = validInput(deleteRules, input);
  return changeSample(em, sampleId, (locked) => {
    requireAllowed('sampleId', LIFE_RULES.delete(locked.sample, locked.steps));
    locked.sample.deletedAt = locked.now;
    locked.sample.deletedReason = reason;
    touch(locked);
  });
}

/**
 * Takes back what closed a sample: its deletion; else its archiving and an early end; else its early end. The status
 * is then what its steps say.
 */
export async function restoreSample(em: EntityManager, actor: Actor, input: unknown): ChangedSample {
  requireStaff(actor);
  const { sampleId } = validInput(restoreRules, input);
  return changeSample(em, sampleId, (locked) => {
    const { sample, steps } = locked;
    requireAllowed('sampleId', LIFE_RULES.restore(sample, steps));
    if (sample.deletedAt != null) {
      sample.deletedAt = null;
      sample.deletedReason = null;
    } else {
      sample.status = statusToRestore(locked);
      sample.archivedFrom = null;
      sample.outcome = sample.status === 'distributed' ? 'delivered' : null;
      sample.outcomeReason = null;
    }
    touch(locked);
  });
}

function endEarly(locked: LockedSample, outcome: (typeof EARLY_ENDS)[number], reason: string): void {
  locked.sample.outcome = outcome;
  locked.sample.outcomeReason = reason;
  locked.sample.holdReason = null;
  touch(locked);
}

/** A sample from another system may have fewer steps than its status tells of. */
function statusToRestore({ sample, steps }: LockedSample): SampleStatus {
  const said = statusOf(steps);
  if (lackingSteps(steps).length === 0) {
    return said;
  }
  return laterStatus(said, sample.status === 'archived' ? statusBeforeArchive(sample) : sample.status);
}

/** Of a sample that had been archived already when it came here only its dates and its outcome tell. */
function statusBeforeArchive({ archivedFrom, completedAt, outcome }: Sample): SampleStatus {
  return archivedFrom ?? (completedAt == null ? 'submitted' : outcome === 'delivered' ? 'distributed' : 'completed');
}
