import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { JOB_STATUSES, JOB_TYPES, ProcessingJob } from '../../../subgraphs/ai/entities/processing-job.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { sampleId } from './support.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

const CREATE = `mutation ($input: CreateProcessingJobInput!) {
  createProcessingJob(input: $input) {
    userErrors { code field message }
    processingJob { id jobType status sampleId sample { id } inputData outputData errorMessage attempts startedAt completedAt }
  }
}`;

test('a job is put into the queue, and found there and on its sample', async () => {
  const input = { jobType: 'DATA_VALIDATION', sampleId: sampleId(1), inputData: { fields: ['concentration'] } };
  const { data } = await service.query(CREATE, { input });
  expect(data.createProcessingJob).toEqual({
    userErrors: [],
    processingJob: {
      id: expect.any(String),
      ...input,
      status: 'PENDING',
      sample: { id: sampleId(1) },
      outputData: null,
      errorMessage: null,
      attempts: 0,
      startedAt: null,
      completedAt: null,
    },
  });
  const { id } = data.createProcessingJob.processingJob;
  const found = await service.query(
    `query ($id: ID!, $of: [_Any!]!) {
      processingJob(id: $id) { id }
      processingJobs(filter: { status: [PENDING] }) { nodes { id } }
      _entities(representations: $of) { ... on Sample { processingJobs { nodes { id } } } }
    }`,
    { id, of: [{ __typename: 'Sample', id: sampleId(1) }] },
  );
  expect(found.data).toEqual({
    processingJob: { id },
    processingJobs: { nodes: [{ id }] },
    _entities: [{ processingJobs: { nodes: [{ id }] } }],
  });
});

test.each<[string, Record<string, unknown>, string, string]>([
  ['with nothing to work on', {}, 'REQUIRED', 'inputData'],
  ['for a sample whose id is none', { sampleId: 'JL147-001' }, 'INVALID_FORMAT', 'sampleId'],
  ['with 2 MB to work on', { inputData: { text: 'x'.repeat(2_000_000) } }, 'TOO_LONG', 'inputData'],
  ['with NUL in its input', { inputData: { text: '\0' } }, 'INVALID_FORMAT', 'inputData'],
])('a job %s is refused by field, and nothing is written', async (_what, fields, code, field) => {
  const before = await service.em().count(ProcessingJob);
  const { data } = await service.query(CREATE, { input: { jobType: 'ENHANCEMENT', ...fields } });
  expect(data.createProcessingJob).toEqual({
    processingJob: null,
    userErrors: [{ code, field: [field], message: expect.stringContaining(`${field}: `) }],
  });
  expect(await service.em().count(ProcessingJob)).toBe(before);
});

test.each(['a text', ['a list'], 5])('what a job works on has to be a JSON object, not %j', async (inputData) => {
  const { data } = await service.query(CREATE, { input: { jobType: 'ENHANCEMENT', sampleId: sampleId(1), inputData } });
  expect(data.createProcessingJob).toEqual({
    processingJob: null,
    userErrors: [{ code: 'INVALID_FORMAT', field: ['inputData'], message: 'inputData: must be a JSON object' }],
  });
});

test.each<[string, Record<string, unknown>]>([
  ['jobType', { sampleId: sampleId(1) }],
  ['jobType', { sampleId: sampleId(1), jobType: 'REPEAT' }],
  ['sampleId', { sampleId: { id: 1 }, jobType: 'ENHANCEMENT' }],
])('what cannot be the value of %s is named before anything runs', async (field, input) => {
  const { errors } = await service.query(CREATE, { input });
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining(field), extensions: { code: 'BAD_USER_INPUT' } }),
  ]);
});

test('jobs are found by status, type and sample; pages are the whole list', async () => {
  await service.em().nativeDelete(ProcessingJob, {});
  await service.em().insertMany(
    ProcessingJob,
    Array.from({ length: 48 }, (_, n) => ({
      id: `018f0000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`,
      status: JOB_STATUSES[n % 4],
      jobType: JOB_TYPES[n % 3] as (typeof JOB_TYPES)[number],
      sampleId: sampleId(n % 2),
      // Every two share an instant.
      createdAt: new Date(Date.UTC(2026, 0, 1, 0, 0, n >> 1)),
    })),
  );
  const numbers = async (filter: string): Promise<number[]> => {
    const found: number[] = [];
    for (let after: string | null = null, more = true; more; ) {
      const { data } = await service.query(
        `query ($after: String) { processingJobs(first: 5, after: $after, filter: { ${filter} }) {
          nodes { id } pageInfo { hasNextPage endCursor } totalCount } }`,
        { after },
      );
      found.push(...data.processingJobs.nodes.map(({ id }: { id: string }) => Number(id.slice(-2))));
      ({ hasNextPage: more, endCursor: after } = data.processingJobs.pageInfo);
    }
    return found;
  };
  const newestFirst = (belongs: (n: number) => boolean): number[] =>
    Array.from({ length: 48 }, (_, n) => 47 - n).filter(belongs);
  expect(await numbers('')).toEqual(newestFirst(() => true));
  expect(await numbers('status: [FAILED]')).toEqual(newestFirst((n) => n % 4 === 3));
  expect(await numbers('status: [FAILED, PENDING]')).toEqual(newestFirst((n) => n % 4 === 3 || n % 4 === 0));
  expect(await numbers('status: []')).toEqual([]);
  expect(await numbers('jobType: [ENHANCEMENT]')).toEqual(newestFirst((n) => n % 3 === 2));
  expect(await numbers(`status: [PENDING], jobType: [PDF_EXTRACTION], sampleId: "${sampleId(0)}"`)).toEqual(
    newestFirst((n) => n % 12 === 0),
  );
});

test.each([
  ['a status of its own', `insert into ai_processing_jobs (job_type, status) values ('enhancement', 'stuck')`],
  ['a type of its own', `insert into ai_processing_jobs (job_type) values ('repeat')`],
  ['fewer than no attempts', `insert into ai_processing_jobs (job_type, attempts) values ('enhancement', -1)`],
])('the database itself takes no job with %s', async (_what, statement) => {
  await expect(service.em().execute(statement)).rejects.toMatchObject({ code: '23514' });
});
