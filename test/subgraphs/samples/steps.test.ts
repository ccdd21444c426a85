import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type Answer, type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const SAMPLE =
  'id status currentStep availableActions isBlocked blockedReason version startedAt completedAt outcome steps { id step status }';
const complete = { sampleType: 'DNA', concentration: 40, volume: 2, a260280: 1.85 };

type Step = { id: string; step: string; status: string };
type Sample = { id: string; steps: Step[] } & Record<string, unknown>;

async function take(measurements: object): Promise<Sample> {
  const { data } = await service.query(
    `mutation($input: CreateSampleInput!) { createSample(input: $input) { sample { ${SAMPLE} } userErrors { message } } }`,
    { input: { sampleName: 'tube', ...measurements } },
  );
  return data.createSample.sample;
}

const onSteps = (sample: Sample): string[] =>
  (sample.availableActions as string[]).filter((action) => action.endsWith('_STEP'));

const stepOf = (sample: Sample, name: string): string => sample.steps.find(({ step }) => step === name)?.id as string;

const verb = (name: 'startStep' | 'completeStep', stepId: string): Promise<Answer> =>
  service.query(
    `mutation($id: ID!) { ${name}(input: { stepId: $id }) { sample { ${SAMPLE} } step { status startedAt completedAt assignedTo } userErrors { code field message } } }`,
    { id: stepId },
  );

async function does(sample: Sample, ...names: string[]): Promise<Sample> {
  let after = sample;
  for (const name of names) {
    for (const action of ['startStep', 'completeStep'] as const) {
      const { data } = await verb(action, stepOf(sample, name));
      expect(data[action].userErrors).toEqual([]);
      after = data[action].sample;
    }
  }
  return after;
}

let sample: Sample;
beforeEach(async () => {
  sample = await take(complete);
});

test('a new sample can start its quality control and nothing else', async () => {
  expect(sample).toMatchObject({ status: 'SUBMITTED', currentStep: 'SAMPLE_QC' });
  expect(onSteps(sample)).toEqual(['START_STEP', 'SKIP_STEP']);
  const { data } = await verb('startStep', stepOf(sample, 'LIBRARY_PREP'));
  expect(data.startStep).toMatchObject({
    sample: null,
    userErrors: [
      { code: 'NOT_ALLOWED_NOW', field: ['stepId'], message: 'stepId: sample_qc comes first and is pending.' },
    ],
  });
});

test('the status of a sample follows its steps to the delivery', async () => {
  expect(await does(sample, 'SAMPLE_QC')).toMatchObject({ status: 'SUBMITTED', currentStep: 'LIBRARY_PREP' });
  expect(await does(sample, 'LIBRARY_PREP', 'LIBRARY_QC')).toMatchObject({ status: 'PREP' });
  expect(await does(sample, 'SEQUENCING_SETUP', 'SEQUENCING_RUN')).toMatchObject({ status: 'SEQUENCING' });
  expect(await does(sample, 'BASECALLING')).toMatchObject({ status: 'ANALYSIS', completedAt: null });
  const assessed = await does(sample, 'QUALITY_ASSESSMENT');
  expect(assessed.status).toBe('COMPLETED');
  expect(assessed.completedAt).not.toBeNull();
  const delivered = await does(sample, 'DATA_DELIVERY');
  expect(delivered).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED', currentStep: null });
  expect(onSteps(delivered)).toEqual(['REOPEN_STEP']);
});

test('whoever starts a step is written down, and a second technician comes too late', async () => {
  const stepId = stepOf(sample, 'SAMPLE_QC');
  const answers = await Promise.all([verb('startStep', stepId), verb('startStep', stepId), verb('startStep', stepId)]);
  const outcomes = answers.map(({ data }) => data.startStep.userErrors[0]?.code ?? 'started').sort();
  expect(outcomes).toEqual(['NOT_ALLOWED_NOW', 'NOT_ALLOWED_NOW', 'started']);
  const won = answers.find(({ data }) => data.startStep.step !== null);
  expect(won?.data.startStep.step).toMatchObject({ status: 'IN_PROGRESS', assignedTo: 'Dana Reyes' });
  expect(won?.data.startStep.sample.version).toBe((sample.version as number) + 1);
});

