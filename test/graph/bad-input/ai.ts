import type { Lab } from '../operations/story.ts';
import { NOBODY } from './cases.ts';
import type { MutationsRules } from './mutation.ts';
import { elsewhere, given, json, listOf, number, reference, text } from './rules.ts';

const ONE_DAY_MS = 86_400_000;
const JOB = 'processingJob { id }';
const ATTEMPT = given([-1, 'OUT_OF_RANGE'], [7, 'CONFLICT']);

async function aJobAfter({ does }: Lab, ...verbs: [verb: string, more?: object][]): Promise<string> {
  const job = await does('createProcessingJob', { jobType: 'ENHANCEMENT', sampleId: NOBODY }, JOB);
  const processingJobId = job.processingJob.id;
  for (const [verb, more] of verbs) {
    await does(verb, { processingJobId, ...more }, JOB);
  }
  return processingJobId;
}

export const ai: MutationsRules = {
  recordExtraction: {
    good: async () => ({
      ...{ sampleId: NOBODY, submissionId: NOBODY, fileName: 'form.pdf', extractionMethod: 'RAG' },
      extractedData: { concentration: 5 },
      ...{ confidenceScore: 0.5, processingTimeMs: 10, issues: ['smudged'], ragInsights: { a: 1 } },
    }),
    fields: {
      sampleId: elsewhere,
      submissionId: elsewhere,
      fileName: text(255),
      extractionMethod: given(),
      extractedData: json(500_000),
      confidenceScore: number(0, 1, 0.01, [[0.555, 'INVALID_FORMAT']]),
      processingTimeMs: number(0, ONE_DAY_MS),
      issues: listOf(text(1_000), 100),
      ragInsights: json(100_000),
    },
  },
  createProcessingJob: {
    good: async () => ({ jobType: 'ENHANCEMENT', sampleId: NOBODY, inputData: { a: 1 } }),
    fields: { jobType: given(), sampleId: elsewhere, inputData: json(100_000) },
  },
  startProcessingJob: {
    good: async (lab) => ({ processingJobId: await aJobAfter(lab) }),
    fields: { processingJobId: reference },
  },
  completeProcessingJob: {
    good: async (lab) => ({
      processingJobId: await aJobAfter(lab, ['startProcessingJob']),
      ...{ attempt: 1, outputData: { a: 1 } },
    }),
    fields: { processingJobId: reference, attempt: ATTEMPT, outputData: json(500_000) },
  },
  failProcessingJob: {
    good: async (lab) => ({
      processingJobId: await aJobAfter(lab, ['startProcessingJob']),
      ...{ attempt: 1, errorMessage: 'No text layer.' },
    }),
    fields: { processingJobId: reference, attempt: ATTEMPT, errorMessage: text(10_000) },
  },
  retryProcessingJob: {
    good: async (lab) => ({
      processingJobId: await aJobAfter(
        lab,
        ['startProcessingJob'],
        ['failProcessingJob', { attempt: 1, errorMessage: 'No text layer.' }],
      ),
    }),
    fields: { processingJobId: reference },
  },
  cancelProcessingJob: {
    good: async (lab) => ({ processingJobId: await aJobAfter(lab), reason: 'Replaced.' }),
    fields: { processingJobId: reference, reason: text(1_000) },
  },
  recordModelPerformance: {
    good: async () => ({
      ...{ modelName: 'bge-m3', taskType: 'pdf_extraction', accuracyScore: 0.9, processingTimeMs: 10, sampleCount: 3 },
      timestamp: '2026-01-01T00:00:00Z',
    }),
    fields: {
      modelName: text(200),
      taskType: text(100),
      accuracyScore: number(0, 1, 0.0001, [[0.55555, 'INVALID_FORMAT']]),
      processingTimeMs: number(0, ONE_DAY_MS),
      sampleCount: number(1, 10_000_000),
      timestamp: given(['9999-01-01T00:00:00Z', 'OUT_OF_RANGE']),
    },
  },
};
