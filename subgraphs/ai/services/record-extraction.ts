import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import type { Actor } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { id, jsonObject, measured, optional, text, validInput } from '../../../platform/validation/input.ts';
import { EXTRACTION_METHODS, ExtractionResult } from '../entities/extraction-result.entity.ts';
import { requireWorker } from './access.ts';

const MOST_ISSUES = 100;
const ONE_DAY_MS = 86_400_000;

const rules = z
  .object({
    sampleId: optional(id),
    submissionId: optional(id),
    fileName: optional(text(255)),
    extractionMethod: z.enum(EXTRACTION_METHODS),
    // A form of a thousand samples fits in.
    extractedData: jsonObject(500_000),
    // As exact as the column keeps it: what is read back is what was recorded.
    confidenceScore: measured(0, 1, '').multipleOf(0.01, 'must have at most 2 decimals'),
    processingTimeMs: optional(measured(0, ONE_DAY_MS, 'ms').int('must be a whole number')),
    issues: optional(z.array(text(1_000)).max(MOST_ISSUES, `must have at most ${MOST_ISSUES} entries`)),
    ragInsights: optional(jsonObject(100_000)),
  })
  .refine(({ sampleId, submissionId }) => sampleId !== null || submissionId !== null, {
    path: ['sampleId'],
    error: 'an extraction is about a sample, a submission or both; give sampleId or submissionId',
    params: { code: 'REQUIRED' },
  });

/**
 * Records what was read out of a document. Whether the sample and the submission exist is known to another service
 * alone: the ids are taken as they come, and an extraction may arrive before the sample it is about.
 */
export async function recordExtraction(
  em: EntityManager,
  actor: Actor,
  input: unknown,
): Promise<{ extractionResultId: string }> {
  requireWorker(actor);
  const extraction = validInput(rules, input);
  return em.transactional(async (tx) => {
    const { id } = tx.create(ExtractionResult, { id: v7(), ...extraction });
    await tx.flush();
    return { extractionResultId: id };
  });
}