test('a step that was not started cannot be completed', async () => {
  const { data } = await verb('completeStep', stepOf(sample, 'SAMPLE_QC'));
  expect(data.completeStep.userErrors).toMatchObject([{ code: 'NOT_ALLOWED_NOW', field: ['stepId'] }]);
});

test('a library is not prepared without a concentration and a volume', async () => {
  const bare = await does(await take({}), 'SAMPLE_QC');
  expect(bare).toMatchObject({
    isBlocked: true,
    blockedReason: 'library_prep needs a concentration and a volume of the sample.',
  });
  expect(onSteps(bare)).toEqual(['SKIP_STEP', 'REOPEN_STEP']);
  const { data } = await verb('startStep', stepOf(bare, 'LIBRARY_PREP'));
  expect(data.startStep.userErrors[0].message).toContain('needs a concentration and a volume');
});

test('a sample is not loaded without a 260/280 ratio', async () => {
  const unmeasured = await does(await take({ ...complete, a260280: null }), 'SAMPLE_QC', 'LIBRARY_PREP', 'LIBRARY_QC');
  expect(unmeasured.blockedReason).toBe('sequencing_setup needs a 260/280 ratio of the sample.');
});

test('purity outside the kit range warns and stops nothing', async () => {
  const impure = await take({ ...complete, a260280: 1.5 });
  const { data } = await service.query(
    'query($id: ID!) { sample(id: $id) { warnings { code field message } isBlocked } }',
    {
      id: impure.id,
    },
  );
  expect(data.sample).toEqual({
    isBlocked: false,
    warnings: [
      {
        code: 'PURITY_OUTSIDE_KIT_RANGE',
        field: 'a260280',
        message: 'The 260/280 ratio is 1.5; kits recommend 1.8 to 2.1.',
      },
    ],
  });
});

test('results of a step are kept', async () => {
  const stepId = stepOf(sample, 'SAMPLE_QC');
  await verb('startStep', stepId);
  const { data } = await service.query(
    'mutation($id: ID!) { completeStep(input: { stepId: $id, resultsData: { qubit: 41.5 }, notes: "clear" }) { step { resultsData notes status } } }',
    { id: stepId },
  );
  expect(data.completeStep.step).toEqual({ resultsData: { qubit: 41.5 }, notes: 'clear', status: 'COMPLETED' });
});

test('a sample on hold goes nowhere until it is released', async () => {
  await service
    .em()
    .getKysely<{ nanopore_samples: { id: string; hold_reason: string } }>()
    .updateTable('nanopore_samples')
    .set({ hold_reason: 'label unreadable' })
    .where('id', '=', sample.id)
    .execute();
  const { data } = await verb('startStep', stepOf(sample, 'SAMPLE_QC'));
  expect(data.startStep.userErrors[0].message).toBe('stepId: The sample is on hold: label unreadable');
});

test('two verbs in one request each answer with what they wrote', async () => {
  const stepId = stepOf(sample, 'SAMPLE_QC');
  const { data } = await service.query(
    `mutation($id: ID!) {
      first: startStep(input: { stepId: $id }) { step { status } sample { steps { status } } }
      second: completeStep(input: { stepId: $id }) { step { status } sample { steps { status } currentStep } }
    }`,
    { id: stepId },
  );
  expect(data.first).toMatchObject({ step: { status: 'IN_PROGRESS' } });
  expect(data.second).toMatchObject({ step: { status: 'COMPLETED' }, sample: { currentStep: 'LIBRARY_PREP' } });
  expect(data.second.sample.steps[0].status).toBe('COMPLETED');
});
