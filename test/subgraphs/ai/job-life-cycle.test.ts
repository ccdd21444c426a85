import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import type { JobStatus } from '../../../subgraphs/ai/entities/processing-job.entity.ts';
import { ProcessingJob } from '../../../subgraphs/ai/entities/processing-job.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { startProcessingJob } from '../../../subgraphs/ai/services/change-job.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { sampleId } from './support.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

const FIELDS = 'id status attempts inputData outputData errorMessage cancelReason startedAt completedAt';

type Verb = 'create' | 'start' | 'complete' | 'fail' | 'retry' | 'cancel';

async function asked(verb: Verb, input: Record<string, unknown>) {
  const name = `${verb[0]?.toUpperCase()}${verb.slice(1)}ProcessingJobInput`;
  return service.query(
    `mutation ($input: ${name}!) { changed: ${verb}ProcessingJob(input: $input) {
      processingJob { ${FIELDS} } userErrors { code field message } } }`,
    { input },
  );
}

async function tried(verb: Verb, input: Record<string, unknown>) {
  const { data, errors } = await asked(verb, input);
  expect(errors).toBeUndefined();
  return data.changed;
}

async function done(verb: Verb, input: Record<string, unknown>) {
  const { processingJob, userErrors } = await tried(verb, input);
  expect(userErrors).toEqual([]);
  return processingJob;
}

const aJob = async (): Promise<string> => (await done('create', { jobType: 'ENHANCEMENT', sampleId: sampleId(1) })).id;

const INPUTS: Record<Verb, Record<string, unknown>> = {
  create: {},
  start: {},
  complete: { attempt: 1, outputData: { valid: true } },
  fail: { attempt: 1, errorMessage: 'The PDF has no text layer.' },
  retry: {},
  cancel: { reason: 'The form was replaced.' },
};
const does = (verb: Verb, processingJobId: string, more: Record<string, unknown> = {}) =>
  done(verb, { processingJobId, ...INPUTS[verb], ...more });

/** The shortest way of a new job to a status. */
const WAY: Record<JobStatus, readonly Verb[]> = {
  pending: [],
  processing: ['start'],
  completed: ['start', 'complete'],
  failed: ['start', 'fail'],
  cancelled: ['cancel'],
};
async function aJobThatIs(status: JobStatus): Promise<string> {
  const id = await aJob();
  for (const verb of WAY[status]) await does(verb, id);
  return id;
}
const stored = (id: string) => service.em().findOneOrFail(ProcessingJob, id);

test('a job fails, is retried, and is completed at the second attempt', async () => {
  const id = await aJob();
  const first = await does('start', id);
  expect(first).toMatchObject({ status: 'PROCESSING', attempts: 1, completedAt: null });
  expect(Math.abs(Date.parse(first.startedAt) - Date.now())).toBeLessThan(60_000);
  expect(await does('fail', id)).toMatchObject({
    status: 'FAILED',
    attempts: 1,
    errorMessage: 'The PDF has no text layer.',
    outputData: null,
    completedAt: expect.any(String),
  });
  expect(await does('retry', id)).toMatchObject({
    status: 'PENDING',
    attempts: 1,
    errorMessage: null,
    startedAt: null,
    completedAt: null,
  });
  expect(await does('start', id)).toMatchObject({ status: 'PROCESSING', attempts: 2 });
  expect(await does('complete', id, { attempt: 2 })).toMatchObject({
    status: 'COMPLETED',
    attempts: 2,
    outputData: { valid: true },
    errorMessage: null,
    completedAt: expect.any(String),
  });
});

test.each<JobStatus>(['pending', 'processing'])('a %s job is cancelled, with the reason', async (status) => {
  const id = await aJobThatIs(status);
  expect(await does('cancel', id)).toMatchObject({
    status: 'CANCELLED',
    cancelReason: 'The form was replaced.',
    errorMessage: null,
    outputData: null,
    completedAt: expect.any(String),
  });
  const { data } = await service.query('{ processingJobs(filter: { status: [CANCELLED] }) { nodes { id } } }');
  expect(data.processingJobs.nodes.map((job: { id: string }) => job.id)).toContain(id);
});

const LEGAL: [Verb, JobStatus[]][] = [
  ['start', ['pending']],
  ['complete', ['processing']],
  ['fail', ['processing']],
  ['retry', ['failed']],
  ['cancel', ['pending', 'processing']],
];
const illegal = LEGAL.flatMap(([verb, legal]) =>
  (Object.keys(WAY) as JobStatus[]).filter((status) => !legal.includes(status)).map((status) => [verb, status]),
) as [Verb, JobStatus][];

test.each(illegal)('it is not possible to %s a %s job, which stays as it is', async (verb, status) => {
  const id = await aJobThatIs(status);
  const before = await stored(id);
  expect(await tried(verb, { processingJobId: id, ...INPUTS[verb] })).toEqual({
    processingJob: null,
    userErrors: [
      { code: 'NOT_ALLOWED_NOW', field: ['processingJobId'], message: expect.stringMatching(/the job .*;/) },
    ],
  });
  expect(await stored(id)).toEqual(before);
});

/** Until somebody waits for a lock in this database. */
async function somebodyWaits(): Promise<void> {
  const waiting = `select 1 from pg_locks where not granted`;
  while ((await service.em().execute(waiting)).length === 0) {
    await new Promise(setImmediate);
  }
}

