import { expect } from '@jest/globals';
import { demoId, demoSamples } from '../../../demo/lab.ts';
import type { Lab, Operations } from './story.ts';

const JOB = 'processingJob { id status attempts outputData errorMessage cancelReason sample { sampleName } }';
const sampleId = demoId('sample', 1);

const aJob = async ({ does }: Lab): Promise<string> =>
  (await does('createProcessingJob', { jobType: 'ENHANCEMENT', sampleId }, JOB)).processingJob.id;
const aStartedJob = async (lab: Lab): Promise<string> => {
  const processingJobId = await aJob(lab);
  await lab.does('startProcessingJob', { processingJobId }, JOB);
  return processingJobId;
};

export const ai: Operations = {
  extractionResult: async ({ ask }) => {
    const { extractionResult } = await ask(
      `query ($id: ID!) { extractionResult(id: $id) { fileName confidenceScore sample { id sampleName } } }`,
      { id: demoId('extraction', 1) },
    );
    expect(extractionResult).toMatchObject({
      fileName: 'HTSF-JL-147.pdf',
      sample: { id: sampleId, sampleName: 'JL147-001' },
    });
  },

  extractionResults: async ({ ask }) => {
    const { extractionResults } = await ask(
      '{ extractionResults(filter: { extractionMethod: [RAG] }, first: 5) { nodes { extractionMethod sample { sampleName } } } }',
    );
    expect(extractionResults.nodes).toHaveLength(5);
    for (const node of extractionResults.nodes) {
      expect(node).toEqual({ extractionMethod: 'RAG', sample: { sampleName: expect.stringMatching(/^JL147-/) } });
    }
  },

  lowConfidenceExtractions: async ({ ask }) => {
    const { lowConfidenceExtractions } = await ask(
      '{ lowConfidenceExtractions(threshold: 0.6, first: 10) { nodes { confidenceScore } } }',
    );
    const scores = lowConfidenceExtractions.nodes.map((node: { confidenceScore: number }) => node.confidenceScore);
    expect(scores.length).toBeGreaterThan(3);
    expect(scores).toEqual(scores.toSorted());
    expect(scores.at(-1)).toBeLessThan(0.6);
  },

  processingJob: async ({ ask }) => {
    const { processingJob } = await ask(
      'query ($id: ID!) { processingJob(id: $id) { status errorMessage sample { sampleName } } }',
      { id: demoId('job', 19) },
    );
    expect(processingJob).toEqual({
      status: 'FAILED',
      errorMessage: expect.any(String),
      sample: { sampleName: demoSamples()[18]?.name },
    });
  },

  processingJobs: async ({ ask }) => {
    const { processingJobs } = await ask(
      '{ processingJobs(filter: { status: [CANCELLED, FAILED] }, first: 100) { nodes { status } } }',
    );
    expect(new Set(processingJobs.nodes.map(({ status }: { status: string }) => status))).toEqual(
      new Set(['CANCELLED', 'FAILED']),
    );
  },

  modelPerformance: async ({ ask }) => {
    const { modelPerformance } = await ask(
      '{ modelPerformance(modelName: "bge-m3", first: 3) { totalCount nodes { modelName taskType accuracyScore } } }',
    );
    expect(modelPerformance.totalCount).toBe(28);
    expect(modelPerformance.nodes[0]).toEqual({
      modelName: 'bge-m3',
      taskType: 'enhancement',
      accuracyScore: expect.any(Number),
    });
  },

  modelPerformanceSummary: async ({ ask }) => {
    const { modelPerformanceSummary } = await ask(
      '{ modelPerformanceSummary(modelName: "bge-m3", bucket: MONTH) { bucketStart measurements meanAccuracy } }',
    );
    expect(modelPerformanceSummary.map((row: { measurements: number }) => row.measurements)).toEqual([12, 16]);
    expect(modelPerformanceSummary[1].bucketStart).toBe('2026-09-01T00:00:00.000Z');
  },

  extractionStatistics: async ({ ask }) => {
    const { extractionStatistics } = await ask(
      `query ($sampleId: ID!) { extractionStatistics(filter: { sampleId: $sampleId }) {
        total confidence { p50 p95 } byMethod { extractionMethod total share } } }`,
      { sampleId: demoId('sample', 7) },
    );
    expect(extractionStatistics).toMatchObject({ total: 1, byMethod: [{ total: 1, share: 1 }] });
  },

  recordExtraction: async ({ does, ask }) => {
    const { extractionResult } = await does(
      'recordExtraction',
      { sampleId, extractionMethod: 'LLM', extractedData: { concentration: '9 µg/µL' }, confidenceScore: 0.5 },
      'extractionResult { id sample { sampleName } }',
    );
    const { sample } = await ask(
      'query ($id: ID!) { sample(id: $id) { latestExtraction { id } extractionMismatches { field extractedValue } } }',
      { id: sampleId },
    );
    expect(extractionResult.sample.sampleName).toBe('JL147-001');
    expect(sample).toEqual({
      latestExtraction: { id: extractionResult.id },
      extractionMismatches: [{ field: 'concentration', extractedValue: 9_000 }],
    });
  },

  createProcessingJob: async ({ does }) => {
    const input = { jobType: 'DATA_VALIDATION', sampleId, inputData: { fields: ['volume'] } };
    const { processingJob } = await does('createProcessingJob', input, JOB);
    expect(processingJob).toMatchObject({ status: 'PENDING', attempts: 0, sample: { sampleName: 'JL147-001' } });
  },

  startProcessingJob: async (lab) => {
    const processingJobId = await aJob(lab);
    const { processingJob } = await lab.does('startProcessingJob', { processingJobId }, JOB);
    expect(processingJob).toMatchObject({ id: processingJobId, status: 'PROCESSING', attempts: 1 });
  },

  completeProcessingJob: async (lab) => {
    const processingJobId = await aStartedJob(lab);
    const input = { processingJobId, attempt: 1, outputData: { added: 2 } };
    const { processingJob } = await lab.does('completeProcessingJob', input, JOB);
    expect(processingJob).toMatchObject({ status: 'COMPLETED', outputData: { added: 2 } });
  },

  failProcessingJob: async (lab) => {
    const processingJobId = await aStartedJob(lab);
    const input = { processingJobId, attempt: 1, errorMessage: 'No text layer.' };
    const { processingJob } = await lab.does('failProcessingJob', input, JOB);
    expect(processingJob).toMatchObject({ status: 'FAILED', errorMessage: 'No text layer.' });
  },

  retryProcessingJob: async (lab) => {
    const processingJobId = await aStartedJob(lab);
    await lab.does('failProcessingJob', { processingJobId, attempt: 1, errorMessage: 'No text layer.' }, JOB);
    const { processingJob } = await lab.does('retryProcessingJob', { processingJobId }, JOB);
    expect(processingJob).toMatchObject({ status: 'PENDING', attempts: 1, errorMessage: null });
  },

  cancelProcessingJob: async (lab) => {
    const processingJobId = await aJob(lab);
    const { processingJob } = await lab.does('cancelProcessingJob', { processingJobId, reason: 'Replaced.' }, JOB);
    expect(processingJob).toMatchObject({ status: 'CANCELLED', cancelReason: 'Replaced.' });
  },

  recordModelPerformance: async ({ does, ask }) => {
    const measurement = { modelName: 'story', taskType: 'pdf_extraction', accuracyScore: 0.9, sampleCount: 3 };
    const { modelPerformance } = await does('recordModelPerformance', measurement, 'modelPerformance { id }');
    const found = await ask('{ modelPerformance(modelName: "story") { nodes { id sampleCount } } }');
    expect(found.modelPerformance.nodes).toEqual([{ id: modelPerformance.id, sampleCount: 3 }]);
  },
};
