import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false });
});
afterAll(() => graph.close());

type Seen = { id: string; steps: { id: string; step: string; status: string }[] } & Record<string, unknown>;

/** One mutation through the gateway: what it left of the sample. Fails the test when it is refused. */
async function does(verb: string, input: string): Promise<Seen> {
  const { data, errors } = await graph.query(`mutation {
    ${verb}(input: { ${input} }) {
      userErrors { code field message }
      sample {
        id status outcome outcomeReason holdReason deletedReason deletedAt assignedTo volume totalAmount version
        isBlocked currentStep availableActions steps { id step status statusReason }
      }
    }
  }`);
  expect(errors).toBeUndefined();
  expect(data[verb].userErrors).toEqual([]);
  return data[verb].sample;
}

test('a sample with every kind of trouble goes its way through the gateway, from the intake to the archive', async () => {
  const { id, steps } = await does(
    'createSample',
    'sampleName: "traveller", sampleType: "DNA", concentration: 40, volume: 2, a260280: 1.9',
  );
  const sample = `sampleId: "${id}"`;
  const step = (n: number): string => `stepId: "${steps[n - 1]?.id}"`;

  expect(await does('assignSample', `${sample}, assignedTo: "Grey"`)).toMatchObject({ assignedTo: 'Grey' });
  expect(await does('updateSample', `${sample}, expectedVersion: 2, volume: 3`)).toMatchObject({ totalAmount: 120 });
  expect(await does('holdSample', `${sample}, reason: "label"`)).toMatchObject({
    holdReason: 'label',
    isBlocked: true,
  });
  expect(await does('releaseSample', sample)).toMatchObject({ holdReason: null, isBlocked: false });

  await does('startStep', step(1));
  expect(await does('failStep', `${step(1)}, reason: "empty"`)).toMatchObject({ isBlocked: true });
  expect(await does('retryStep', step(1))).toMatchObject({ isBlocked: false, currentStep: 'SAMPLE_QC' });
  expect(await does('skipStep', `${step(1)}, reason: "measured elsewhere"`)).toMatchObject({ status: 'SUBMITTED' });
  for (const n of [2, 3, 4, 5, 6, 7, 8]) {
    await does('startStep', step(n));
    await does('completeStep', step(n));
  }
  expect(await does('reopenStep', `${step(8)}, reason: "wrong address"`)).toMatchObject({
    status: 'COMPLETED',
    outcome: null,
  });
  await does('startStep', step(8));
  expect(await does('completeStep', step(8))).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED' });
  expect(await does('archiveSample', sample)).toMatchObject({ status: 'ARCHIVED' });
  expect(await does('restoreSample', sample)).toMatchObject({ status: 'DISTRIBUTED' });
  expect(await does('deleteSample', `${sample}, reason: "test"`)).toMatchObject({
    deletedReason: 'test',
    availableActions: ['RESTORE'],
  });
});

test('a customer takes a sample back', async () => {
  const { id } = await does('createSample', 'sampleName: "taken back"');
  expect(await does('rejectSample', `sampleId: "${id}", outcome: WITHDRAWN, reason: "budget"`)).toMatchObject({
    outcome: 'WITHDRAWN',
    outcomeReason: 'budget',
  });
});

test('a sample of the old system comes into the workflow', async () => {
  const { rows } = await sql<{ id: string }>`
    insert into nanopore_samples (sample_name, status) values ('old', 'prep') returning id`.execute(
    graph.service('samples').em().getKysely<unknown>(),
  );
  const adopted = await does('adoptWorkflow', `sampleId: "${rows[0]?.id}"`);
  expect(adopted).toMatchObject({ status: 'PREP', currentStep: 'LIBRARY_PREP' });
  expect(adopted.steps).toHaveLength(8);
});

test('what is forbidden is said in the payload, with the field and what to do', async () => {
  const { id, steps } = await does('createSample', 'sampleName: "early"');
  const { data, errors } = await graph.query(`mutation {
    startStep(input: { stepId: "${steps[1]?.id}" }) { step { id } userErrors { code field message } }
    archiveSample(input: { sampleId: "${id}" }) { sample { id } userErrors { code field message } }
    updateSample(input: { sampleId: "${id}", expectedVersion: 7 }) { sample { id } userErrors { code field } }
  }`);
  expect(errors).toBeUndefined();
  expect(data).toEqual({
    startStep: {
      step: null,
      userErrors: [
        { code: 'NOT_ALLOWED_NOW', field: ['stepId'], message: 'stepId: sample_qc comes first and is pending.' },
      ],
    },
    archiveSample: {
      sample: null,
      userErrors: [
        {
          code: 'NOT_ALLOWED_NOW',
          field: ['sampleId'],
          message:
            'sampleId: The sample has the status submitted; only a completed, distributed, rejected or withdrawn one can be archived without giving an outcome.',
        },
      ],
    },
    updateSample: { sample: null, userErrors: [{ code: 'CONFLICT', field: ['expectedVersion'] }] },
  });
});