test('of two workers that take the same job up at once, one gets it', async () => {
  const id = await aJob();
  const first = service.em();
  await first.begin();
  await startProcessingJob(first, DEMONSTRATION_ACTOR, { processingJobId: id });
  const second = tried('start', { processingJobId: id });
  await somebodyWaits();
  await first.commit();
  expect(await second).toMatchObject({ processingJob: null, userErrors: [{ code: 'NOT_ALLOWED_NOW' }] });
  expect(await stored(id)).toMatchObject({ status: 'processing', attempts: 1 });
});

test.each<Verb>(['complete', 'fail'])(
  'a worker that was given up on cannot %s the attempt of another one',
  async (verb) => {
    const id = await aJob();
    await does('start', id);
    await does('fail', id, { errorMessage: 'The worker is gone.' });
    await does('retry', id);
    await does('start', id);
    expect(await tried(verb, { processingJobId: id, ...INPUTS[verb], attempt: 1 })).toEqual({
      processingJob: null,
      userErrors: [{ code: 'CONFLICT', field: ['attempt'], message: expect.stringContaining('at attempt 2') }],
    });
    expect(await stored(id)).toMatchObject({ status: 'processing', attempts: 2, outputData: null, errorMessage: null });
  },
);

test('a worker whose job was cancelled is told when it hands in its result', async () => {
  const id = await aJobThatIs('processing');
  await does('cancel', id);
  const { userErrors } = await tried('complete', { processingJobId: id, ...INPUTS.complete });
  expect(userErrors).toMatchObject([{ code: 'NOT_ALLOWED_NOW', message: expect.stringContaining('cancelled') }]);
});

describe('bad input is refused by field, and nothing is written:', () => {
  const verbs = LEGAL.map(([verb]) => verb);
  const from: Record<Verb, JobStatus> = {
    create: 'pending',
    start: 'pending',
    complete: 'processing',
    fail: 'processing',
    retry: 'failed',
    cancel: 'pending',
  };

  test.each(verbs)('%s a job that does not exist, or whose id is none', async (verb) => {
    for (const [processingJobId, code] of [
      [sampleId(404), 'NOT_FOUND'],
      ['JOB-1', 'INVALID_FORMAT'],
      ['', 'INVALID_FORMAT'],
    ]) {
      expect(await tried(verb, { processingJobId, ...INPUTS[verb] })).toEqual({
        processingJob: null,
        userErrors: [{ code, field: ['processingJobId'], message: expect.stringMatching(/^processingJobId: /) }],
      });
    }
  });

  test.each<[Verb, string, unknown, string]>([
    ['complete', 'attempt', -1, 'OUT_OF_RANGE'],
    ['complete', 'outputData', 'a text', 'INVALID_FORMAT'],
    ['complete', 'outputData', ['a list'], 'INVALID_FORMAT'],
    ['complete', 'outputData', { text: 'x'.repeat(600_000) }, 'TOO_LONG'],
    ['complete', 'outputData', { text: 'a\0b' }, 'INVALID_FORMAT'],
    ['fail', 'attempt', -1, 'OUT_OF_RANGE'],
    ['fail', 'errorMessage', ' ', 'REQUIRED'],
    ['fail', 'errorMessage', 'x'.repeat(10_001), 'TOO_LONG'],
    ['fail', 'errorMessage', 'a\0b', 'INVALID_FORMAT'],
    ['cancel', 'reason', '', 'REQUIRED'],
    ['cancel', 'reason', 'x'.repeat(1_001), 'TOO_LONG'],
    ['cancel', 'reason', 'x'.repeat(2_000_000), 'TOO_LONG'],
    ['cancel', 'reason', '\ud800', 'INVALID_FORMAT'],
  ])('%s with %s of %#', async (verb, field, value, code) => {
    const id = await aJobThatIs(from[verb]);
    const before = await stored(id);
    const answer = await tried(verb, { processingJobId: id, ...INPUTS[verb], [field]: value });
    expect(answer).toEqual({
      processingJob: null,
      userErrors: [{ code, field: [field], message: expect.stringMatching(`^${field}: `) }],
    });
    expect(await stored(id)).toEqual(before);
  });

  test.each<[Verb, string, unknown]>([
    ...verbs.flatMap((verb): [Verb, string, unknown][] => [
      [verb, 'processingJobId', undefined],
      [verb, 'processingJobId', null],
      [verb, 'processingJobId', { id: 1 }],
    ]),
    ['complete', 'attempt', undefined],
    ['complete', 'attempt', 1.5],
    ['complete', 'attempt', 2 ** 31],
    ['complete', 'outputData', null],
    ['fail', 'attempt', 'first'],
    ['fail', 'errorMessage', null],
    ['fail', 'errorMessage', 5],
    ['cancel', 'reason', undefined],
    ['cancel', 'reason', ['a list']],
  ])('%s with what cannot be %s', async (verb, field, value) => {
    const input = { processingJobId: sampleId(404), ...INPUTS[verb], [field]: value };
    const { errors } = await asked(verb, input);
    expect(errors).toEqual([
      expect.objectContaining({ message: expect.stringContaining(field), extensions: { code: 'BAD_USER_INPUT' } }),
    ]);
  });
});
