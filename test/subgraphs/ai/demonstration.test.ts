import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { seedAi } from '../../../demo/ai.ts';
import { demoSamples, SUBMISSION_ID } from '../../../demo/lab.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
  await service.em().transactional((em) => seedAi(em));
});
afterAll(() => service.close());

const SAMPLES = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Sample {
  extractions { totalCount } extractionMismatches { field sampleValue extractedValue }
} } }`;

test('every demonstration sample was read, some twice, and a few tubes are misread in their concentration', async () => {
  const of = demoSamples().map((sample) => ({
    __typename: 'Sample',
    ...sample,
    sampleName: sample.name,
    sampleType: 'DNA',
  }));
  const { data } = await service.query(SAMPLES, { of });
  const counts = data._entities.map((sample: { extractions: { totalCount: number } }) => sample.extractions.totalCount);
  expect(new Set(counts)).toEqual(new Set([1, 2]));
  const mismatched = data._entities.flatMap(
    (sample: { extractionMismatches: unknown[] }) => sample.extractionMismatches,
  );
  expect(mismatched).toHaveLength(4);
  for (const { field, sampleValue, extractedValue } of mismatched) {
    expect(field).toBe('concentration');
    expect(extractedValue).toBeCloseTo(sampleValue * 10, 3);
  }
});

test('all methods, doubtful readings, jobs in every state of every type, and three models can be seen', async () => {
  const count = async (list: string): Promise<number> =>
    (await service.query(`{ list: ${list} { totalCount } }`)).data.list.totalCount;
  for (const method of ['LLM', 'PATTERN', 'HYBRID', 'RAG']) {
    expect(await count(`extractionResults(filter: { extractionMethod: [${method}] })`)).toBeGreaterThan(10);
  }
  expect(await count('lowConfidenceExtractions')).toBeGreaterThan(10);
  for (const status of ['PENDING', 'PROCESSING', 'COMPLETED', 'FAILED']) {
    for (const type of ['PDF_EXTRACTION', 'DATA_VALIDATION', 'ENHANCEMENT']) {
      expect(await count(`processingJobs(filter: { status: [${status}], jobType: [${type}] })`)).toBeGreaterThan(0);
    }
  }
  for (const model of ['llama-3.1-8b-instruct', 'qwen2.5-7b-instruct', 'bge-m3']) {
    expect(await count(`modelPerformance(modelName: "${model}")`)).toBe(28);
  }
  expect(await count(`extractionResults(filter: { submissionId: "${SUBMISSION_ID}" })`)).toBe(1);
});

test('a job has a reason to have failed, and times that fit its status', async () => {
  const { data } = await service.query(
    '{ processingJobs(first: 100) { nodes { status errorMessage cancelReason attempts createdAt startedAt completedAt outputData } } }',
  );
  for (const job of data.processingJobs.nodes) {
    expect(job.errorMessage !== null).toBe(job.status === 'FAILED');
    expect(job.cancelReason !== null).toBe(job.status === 'CANCELLED');
    expect(job.outputData !== null).toBe(job.status === 'COMPLETED');
    expect(job.startedAt !== null).toBe(!['PENDING', 'CANCELLED'].includes(job.status));
    expect(job.completedAt !== null).toBe(['COMPLETED', 'FAILED', 'CANCELLED'].includes(job.status));
    const times = [job.createdAt, job.startedAt, job.completedAt].filter((time) => time !== null);
    expect(times).toEqual(times.toSorted());
  }
});

test('two demonstrations are one and the same', async () => {
  await using another = await serviceUnderTest(ai);
  await another.em().transactional((em) => seedAi(em));
  const dump = (from: ServiceUnderTest) =>
    from.em().execute(
      `select (select jsonb_agg(x order by x.id) from ai_extraction_results x) as extractions,
              (select jsonb_agg(j order by j.id) from ai_processing_jobs j) as jobs,
              (select jsonb_agg(m order by m.id) from ai_model_performance m) as performance`,
    );
  expect(await dump(another)).toEqual(await dump(service));
});
