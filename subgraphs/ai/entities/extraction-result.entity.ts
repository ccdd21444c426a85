import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAt,
  id,
  legacy,
  notNegative,
  numeric,
  oneOf,
  texts,
  within,
} from '../../../platform/database/properties.ts';

export const EXTRACTION_METHODS = ['llm', 'pattern', 'hybrid', 'rag'] as const;
export type ExtractionMethod = (typeof EXTRACTION_METHODS)[number];

const TABLE = 'ai_extraction_results';

/**
 * What was read out of a document. Samples and submissions are rows of another service: their ids are kept as they
 * came, and no foreign key watches over them.
 */
export const ExtractionResultSchema = defineEntity({
  name: 'ExtractionResult',
  tableName: TABLE,
  properties: {
    id: id(),
    sampleId: p.uuid().nullable(),
    submissionId: p.uuid().nullable(),
    fileName: p.text().nullable(),
    extractionMethod: p.text().$type<ExtractionMethod>().nullable(),
    extractedData: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    confidenceScore: numeric(3, 2).nullable(),
    processingTimeMs: p.integer().nullable(),
    issues: texts().nullable(),
    ragInsights: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
  },
  checks: [
    oneOf(TABLE, 'extraction_method', EXTRACTION_METHODS),
    within(TABLE, 'confidence_score', 0, 1),
    notNegative(TABLE, 'processing_time_ms'),
  ],
  indexes: [
    {
      // Statistics of a period read this index alone.
      name: `${TABLE}_created_at_idx`,
      expression: `create index "${TABLE}_created_at_idx" on "${TABLE}" (created_at, id) include (extraction_method, confidence_score, processing_time_ms)`,
    },
    { name: `${TABLE}_extraction_method_idx`, properties: ['extractionMethod', 'createdAt', 'id'] },
    { name: `${TABLE}_sample_id_idx`, properties: ['sampleId', 'createdAt', 'id'] },
    { name: `${TABLE}_submission_id_idx`, properties: ['submissionId', 'createdAt', 'id'] },
    { name: `${TABLE}_confidence_score_idx`, properties: ['confidenceScore', 'id'] },
  ],
});
export class ExtractionResult extends ExtractionResultSchema.class {}
ExtractionResultSchema.setClass(ExtractionResult);
