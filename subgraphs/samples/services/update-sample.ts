import type { EntityManager } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { validInput } from '../../../platform/validation/input.ts';
import type { Sample } from '../entities/sample.entity.ts';
import { SampleDetails } from '../entities/sample-details.entity.ts';
import { changeSample, requireAllowed, touch } from './change-sample.ts';
import { dueDate } from './due-date.ts';
import { totalAmount } from './new-sample.ts';
import { requireStaff } from './permission.ts';
import { LIFE_RULES } from './sample-actions.ts';
import { concentrationProblem, type SampleDetailsPatch, type SamplePatch, updateSampleRules } from './sample-rules.ts';

/**
 * Changes what a sample says of itself: what is left out stays, null clears. The status is not among it; it follows
 * the steps. Refused with `CONFLICT` when the sample has another version than expected.
 */
export async function updateSample(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  lab: LabCalendar,
): Promise<{ sampleId: string }> {
  requireStaff(actor);
  const { sampleId, expectedVersion, details, ...values } = validInput(updateSampleRules, input);
  return changeSample(em, sampleId, async (locked) => {
    const { tx, sample, steps } = locked;
    if (expectedVersion !== null && sample.version !== expectedVersion) {
      const message = `expectedVersion: the sample has version ${sample.version} by now, not ${expectedVersion}. Read it again and decide on its present state.`;
      throw refuse('CONFLICT', 'expectedVersion', message);
    }
    requireAllowed('sampleId', LIFE_RULES.update(sample, steps));
    const patch = given(values, input);
    requireWorkable(sample, patch);
    Object.assign(sample, patch, derived(sample, patch, lab));
    if (details !== null) {
      await changeDetails(tx, sampleId, given(details, (input as { details: object }).details));
    }
    touch(locked);
  });
}

/** The fields that the caller wrote, null included; the rules make no difference between null and nothing. */
function given<T extends object>(values: T, input: unknown): Partial<T> {
  const written = input as Record<string, unknown>;
  return Object.fromEntries(Object.entries(values).filter(([field]) => written[field] !== undefined)) as Partial<T>;
}

/** Old rows may hold what today's bounds refuse: only what is changed has to be within them. */
function requireWorkable(sample: Sample, patch: Partial<SamplePatch>): void {
  const field = patch.concentration !== undefined ? 'concentration' : 'sampleType';
  if (patch[field] === undefined) {
    return;
  }
  const problem = concentrationProblem({
    concentration: patch.concentration === undefined ? (sample.concentration ?? null) : patch.concentration,
    sampleType: patch.sampleType === undefined ? (sample.sampleType ?? null) : patch.sampleType,
  });
  if (problem !== null) {
    throw refuse('OUT_OF_RANGE', field, `${field}: the concentration ${problem}`);
  }
}

/** What follows from other values: the amount in ng, and the date by which a priority has to be served. */
function derived(sample: Sample, patch: Partial<SamplePatch>, lab: LabCalendar): Partial<Sample> {
  const { concentration = sample.concentration, volume = sample.volume } = patch;
  const measuredAnew = patch.concentration !== undefined || patch.volume !== undefined;
  const before = totalAmount(sample.concentration ?? null, sample.volume ?? null);
  const after = totalAmount(concentration ?? null, volume ?? null);
  // An amount that never followed from the two was measured by itself, and one new value says nothing against it.
  const follows = measuredAnew && (before !== null || after !== null);
  return {
    ...((follows || patch.totalAmount !== undefined) && { totalAmount: patch.totalAmount ?? after }),
    ...(patch.priority !== undefined &&
      patch.priority !== sample.priority && {
        dueAt: dueDate(sample.submittedAt ?? sample.createdAt, patch.priority, lab),
      }),
  };
}

async function changeDetails(tx: EntityManager, sampleId: string, patch: Partial<SampleDetailsPatch>): Promise<void> {
  const details = await tx.findOne(SampleDetails, { sampleId });
  if (details === null) {
    tx.create(SampleDetails, { sampleId, ...patch });
  } else {
    Object.assign(details, patch);
  }
}
