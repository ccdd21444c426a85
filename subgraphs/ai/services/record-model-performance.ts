import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { measured, optional, text, validInput } from '../../../platform/validation/input.ts';
import { ModelPerformance } from '../entities/model-performance.entity.ts';
import { requireWorker } from './access.ts';

const ONE_DAY_MS = 86_400_000;
const MOST_DOCUMENTS = 10_000_000;
/** Clocks of other machines may be a little ahead. */
const CLOCK_SKEW_MS = 60_000;

const wholeNumber = (min: number, max: number, unit: string) => measured(min, max, unit).int('must be a whole number');

const rules = z
  .object({
    modelName: text(200),
    taskType: text(100),
    // As exact as the column keeps it: what is read back is what was recorded.
    accuracyScore: optional(measured(0, 1, '').multipleOf(0.0001, 'must have at most 4 decimals')),
    processingTimeMs: optional(wholeNumber(0, ONE_DAY_MS, 'ms')),
    sampleCount: optional(wholeNumber(1, MOST_DOCUMENTS, 'documents')),
    timestamp: optional(z.date('must be a point in time')),
  })
  .refine(({ accuracyScore, processingTimeMs }) => accuracyScore !== null || processingTimeMs !== null, {
    path: ['accuracyScore'],
    error: 'a measurement says how accurate a model was, how fast or both; give accuracyScore or processingTimeMs',
    params: { code: 'REQUIRED' },
  });

/** Records one measurement of how well a model does at a task. */
export async function recordModelPerformance(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ modelPerformanceId: string }> {
  requireWorker(actor);
  const { timestamp, ...measurement } = validInput(rules, input);
  const now = new Date();
  if (timestamp !== null && timestamp.getTime() > now.getTime() + CLOCK_SKEW_MS) {
    throw refuse('OUT_OF_RANGE', 'timestamp', 'timestamp: must not lie in the future.');
  }
  return em.transactional(async (tx) => {
    const { id } = tx.create(ModelPerformance, { id: v7(), ...measurement, timestamp: timestamp ?? now });
    await tx.flush();
    return { modelPerformanceId: id };
  });
}
