import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const NOBODY = '00000000-0000-7000-8000-000000000000';
const LONG = 'x'.repeat(20_000);

const rows = async (): Promise<number[]> => {
  const counts = await service.query(
    '{ samples(first: 0, filter: { includeDeleted: true }) { totalCount } submissions(first: 0) { totalCount } projects(first: 0) { totalCount } users(first: 0) { totalCount } }',
  );
  return Object.values(counts.data as Record<string, { totalCount: number }>).map(({ totalCount }) => totalCount);
};

type Case = [field: string, value: unknown, code: string];

const TEXTS: Record<string, number> = {
  sampleName: 255,
  projectId: 100,
  labName: 255,
  sampleType: 50,
  sampleBuffer: 100,
  flowCellType: 50,
};
const ofSample: Case[] = [
  ['sampleName', '', 'REQUIRED'],
  ['sampleName', '   ', 'REQUIRED'],
  ['sampleName', 'a\0b', 'INVALID_FORMAT'],
  ...Object.keys(TEXTS).map((field): Case => [field, LONG, 'TOO_LONG']),
  ['concentration', -1, 'OUT_OF_RANGE'],
  ['concentration', 1000.5, 'OUT_OF_RANGE'],
  ['concentration', 1e308, 'OUT_OF_RANGE'],
  ['volume', 0, 'OUT_OF_RANGE'],
  ['volume', 1001, 'OUT_OF_RANGE'],
  ['totalAmount', -0.1, 'OUT_OF_RANGE'],
  ['a260280', 4.01, 'OUT_OF_RANGE'],
  ['a260230', -0.01, 'OUT_OF_RANGE'],
  ['flowCellCount', 0, 'OUT_OF_RANGE'],
  ['chartField', 'ABC-1', 'INVALID_FORMAT'],
  ['submitterEmail', 'nobody', 'INVALID_FORMAT'],
  ['submissionId', 'x', 'INVALID_FORMAT'],
  ['submissionId', NOBODY, 'NOT_FOUND'],
  ['assigneeId', NOBODY, 'NOT_FOUND'],
  ['assignedTo', LONG, 'TOO_LONG'],
  ['details', { organism: LONG }, 'TOO_LONG'],
  ['details', { runTimeHours: -1 }, 'OUT_OF_RANGE'],
];

test.each(ofSample)('createSample refuses %s = %j', async (field, value, code) => {
  const before = await rows();
  const { data, errors } = await service.query(
    'mutation($input: CreateSampleInput!) { createSample(input: $input) { sample { id } userErrors { code field message } } }',
    { input: { sampleName: 'tube', [field]: value } },
  );
  expect(errors).toBeUndefined();
  expect(data.createSample.sample).toBeNull();
  const [error] = data.createSample.userErrors;
  expect(error).toMatchObject({ code, field: expect.arrayContaining([field]) });
  expect(error.message).toContain(field);
  expect(await rows()).toEqual(before);
});

const form = { submissionNumber: 'HTSF-BAD-1', submitterName: 'Ada', submitterEmail: 'ada@example.org' };
const ofSubmission: Case[] = [
  ['submissionNumber', '', 'REQUIRED'],
  ['submissionNumber', 'has space', 'INVALID_FORMAT'],
  ['submissionNumber', LONG, 'TOO_LONG'],
  ['submitterName', ' ', 'REQUIRED'],
  ['submitterEmail', 'ada@', 'INVALID_FORMAT'],
  ['name', LONG, 'TOO_LONG'],
  ['description', LONG, 'TOO_LONG'],
  ['originalFilename', LONG, 'TOO_LONG'],
  ['fileSizeBytes', '-1', 'OUT_OF_RANGE'],
  ['projectId', 'x', 'INVALID_FORMAT'],
  ['projectId', NOBODY, 'NOT_FOUND'],
  ['samples', Array(1001).fill({ sampleName: 'a' }), 'TOO_LONG'],
  ['samples', [{ sampleName: '' }], 'REQUIRED'],
];

test.each(ofSubmission)('createSubmission refuses a bad %s', async (field, value, code) => {
  const before = await rows();
  const { data, errors } = await service.query(
    'mutation($input: CreateSubmissionInput!) { createSubmission(input: $input) { submission { id } userErrors { code field message } } }',
    { input: { ...form, [field]: value } },
  );
  expect(errors).toBeUndefined();
  expect(data.createSubmission.submission).toBeNull();
  expect(data.createSubmission.userErrors[0]).toMatchObject({ code, field: expect.arrayContaining([field]) });
  expect(await rows()).toEqual(before);
});

test.each<Case>([
  ['name', '', 'REQUIRED'],
  ['name', LONG, 'TOO_LONG'],
  ['ownerEmail', 'x', 'INVALID_FORMAT'],
  ['ownerName', LONG, 'TOO_LONG'],
  ['description', LONG, 'TOO_LONG'],
  ['chartPrefix', 'abc', 'INVALID_FORMAT'],
])('createProject refuses a bad %s', async (field, value, code) => {
  const before = await rows();
  const { data } = await service.query(
    'mutation($input: CreateProjectInput!) { createProject(input: $input) { project { id } userErrors { code field } } }',
    { input: { name: 'Genomes', [field]: value } },
  );
  expect(data.createProject).toMatchObject({ project: null, userErrors: [{ code, field: [field] }] });
  expect(await rows()).toEqual(before);
});

