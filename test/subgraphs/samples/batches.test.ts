import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const CREATE = `mutation($input: CreateSamplesInput!) {
  createSamples(input: $input) {
    userErrors { code field message }
    samples { id sampleName sampleNumber submitterName priority totalAmount currentStep createdBy { name } details { organism } steps { step status } }
    planned { row sampleName sampleNumber submitterName priority totalAmount dueAt warnings { field } }
  }
}`;

async function create(input: Record<string, unknown>) {
  const { data, errors } = await service.query(CREATE, { input });
  expect(errors).toBeUndefined();
  return data.createSamples;
}

const tubes = (count: number, prefix: string): { sampleName: string }[] =>
  Array.from({ length: count }, (_, n) => ({ sampleName: `${prefix}${n}` }));

/** Every table that a batch writes to. */
async function rows(): Promise<unknown> {
  const { rows } = await sql`
    select (select count(*)::int from nanopore_samples) as samples, (select count(*)::int from nanopore_sample_details) as details,
      (select count(*)::int from nanopore_processing_steps) as steps, (select count(*)::int from sample_batches) as batches`.execute(
    service.em().getKysely<unknown>(),
  );
  return rows[0];
}

async function submission(submissionNumber: string): Promise<string> {
  const { data } = await service.query(
    `mutation($n: String!) { createSubmission(input: { submissionNumber: $n, submitterName: "Ada", submitterEmail: "ada@example.org", priority: HIGH }) { submission { id } } }`,
    { n: submissionNumber },
  );
  return data.createSubmission.submission.id;
}

test('a thousand samples come in at once, in order, each with its eight steps', async () => {
  const { samples: created, userErrors } = await create({
    samples: tubes(1_000, 'bulk').map((tube, n) => ({
      ...tube,
      concentration: 10,
      volume: 2.5,
      details: n % 2 === 0 ? { organism: 'Escherichia coli' } : null,
    })),
  });
  expect(userErrors).toEqual([]);
  expect(created.map(({ sampleName }: { sampleName: string }) => sampleName)).toEqual(
    tubes(1_000, 'bulk').map(({ sampleName }) => sampleName),
  );
  expect(created[999]).toMatchObject({
    totalAmount: 25,
    currentStep: 'SAMPLE_QC',
    createdBy: { name: 'Dana Reyes' },
    details: null,
  });
  expect(created[998].details).toEqual({ organism: 'Escherichia coli' });
  expect(created[7].steps.map(({ step }: { step: string }) => step)).toEqual([
    'SAMPLE_QC',
    'LIBRARY_PREP',
    'LIBRARY_QC',
    'SEQUENCING_SETUP',
    'SEQUENCING_RUN',
    'BASECALLING',
    'QUALITY_ASSESSMENT',
    'DATA_DELIVERY',
  ]);
});

test('the number of statements does not grow with the batch', async () => {
  const mutation =
    'mutation($input: CreateSamplesInput!) { createSamples(input: $input) { userErrors { code } samples { id } } }';
  const few = await service.statements(mutation, { input: { samples: tubes(2, 'few') } });
  const many = await service.statements(mutation, { input: { samples: tubes(300, 'many') } });
  expect(many).toBe(few);
});

test('samples join their submissions with the next numbers, and inherit from them', async () => {
  const [first, second] = [await submission('HTSF-B-1'), await submission('HTSF-B-2')];
  await service.query(
    'mutation($id: ID!) { createSample(input: { sampleName: "there", submissionId: $id }) { userErrors { code } } }',
    { id: first },
  );
  const batch = await Promise.all([
    create({
      samples: [
        { sampleName: 'a', submissionId: first },
        { sampleName: 'b', submissionId: second },
        { sampleName: 'c', submissionId: first, priority: 'LOW' },
      ],
    }),
    create({
      samples: [
        { sampleName: 'd', submissionId: second },
        { sampleName: 'e', submissionId: first },
      ],
    }),
  ]);
  const created = batch.flatMap(({ samples }) => samples);
  expect(created[0]).toMatchObject({ submitterName: 'Ada', priority: 'HIGH' });
  expect(created[2]).toMatchObject({ priority: 'LOW' });
  const numbersOf = (...names: string[]) =>
    created
      .filter(({ sampleName }) => names.includes(sampleName))
      .map(({ sampleNumber }) => sampleNumber)
      .sort();
  expect(numbersOf('a', 'c', 'e')).toEqual([2, 3, 4]);
  expect(numbersOf('b', 'd')).toEqual([1, 2]);
});

