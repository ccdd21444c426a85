import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphQLFieldResolver, isInputObjectType, isNonNullType } from 'graphql';
import { type Actor, ANONYMOUS } from '../../../platform/identity/actor.ts';
import { actorWith, asking, EVERYBODY } from '../../support/asking-as.ts';
import { type ServiceUnderTest, TEST_IDENTITY } from '../../support/service.ts';
import { ADA, FORMS, GRACE, idOf, OTHERS, OWN, PROJECTS, SECRET, twoSubmitters } from './two-submitters.ts';

let lab: ServiceUnderTest;
beforeAll(async () => {
  lab = await twoSubmitters();
}, 120_000);
afterAll(() => lab.close());

const NEVER = '00000000-0000-7000-8000-000000000000';
const FIELDS: Record<string, string> = {
  createSample: 'sample { id submitterEmail sampleNumber }',
  createSamples: 'samples { id submitterEmail } planned { sampleName sampleNumber }',
  createSubmission: 'submission { id submitterEmail samples { nodes { id submitterEmail } } }',
};
const inputOf = (verb: string): string => `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;

const asked = (verb: string, input: object, actor: Actor) =>
  asking(
    lab,
    actor,
    `mutation ($input: ${inputOf(verb)}!) { ${verb}(input: $input) { ${FIELDS[verb] ?? ''} userErrors { code field message } } }`,
    { input },
  );
async function does(verb: string, input: object, actor = ADA) {
  const { data, errors } = await asked(verb, input, actor);
  expect(errors).toBeUndefined();
  return data[verb];
}

/** What the schema says before a verb is asked at all. */
async function expectRefused(verb: string, input: object, actor: Actor): Promise<void> {
  const missing = actor === ANONYMOUS ? 'an identity' : 'a scope';
  expect(await asked(verb, input, actor)).toEqual({
    data: null,
    errors: [
      {
        message: `Mutation.${verb} is not for everybody: ${missing} is missing.`,
        path: [verb],
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE', service: 'samples' },
      },
    ],
  });
}

/** What the verb would say behind that: it asks for itself who may do this, and does not rely on the schema. */
function verbItself(verb: string, input: object, actor: Actor): unknown {
  const field = lab.subgraph.schema.getMutationType()?.getFields()[verb];
  const resolve = field?.extensions.unguarded as GraphQLFieldResolver<unknown, unknown>;
  return resolve(undefined, { input }, lab.subgraph.createContext({ ...TEST_IDENTITY, actor }), {} as never);
}
const refusals = async (verb: string, input: object, actor = ADA) =>
  (await does(verb, input, actor)).userErrors.map(({ code, field }: { code: string; field: string[] | null }) => [
    code,
    field,
  ]);
const total = async (): Promise<number> =>
  (await asking(lab, EVERYBODY, '{ samples(filter: { includeDeleted: true }) { totalCount } }')).data.samples
    .totalCount;

const form = (fields: object = {}) => ({
  submissionNumber: `ADA-${Math.random().toString(36).slice(2)}`,
  submitterName: 'Ada',
  submitterEmail: 'ada@EXAMPLE.org',
  ...fields,
});

test('a submitter takes samples in, and the address that is missing is their own', async () => {
  const { sample } = await does('createSample', { sampleName: 'mine' });
  expect(sample.submitterEmail).toBe(ADA.email);
  const { samples } = await does('createSamples', {
    samples: [{ sampleName: 'one' }, { sampleName: 'two', submitterEmail: 'ADA@example.org' }],
  });
  expect(samples.map(({ submitterEmail }: { submitterEmail: string }) => submitterEmail)).toEqual([
    ADA.email,
    ADA.email,
  ]);
  const { submission } = await does(
    'createSubmission',
    form({ projectId: PROJECTS.shared, samples: [{ sampleName: 'three' }] }),
  );
  expect(submission.submitterEmail).toBe(ADA.email);
  expect(submission.samples.nodes).toEqual([{ id: expect.any(String), submitterEmail: ADA.email }]);
  const { sample: next } = await does('createSample', { sampleName: 'four', submissionId: submission.id });
  expect(next.sampleNumber).toBe(2);
  const { planned } = await does('createSamples', {
    samples: [{ sampleName: 'x', submissionId: FORMS.adas }],
    dryRun: true,
  });
  expect(planned).toHaveLength(1);
});

test('another address is refused by name, and nothing is written', async () => {
  const before = await total();
  const submitterEmail = GRACE.email;
  expect(await refusals('createSample', { sampleName: 'x', submitterEmail })).toEqual([
    ['FORBIDDEN', ['submitterEmail']],
  ]);
  expect(
    await refusals('createSamples', { samples: [{ sampleName: 'x' }, { sampleName: 'y', submitterEmail }] }),
  ).toEqual([['FORBIDDEN', ['samples', '1', 'submitterEmail']]]);
  expect(await refusals('createSamples', { samples: [{ sampleName: 'y', submitterEmail }], dryRun: true })).toEqual([
    ['FORBIDDEN', ['samples', '0', 'submitterEmail']],
  ]);
  expect(await refusals('createSubmission', form({ submitterEmail, samples: [{ sampleName: 'x' }] }))).toEqual([
    ['FORBIDDEN', ['submitterEmail']],
  ]);
  expect(await total()).toBe(before);
});

test('what the facility decides and remarks is not for a submitter to say', async () => {
  const { id: assigneeId } = { id: idOf('user', 3) };
  const said = {
    assigneeId,
    assignedTo: 'Tess',
    libraryPrepBy: 'Tess',
    details: { qcPassed: true, qcNotes: 'fine', internalNotes: 'x' },
  };
  const refused = [
    'assignedTo',
    'assigneeId',
    'libraryPrepBy',
    'details.qcPassed',
    'details.qcNotes',
    'details.internalNotes',
  ].map((field) => field.split('.'));
  expect(await refusals('createSample', { sampleName: 'x', ...said })).toEqual(
    refused.map((field) => ['FORBIDDEN', field]),
  );
  expect(await refusals('createSamples', { samples: [{ sampleName: 'x', ...said }] })).toEqual(
    refused.map((field) => ['FORBIDDEN', ['samples', '0', ...field]]),
  );
  // Whether there is such a person is no matter.
  expect(await does('createSample', { sampleName: 'x', assigneeId: NEVER })).toEqual(
    await does('createSample', { sampleName: 'x', assigneeId }),
  );
  expect(
    await refusals('createSubmission', form({ samples: [{ sampleName: 'x', details: { internalNotes: 'x' } }] })),
  ).toEqual([['FORBIDDEN', ['samples', '0', 'details', 'internalNotes']]]);
});

test.each([
  ['createSample', (submissionId: string) => ({ sampleName: 'x', submissionId }), [FORMS.graces, FORMS.graceAlone]],
  ['createSamples', (submissionId: string) => ({ samples: [{ sampleName: 'x', submissionId }] }), [FORMS.graces]],
  ['createSubmission', (projectId: string) => form({ projectId, submissionNumber: 'ADA-NEVER' }), [PROJECTS.graces]],
])("%s says of what is somebody else's what it says of what is not there", async (verb, input, others) => {
  const before = await total();
  for (const other of others) {
    const answer = await does(verb, input(other));
    expect(answer).toEqual(await does(verb, input(NEVER)));
    expect(answer.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  expect(await total()).toBe(before);
});

test('an archived submission of somebody else says nothing of being archived', async () => {
  await lab.em().getConnection().execute(`update submissions set status = 'archived' where id = '${FORMS.graceAlone}'`);
  expect(await does('createSample', { sampleName: 'x', submissionId: FORMS.graceAlone })).toEqual(
    await does('createSample', { sampleName: 'x', submissionId: NEVER }),
  );
});

test('whoever has no verified address takes nothing in', async () => {
  const unverified = actorWith(['submitter'], { userId: ADA.userId });
  // A capital K it is not, though its lower case is a k.
  const disguised = actorWith(['submitter'], { email: '\u212Aim@example.org' });
  for (const actor of [unverified, disguised]) {
    expect(await refusals('createSample', { sampleName: 'x' }, actor)).toEqual([['FORBIDDEN', null]]);
    expect(await refusals('createSamples', { samples: [{ sampleName: 'x' }], dryRun: true }, actor)).toEqual([
      ['FORBIDDEN', null],
    ]);
    expect(await refusals('createSubmission', form(), actor)).toEqual([['FORBIDDEN', null]]);
  }
});

test('nor does who may not, be it by the schema or by the verb', async () => {
  const before = await total();
  const message = 'Only submitters and the staff of the facility may take samples in.';
  const inputs: [verb: string, input: object][] = [
    ['createSample', { sampleName: 'x' }],
    ['createSamples', { samples: [{ sampleName: 'x' }], dryRun: true }],
    ['createSubmission', form()],
  ];
  for (const actor of [ANONYMOUS, actorWith(['auditor'], { email: ADA.email }), actorWith(['admin'])]) {
    for (const [verb, input] of inputs) {
      await expectRefused(verb, input, actor);
      expect(await verbItself(verb, input, actor)).toEqual({
        userErrors: [{ code: 'FORBIDDEN', field: null, message }],
      });
    }
  }
  expect(await total()).toBe(before);
});

test('who reads everything and submits samples takes in under their own address alone', async () => {
  const both = actorWith(['submitter', 'auditor'], { userId: ADA.userId, email: ADA.email });
  expect(await refusals('createSample', { sampleName: 'x', submissionId: FORMS.graces }, both)).toEqual([
    ['NOT_FOUND', ['submissionId']],
  ]);
  expect(await refusals('createSample', { sampleName: 'x', submitterEmail: GRACE.email }, both)).toEqual([
    ['FORBIDDEN', ['submitterEmail']],
  ]);
});

test('every other verb is refused in the same words, whatever its ids lead to', async () => {
  const mutations = Object.values(lab.subgraph.schema.getMutationType()?.getFields() ?? {});
  const others = mutations.filter(({ name }) => FIELDS[name] === undefined);
  expect(others.length).toBeGreaterThan(15);
  const ids = {
    sampleId: [OWN[0], OTHERS[0], NEVER],
    stepId: [idOf('step', 100), idOf('step', 600), NEVER],
    attachmentId: [idOf('attachment', 10), idOf('attachment', 60), NEVER],
  };
  for (const { name } of others) {
    const type = lab.subgraph.schema.getType(inputOf(name));
    const required = isInputObjectType(type)
      ? Object.values(type.getFields()).filter((field) => isNonNullType(field.type))
      : [];
    for (const which of [0, 1, 2]) {
      const input = Object.fromEntries(
        required.map((field) => [field.name, ids[field.name as keyof typeof ids]?.[which] ?? 'text']),
      );
      await expectRefused(name, input, ADA);
      expect([name, await verbItself(name, input, ADA)]).toEqual([
        name,
        { userErrors: [{ code: 'FORBIDDEN', field: null, message: 'Only the staff of the facility may do this.' }] },
      ]);
    }
  }
  expect(JSON.stringify(await does('createSample', { sampleName: 'last' }))).not.toContain(SECRET);
});
