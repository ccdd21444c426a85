import { hash } from 'node:crypto';
import { ExtractionResult } from '../../../subgraphs/ai/entities/extraction-result.entity.ts';
import type { ServiceUnderTest } from '../../support/service.ts';

/** Ids of another service's rows, by number. */
export const sampleId = (n: number): string => uuidOf('sample', n);
export const submissionId = (n: number): string => uuidOf('submission', n);

function uuidOf(kind: string, n: number): string {
  const digest = hash('sha256', `${kind}:${n}`, 'hex');
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-7${digest.slice(13, 16)}-8${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}

/** An input that is taken as it is; a test says only what it is about. */
export const anExtraction = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  sampleId: sampleId(1),
  extractionMethod: 'LLM',
  extractedData: { concentration: 52.5 },
  confidenceScore: 0.9,
  ...fields,
});

export const RECORD = `mutation ($input: RecordExtractionInput!) {
  recordExtraction(input: $input) {
    userErrors { code field message }
    extractionResult {
      id sampleId submissionId fileName extractionMethod extractedData confidenceScore processingTimeMs issues ragInsights createdAt
    }
  }
}`;

/** Records an extraction that has to be taken, and gives its id. */
export async function recorded(service: ServiceUnderTest, fields: Record<string, unknown> = {}): Promise<string> {
  const { data } = await service.query(RECORD, { input: anExtraction(fields) });
  if (data.recordExtraction.extractionResult === null) {
    throw new Error(JSON.stringify(data.recordExtraction.userErrors));
  }
  return data.recordExtraction.extractionResult.id;
}

type Stored = Partial<Omit<ExtractionResult, 'createdAt'>> & { createdAt?: Date };

/** Rows as they may lie in an old database; no rules of input apply. */
export async function stored(service: ServiceUnderTest, rows: Stored[]): Promise<void> {
  await service.em().insertMany(ExtractionResult, rows);
}

/** What the gateway asks of other services' samples. */
export const samplesOf = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ __typename: 'Sample', id: sampleId(i + 1) }));