test('one bad row keeps the whole batch out, and every bad row is named at once', async () => {
  const before = await rows();
  const {
    samples: none,
    planned,
    userErrors,
  } = await create({
    samples: [
      { sampleName: 'good' },
      { sampleName: ' ' },
      { sampleName: 'x', sampleType: 'RNA', concentration: 900 },
      { sampleName: 'good', volume: -1 },
    ],
    idempotencyKey: 'bad-batch',
  });
  expect([none, planned]).toEqual([null, null]);
  expect(userErrors).toEqual([
    { code: 'REQUIRED', field: ['samples', '1', 'sampleName'], message: 'samples.1.sampleName: must not be blank' },
    {
      code: 'OUT_OF_RANGE',
      field: ['samples', '2', 'concentration'],
      message: 'samples.2.concentration: must be between 0.01 and 500 ng/µL for RNA',
    },
    {
      code: 'OUT_OF_RANGE',
      field: ['samples', '3', 'volume'],
      message: 'samples.3.volume: must be between 0.1 and 1000 µL',
    },
  ]);
  expect(await rows()).toEqual(before);
});

const NOBODY = '00000000-0000-7000-8000-000000000000';
const LONG = 'x'.repeat(20_000);

test.each<[string, unknown, string]>([
  ['sampleName', '', 'REQUIRED'],
  ['sampleName', LONG, 'TOO_LONG'],
  ['sampleName', 'a\0b', 'INVALID_FORMAT'],
  ['projectId', LONG, 'TOO_LONG'],
  ['labName', LONG, 'TOO_LONG'],
  ['sampleType', LONG, 'TOO_LONG'],
  ['sampleBuffer', LONG, 'TOO_LONG'],
  ['flowCellType', LONG, 'TOO_LONG'],
  ['flowCellCount', 0, 'OUT_OF_RANGE'],
  ['concentration', -1, 'OUT_OF_RANGE'],
  ['volume', 1_001, 'OUT_OF_RANGE'],
  ['totalAmount', -1, 'OUT_OF_RANGE'],
  ['a260280', 4.01, 'OUT_OF_RANGE'],
  ['a260230', -0.01, 'OUT_OF_RANGE'],
  ['chartField', 'ABC', 'INVALID_FORMAT'],
  ['submitterName', LONG, 'TOO_LONG'],
  ['submitterEmail', 'nobody', 'INVALID_FORMAT'],
  ['assignedTo', LONG, 'TOO_LONG'],
  ['libraryPrepBy', LONG, 'TOO_LONG'],
  ['assigneeId', 'x', 'INVALID_FORMAT'],
  ['assigneeId', NOBODY, 'NOT_FOUND'],
  ['submissionId', 'x', 'INVALID_FORMAT'],
  ['submissionId', NOBODY, 'NOT_FOUND'],
  ['details', { organism: LONG }, 'TOO_LONG'],
  ['details', { runTimeHours: -1 }, 'OUT_OF_RANGE'],
])('a batch is refused for %s = %.20j of its second row, dry run or not', async (field, value, code) => {
  const before = await rows();
  for (const dryRun of [true, false]) {
    const { samples: none, userErrors } = await create({
      samples: [{ sampleName: 'good' }, { sampleName: 'bad', [field]: value }],
      dryRun,
    });
    expect(none).toBeNull();
    expect(userErrors).toHaveLength(1);
    expect(userErrors[0]).toMatchObject({ code, field: expect.arrayContaining(['samples', '1', field]) });
    expect(userErrors[0].message).toContain(`samples.1.${field}`);
  }
  expect(await rows()).toEqual(before);
});

test.each<[string, unknown, string]>([
  ['samples', [], 'REQUIRED'],
  ['samples', tubes(1_001, 'x'), 'TOO_LONG'],
  ['idempotencyKey', '', 'REQUIRED'],
  ['idempotencyKey', LONG, 'TOO_LONG'],
])('a batch with %s = %.20j is refused by name', async (field, value, code) => {
  const { samples: none, userErrors } = await create({ samples: tubes(1, 'x'), [field]: value });
  expect([none, userErrors]).toEqual([null, [expect.objectContaining({ code, field: [field] })]]);
});

