import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { MEASURED, NOBODY, workbench } from './workbench.ts';

let service: ServiceUnderTest;
const { take, does } = workbench(() => service);
const subjects: Record<string, string> = {};
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  const sample = await take({ ...MEASURED, details: { organism: 'Escherichia coli' } });
  const working = await take();
  await does('startStep', { stepId: working.steps[0]?.id });
  Object.assign(subjects, { sampleId: sample.id, stepId: sample.steps[0]?.id, started: working.steps[0]?.id });
});
afterAll(() => service.close());

const LONG = 'x'.repeat(20_000);

/** Everything that a verb of this file could have written. */
const everything = async (): Promise<unknown> =>
  (
    await sql`
      select (select json_agg(s order by s.id) from nanopore_samples s) as samples,
             (select json_agg(st order by st.id) from nanopore_processing_steps st) as steps,
             (select json_agg(d order by d.id) from nanopore_sample_details d) as details,
             (select json_agg(u order by u.id) from users u) as users`.execute(service.em().getKysely<unknown>())
  ).rows;

const ask = (verb: string, input: object) =>
  service.query(
    `mutation($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) {
      ${verb}(input: $input) { sample { id } userErrors { code field message } } }`,
    { input },
  );

const ABSENT = Symbol('absent');
/** `graph`: refused by the schema itself. `named` is the field in the answer, where it is another one. */
type Case = [field: string, value: unknown, code: string, named?: string];

const anId = (field: string): Case[] => [
  [field, ABSENT, 'graph'],
  [field, null, 'graph'],
  [field, { id: 1 }, 'graph'],
  [field, 'x', 'INVALID_FORMAT'],
  [field, '', 'INVALID_FORMAT'],
  [field, LONG, 'INVALID_FORMAT'],
  [field, "'; drop table users --", 'INVALID_FORMAT'],
  [field, NOBODY, 'NOT_FOUND'],
];
const aReason: Case[] = [
  ['reason', ABSENT, 'graph'],
  ['reason', null, 'graph'],
  ['reason', 5, 'graph'],
  ['reason', '', 'REQUIRED'],
  ['reason', ' \t\n', 'REQUIRED'],
  ['reason', 'x'.repeat(1_001), 'TOO_LONG'],
  ['reason', 'a\0b', 'INVALID_FORMAT'],
  ['reason', '\ud800', 'INVALID_FORMAT'],
];
const aText = (field: string, longest: number): Case[] => [
  [field, 5, 'graph'],
  [field, '  ', 'REQUIRED'],
  [field, 'x'.repeat(longest + 1), 'TOO_LONG'],
  [field, 'a\0b', 'INVALID_FORMAT'],
];
const anObject = (field: string): Case[] => [
  [field, [1], 'INVALID_FORMAT'],
  [field, 'text', 'INVALID_FORMAT'],
  [field, { a: 'x'.repeat(100_001) }, 'TOO_LONG'],
  [field, { a: 'b\0c' }, 'INVALID_FORMAT'],
];
const aNumber = (field: string, below: number, above: number): Case[] => [
  [field, 'many', 'graph'],
  [field, below, 'OUT_OF_RANGE'],
  [field, above, 'OUT_OF_RANGE'],
];

const stepId = () => ({ stepId: subjects.stepId });
const started = () => ({ stepId: subjects.started });
const sampleId = () => ({ sampleId: subjects.sampleId });
const why = { reason: 'because' };