test.each([
  ['startStep', { stepId: 'x' }, 'INVALID_FORMAT', 'stepId'],
  ['startStep', { stepId: NOBODY }, 'NOT_FOUND', 'stepId'],
  ['startStep', { stepId: NOBODY, assignedTo: LONG }, 'TOO_LONG', 'assignedTo'],
  ['startStep', { stepId: NOBODY, notes: LONG }, 'TOO_LONG', 'notes'],
  ['completeStep', { stepId: 'x' }, 'INVALID_FORMAT', 'stepId'],
  ['completeStep', { stepId: NOBODY }, 'NOT_FOUND', 'stepId'],
  ['completeStep', { stepId: NOBODY, notes: LONG }, 'TOO_LONG', 'notes'],
  ['completeStep', { stepId: NOBODY, resultsData: { a: 'x'.repeat(200_000) } }, 'TOO_LONG', 'resultsData'],
  ['completeStep', { stepId: NOBODY, resultsData: [1] }, 'INVALID_FORMAT', 'resultsData'],
])('%s refuses %j', async (verb, input, code, field) => {
  const type = verb === 'startStep' ? 'StartStepInput' : 'CompleteStepInput';
  const { data } = await service.query(
    `mutation($input: ${type}!) { ${verb}(input: $input) { step { id } userErrors { code field } } }`,
    { input },
  );
  expect(data[verb]).toMatchObject({ step: null, userErrors: [{ code, field: [field] }] });
});

test.each([
  ['sample(id: "x") { id }', 'id'],
  ['submission(id: "1; drop table users") { id }', 'id'],
  ['samples(first: 101) { nodes { id } }', 'first'],
  ['samples(first: -1) { nodes { id } }', 'first'],
  ['samples(after: "nonsense") { nodes { id } }', 'after'],
  ['samples(after: "WzEsMl0") { nodes { id } }', 'after'],
  ['samples(filter: { assigneeId: "me" }) { nodes { id } }', 'filter.assigneeId'],
  ['samples(filter: { ids: ["x"] }) { nodes { id } }', 'filter.ids'],
  [`samples(filter: { labName: "${LONG}" }) { nodes { id } }`, 'filter.labName'],
  [`users(search: "${LONG}") { nodes { id } }`, 'search'],
])('the argument of %.40s is refused by name', async (selection, field) => {
  const { errors } = await service.query(`{ ${selection} }`);
  expect(errors).toHaveLength(1);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
  expect(errors?.[0]?.message).toContain(field);
  expect(errors?.[0]?.message.length).toBeLessThan(200);
});

test('a cursor is good for its own list, order and filter alone', async () => {
  await service.query('mutation { createSample(input: { sampleName: "tube" }) { userErrors { code } } }');
  const { data } = await service.query('{ samples(first: 1) { pageInfo { endCursor } } }');
  const cursor = data.samples.pageInfo.endCursor;
  for (const selection of [
    `samples(after: "${cursor}", filter: { held: true }) { nodes { id } }`,
    `samples(after: "${cursor}", orderBy: { field: DUE_AT }) { nodes { id } }`,
    `submissions(after: "${cursor}") { nodes { id } }`,
  ]) {
    const { errors } = await service.query(`{ ${selection} }`);
    expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
  }
  const forged = Buffer.from(
    Buffer.from(cursor, 'base64url')
      .toString()
      .replace(/\d{4}-\d\d/, "2026'--"),
  ).toString('base64url');
  const { errors } = await service.query(`{ samples(after: "${forged}") { nodes { id } } }`);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
});

test('what does not exist is null', async () => {
  const { data, errors } = await service.query(
    `{ sample(id: "${NOBODY}") { id } submission(id: "${NOBODY}") { id } project(id: "${NOBODY}") { id } user(id: "${NOBODY}") { id } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ sample: null, submission: null, project: null, user: null });
});

test('letters and wildcards in searches mean themselves', async () => {
  const { data, errors } = await service.query(
    `{ a: users(search: "100%_\\\\'\\";--") { nodes { id } } b: submissions(filter: { search: "名前 👩‍🔬 %" }) { nodes { id } } }`,
  );
  expect(errors).toBeUndefined();
  expect(data).toEqual({ a: { nodes: [] }, b: { nodes: [] } });
});

test('a NUL in an e-mail address is a mistake of the caller, not an outage', async () => {
  const { data, errors } = await service.query(
    'mutation($input: CreateSubmissionInput!) { createSubmission(input: $input) { userErrors { code field } } }',
    { input: { ...form, submitterEmail: 'a\0b@x.org' } },
  );
  expect(errors).toBeUndefined();
  expect(data.createSubmission.userErrors).toEqual([{ code: 'INVALID_FORMAT', field: ['submitterEmail'] }]);
});

test('blanks around an e-mail address come from pasting it', async () => {
  const { data } = await service.query(
    'mutation { createProject(input: { name: "Genomes", ownerEmail: " lee@example.org\\n" }) { project { ownerEmail } } }',
  );
  expect(data.createProject.project).toEqual({ ownerEmail: 'lee@example.org' });
});

test('an id is the same in capitals, in references too', async () => {
  const { data } = await service.query('mutation { createSample(input: { sampleName: "tube" }) { sample { id } } }');
  const { id } = data.createSample.sample;
  const found = await service.query(
    'query($of: [_Any!]!, $id: ID!) { _entities(representations: $of) { ... on Sample { id } } sample(id: $id) { id } }',
    { of: [{ __typename: 'Sample', id: id.toUpperCase() }], id: id.toUpperCase() },
  );
  expect(found.data).toEqual({ _entities: [{ id }], sample: { id } });
});