test('a dry run says what would come of it, warnings included, and writes nothing', async () => {
  const submissionId = await submission('HTSF-B-3');
  const before = await rows();
  const {
    samples: none,
    planned,
    userErrors,
  } = await create({
    dryRun: true,
    idempotencyKey: 'dry',
    samples: [
      { sampleName: 'one', submissionId, concentration: 20, volume: 3, a260280: 1.2 },
      { sampleName: 'two', submissionId, priority: 'LOW' },
    ],
  });
  expect([none, userErrors]).toEqual([null, []]);
  expect(planned).toEqual([
    {
      row: 0,
      sampleName: 'one',
      sampleNumber: 1,
      submitterName: 'Ada',
      priority: 'HIGH',
      totalAmount: 60,
      dueAt: expect.any(String),
      warnings: [{ field: 'a260280' }],
    },
    {
      row: 1,
      sampleName: 'two',
      sampleNumber: 2,
      submitterName: 'Ada',
      priority: 'LOW',
      totalAmount: null,
      dueAt: expect.any(String),
      warnings: [],
    },
  ]);
  expect(await rows()).toEqual(before);
  expect((await create({ samples: tubes(1, 'now'), idempotencyKey: 'dry' })).userErrors).toEqual([]);
});

test('who asks again under the same key gets the same samples, and nothing new is written', async () => {
  const input = { samples: tubes(3, 'once'), idempotencyKey: 'monday-1' };
  const first = await create(input);
  const before = await rows();
  const again = await create(input);
  expect(again.userErrors).toEqual([]);
  expect(again.planned).toEqual([]);
  expect(again.samples.map(({ id }: { id: string }) => id)).toEqual(first.samples.map(({ id }: { id: string }) => id));
  expect(await rows()).toEqual(before);
});

test('a key with other samples is refused, and another person may use the same key', async () => {
  await create({ samples: tubes(1, 'mine'), idempotencyKey: 'shared' });
  const before = await rows();
  const other = await create({ samples: tubes(2, 'mine'), idempotencyKey: 'shared' });
  expect(other).toMatchObject({ samples: null, userErrors: [{ code: 'ALREADY_EXISTS', field: ['idempotencyKey'] }] });
  expect(await rows()).toEqual(before);

  const robot = {
    actor: { userId: null, name: 'robot', email: null, kind: 'service' as const, scopes: EVERY_SCOPE },
    requestId: 'r',
    address: null,
    userAgent: null,
  };
  const answer = await service.execute(
    { query: CREATE, variables: { input: { samples: tubes(2, 'theirs'), idempotencyKey: 'shared' } } },
    robot,
  );
  expect(answer).toMatchObject({ data: { createSamples: { userErrors: [], samples: [{ createdBy: null }, {}] } } });
});

test('two calls at once under one key take the samples in once', async () => {
  const input = { samples: tubes(5, 'twice'), idempotencyKey: 'at-once' };
  const [one, two] = await Promise.all([create(input), create(input)]);
  expect(one.samples.map(({ id }: { id: string }) => id)).toEqual(two.samples.map(({ id }: { id: string }) => id));
  const { data } = await service.query('{ searchSamples(query: "twice") { totalCount } }');
  expect(data.searchSamples.totalCount).toBe(5);
});

test('a key whose batch was refused is still free', async () => {
  const refused = await create({ samples: [{ sampleName: 'x', submissionId: NOBODY }], idempotencyKey: 'second-try' });
  expect(refused.samples).toBeNull();
  const mended = await create({ samples: [{ sampleName: 'x' }], idempotencyKey: 'second-try' });
  expect(mended).toMatchObject({ userErrors: [], samples: [{ sampleName: 'x' }] });
});

test('an archived submission takes no batch', async () => {
  const submissionId = await submission('HTSF-B-4');
  await sql`update submissions set status = 'archived' where id = ${submissionId}::uuid`.execute(
    service.em().getKysely<unknown>(),
  );
  const { userErrors } = await create({ samples: [{ sampleName: 'x' }, { sampleName: 'y', submissionId }] });
  expect(userErrors).toEqual([
    expect.objectContaining({ code: 'NOT_ALLOWED_NOW', field: ['samples', '1', 'submissionId'] }),
  ]);
});