/** Each verb with an input that would be accepted, and what is wrong with each of its fields in turn. */
const VERBS: Record<string, { good: () => object; bad: Case[] }> = {
  startStep: { good: stepId, bad: [...anId('stepId'), ...aText('assignedTo', 100), ...aText('notes', 10_000)] },
  completeStep: { good: started, bad: [...anId('stepId'), ...anObject('resultsData'), ...aText('notes', 10_000)] },
  failStep: {
    good: () => ({ ...started(), ...why }),
    bad: [...anId('stepId'), ...aReason, ...anObject('resultsData'), ...aText('notes', 10_000)],
  },
  skipStep: { good: () => ({ ...stepId(), ...why }), bad: [...anId('stepId'), ...aReason, ...aText('notes', 10_000)] },
  retryStep: { good: started, bad: [...anId('stepId'), ...aText('notes', 10_000)] },
  reopenStep: { good: () => ({ ...stepId(), ...why }), bad: [...anId('stepId'), ...aReason] },
  holdSample: { good: () => ({ ...sampleId(), ...why }), bad: [...anId('sampleId'), ...aReason] },
  releaseSample: { good: sampleId, bad: anId('sampleId') },
  rejectSample: {
    good: () => ({ ...sampleId(), ...why }),
    bad: [
      ...anId('sampleId'),
      ...aReason,
      ['outcome', 'LOST', 'graph'],
      ['outcome', 3, 'graph'],
      ['outcome', 'DELIVERED', 'INVALID_FORMAT'],
    ],
  },
  archiveSample: {
    good: () => ({ ...sampleId(), outcome: 'REJECTED', ...why }),
    bad: [
      ...anId('sampleId'),
      ['outcome', 'LOST', 'graph'],
      ['outcome', 'DELIVERED', 'INVALID_FORMAT'],
      ['outcome', ABSENT, 'NOT_ALLOWED_NOW', 'sampleId'],
      ['reason', ABSENT, 'REQUIRED'],
      ['reason', null, 'REQUIRED'],
      ['reason', '  ', 'REQUIRED'],
      ['reason', 'x'.repeat(1_001), 'TOO_LONG'],
    ],
  },
  restoreSample: { good: sampleId, bad: anId('sampleId') },
  deleteSample: { good: () => ({ ...sampleId(), ...why }), bad: [...anId('sampleId'), ...aReason] },
  adoptWorkflow: { good: sampleId, bad: anId('sampleId') },
  assignSample: {
    good: () => ({ ...sampleId(), assignedTo: 'Grey' }),
    bad: [
      ...anId('sampleId'),
      ['assigneeId', 'me', 'INVALID_FORMAT'],
      ['assigneeId', NOBODY, 'NOT_FOUND'],
      ...aText('assignedTo', 100),
      ['assignedTo', ABSENT, 'REQUIRED', 'assigneeId'],
    ],
  },
  updateSample: {
    good: () => ({ ...sampleId(), labName: 'Lee Lab' }),
    bad: [
      ...anId('sampleId'),
      ['expectedVersion', 'one', 'graph'],
      ['expectedVersion', 1.5, 'graph'],
      ['expectedVersion', 0, 'CONFLICT'],
      ['expectedVersion', 99, 'CONFLICT'],
      ['sampleName', null, 'REQUIRED'],
      ...aText('sampleName', 255),
      ...aText('projectId', 100),
      ...aText('submitterName', 255),
      ...aText('labName', 255),
      ...aText('sampleType', 50),
      ...aText('sampleBuffer', 100),
      ...aText('flowCellType', 50),
      ...aText('libraryPrepBy', 100),
      ['submitterEmail', 'nobody', 'INVALID_FORMAT'],
      ['submitterEmail', `${LONG}@example.org`, 'TOO_LONG'],
      ['chartField', 'ABC-1', 'INVALID_FORMAT'],
      ['chartField', LONG, 'TOO_LONG'],
      ['priority', null, 'REQUIRED'],
      ['priority', 'SOON', 'graph'],
      ...aNumber('concentration', 0.09, 1000.1),
      ...aNumber('volume', 0.09, 1000.1),
      ...aNumber('totalAmount', -1, 1_000_001),
      ...aNumber('a260280', -0.01, 4.01),
      ...aNumber('a260230', -0.01, 4.01),
      ...aNumber('flowCellCount', 0, 101),
      ['details', 'none', 'graph'],
      ['details', { organism: LONG }, 'TOO_LONG'],
      ['details', { organism: ' ' }, 'REQUIRED'],
      ['details', { runTimeHours: -1 }, 'OUT_OF_RANGE'],
      ['details', { runTimeHours: 1001 }, 'OUT_OF_RANGE'],
      ['details', { qcPassed: 'yes' }, 'graph'],
      ['details', { internalNotes: 'x'.repeat(10_001) }, 'TOO_LONG'],
    ],
  },
};

const cases = Object.entries(VERBS).flatMap(([verb, { bad }]) =>
  bad.map(([field, value, code, named = field]) => {
    const shown = value === ABSENT ? 'nothing' : JSON.stringify(value).slice(0, 30);
    return [verb, field, shown, value, code, named] as const;
  }),
);

test.each(cases)('%s refuses %s = %s', async (verb, field, _shown, value, code, named) => {
  const input: Record<string, unknown> = { ...VERBS[verb]?.good(), [field]: value };
  if (value === ABSENT) {
    delete input[field];
  }
  const before = await everything();
  const { data, errors } = await ask(verb, input);
  if (code === 'graph') {
    expect(errors?.[0]?.message).toContain(named);
    expect(data?.[verb] ?? null).toBeNull();
  } else {
    expect(errors).toBeUndefined();
    expect(data[verb].sample).toBeNull();
    const [error] = data[verb].userErrors;
    expect(error).toMatchObject({ code, field: expect.arrayContaining([named]) });
    expect(error.message).toMatch(new RegExp(`^${named}\\b.*\\w{3}`));
  }
  expect(await everything()).toEqual(before);
});

test('every mutation of the samples service that is about one sample is in the table', () => {
  const mutations = Object.keys(service.subgraph.schema.getMutationType()?.getFields() ?? {});
  const others = mutations.filter((name) => !/^create|Attachment$/.test(name));
  expect(Object.keys(VERBS).sort()).toEqual(others.sort());
});

test('a list of bad fields comes back as a whole', async () => {
  const { data } = await ask('updateSample', { ...sampleId(), volume: 0, a260280: 9, sampleName: null });
  expect(data.updateSample.userErrors.map(({ field }: { field: string[] }) => field)).toEqual(
    expect.arrayContaining([['volume'], ['a260280'], ['sampleName']]),
  );
  expect(data.updateSample.userErrors).toHaveLength(3);
});
