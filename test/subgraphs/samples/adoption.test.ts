import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { STEPS, type Step, workbench } from './workbench.ts';

let service: ServiceUnderTest;
const { does, refused, seen, take, stepOf, worksThrough } = workbench(() => service);
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

type OldStep = [name: string, status: string];

/** A sample as the separation of a monolith brings it: any status, whatever steps were written down there. */
async function migrated(status: string, steps: OldStep[], more: { completed?: boolean; outcome?: string } = {}) {
  const { rows } = await sql<{ id: string }>`
    insert into nanopore_samples (sample_name, status, concentration, volume, a260_280, completed_at, outcome)
    values ('old tube', ${status}, 40, 2, 1.9, ${more.completed ? '2024-05-01T10:00:00Z' : null}::timestamptz, ${more.outcome ?? null})
    returning id`.execute(service.em().getKysely<unknown>());
  const id = (rows[0] as { id: string }).id;
  for (const [name, stepStatus] of steps) {
    await sql`insert into nanopore_processing_steps (sample_id, step_name, step_status)
              values (${id}::uuid, ${name}, ${stepStatus})`.execute(service.em().getKysely<unknown>());
  }
  return seen(id);
}

const asWords = (sample: { steps: { stepName: string; status: string }[] }) =>
  sample.steps.map(({ stepName, status }) => `${stepName} ${status.toLowerCase()}`);

test.each([
  ['submitted', 0, false],
  ['prep', 1, true],
  ['sequencing', 3, true],
  ['analysis', 5, true],
  ['completed', 7, false],
  ['distributed', 8, false],
])('a sample that came in %s without steps gets eight that say so', async (status, done, underWay) => {
  const old = await migrated(status, []);
  expect(old.availableActions).toContain('ADOPT_WORKFLOW');
  const adopted = await does('adoptWorkflow', { sampleId: old.id });
  expect(adopted).toMatchObject({ status: status.toUpperCase(), completedAt: null });
  expect(adopted.steps.map(({ step }) => step)).toEqual(STEPS);
  expect(adopted.steps.map((step) => step.status)).toEqual(
    STEPS.map((_, i) => (i < done ? 'COMPLETED' : i === done && underWay ? 'IN_PROGRESS' : 'PENDING')),
  );
  for (const step of adopted.steps) {
    expect(step).toMatchObject({
      startedAt: null,
      completedAt: null,
      statusReason: step.status === 'PENDING' ? null : 'Filled in to match the status that the sample came with.',
    });
  }
  expect(adopted.availableActions).not.toContain('ADOPT_WORKFLOW');
  expect((await refused('adoptWorkflow', { sampleId: old.id })).message).toContain('has all eight steps');
});

test('the steps that a sample came with stay, mapped or not', async () => {
  const old = await migrated('sequencing', [
    ['QC Check', 'completed'],
    ['library_prep', 'completed'],
    ['library_qc', 'skipped'],
  ]);
  const adopted = await does('adoptWorkflow', { sampleId: old.id });
  expect(asWords(adopted)).toEqual([
    'sample_qc completed',
    'library_prep completed',
    'library_qc skipped',
    'sequencing_setup in_progress',
    'sequencing_run pending',
    'basecalling pending',
    'quality_assessment pending',
    'data_delivery pending',
    'QC Check completed',
  ]);
  expect(adopted.steps.map(({ id }) => id)).toEqual(expect.arrayContaining(old.steps.map(({ id }) => id)));
  const done = await does('completeStep', { stepId: stepOf(adopted, 'SEQUENCING_SETUP') });
  expect(done).toMatchObject({ status: 'SEQUENCING', currentStep: 'SEQUENCING_RUN' });
  expect(await worksThrough(adopted, 'DATA_DELIVERY')).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED' });
});

test('a failed step stays failed, and what is missing before it is done', async () => {
  const old = await migrated('prep', [['sequencing_run', 'failed']]);
  const adopted = await does('adoptWorkflow', { sampleId: old.id });
  expect(adopted.steps.map(({ status }) => status)).toEqual([
    ...Array(4).fill('COMPLETED'),
    'FAILED',
    ...Array(3).fill('PENDING'),
  ]);
  expect(adopted).toMatchObject({
    status: 'SEQUENCING',
    blockedReason: 'sequencing_run failed; it has to be retried.',
  });
});

test.each([
  ['quality_assessment', 'COMPLETED', null],
  ['data_delivery', 'DISTRIBUTED', 'DELIVERED'],
])(
  'a sample whose old %s is completed is %s, since when it was done, with its outcome',
  async (name, status, outcome) => {
    const old = await migrated('analysis', [[name, 'completed']]);
    await sql`update nanopore_processing_steps set completed_at = '2024-05-02T10:00:00Z'
            where sample_id = ${old.id}::uuid`.execute(service.em().getKysely<unknown>());
    expect(await does('adoptWorkflow', { sampleId: old.id })).toMatchObject({
      ...{ status, outcome, completedAt: '2024-05-02T10:00:00.000Z' },
    });
  },
);

test('nobody says of a rejected sample that it was delivered', async () => {
  const old = await migrated('sequencing', [['data_delivery', 'completed']], { outcome: 'rejected' });
  const adopted = await does('adoptWorkflow', { sampleId: old.id });
  expect(adopted).toMatchObject({ status: 'DISTRIBUTED', outcome: 'REJECTED', completedAt: null });
});

test('a status that old steps lag behind is not taken back by catching up with them', async () => {
  const old = await migrated('completed', [['library_qc', 'pending']], { completed: true });
  const adopted = await does('adoptWorkflow', { sampleId: old.id });
  expect(adopted).toMatchObject({ status: 'COMPLETED', currentStep: 'LIBRARY_QC' });
  const stepId = stepOf(adopted, 'LIBRARY_QC');
  await does('startStep', { stepId });
  expect(await does('completeStep', { stepId })).toMatchObject({
    status: 'COMPLETED',
    currentStep: 'DATA_DELIVERY',
    completedAt: old.completedAt,
  });
});

test('until then nothing moves in it: its workflow has holes', async () => {
  const old = await migrated('prep', [
    ['library_qc', 'pending'],
    ['Gel', 'in_progress'],
  ]);
  expect(old).toMatchObject({
    isBlocked: true,
    availableActions: ['HOLD', 'REJECT', 'DELETE', 'ASSIGN', 'UPDATE', 'ADOPT_WORKFLOW'],
  });
  expect(old.blockedReason).toBe(
    'The sample comes from another system and has no sample_qc, library_prep, sequencing_setup, sequencing_run, basecalling, quality_assessment, data_delivery; adoptWorkflow adds what is missing.',
  );
  expect((await refused('startStep', { stepId: stepOf(old, 'LIBRARY_QC') })).message).toContain('adoptWorkflow adds');
  const gel = old.steps.find(({ stepName }) => stepName === 'Gel')?.id;
  expect((await refused('completeStep', { stepId: gel })).message).toBe(
    'stepId: "Gel" is no step of the workflow; it stays as it was recorded.',
  );
});

test('the queue holds it once it is adopted, and not before', async () => {
  const queued = async (): Promise<string[]> =>
    (await service.query('{ workQueue(step: LIBRARY_QC, first: 100) { nodes { id } } }')).data.workQueue.nodes.map(
      ({ id }: { id: string }) => id,
    );
  const old = await migrated('prep', [
    ['library_prep', 'completed'],
    ['library_qc', 'pending'],
  ]);
  expect(await queued()).not.toContain(old.id);
  await does('adoptWorkflow', { sampleId: old.id });
  expect(await queued()).toContain(old.id);
  await does('startStep', { stepId: stepOf(old, 'LIBRARY_QC') });
  expect(await queued()).not.toContain(old.id);
});

test('a finished sample without steps is not blocked, is archived as it is, and comes back as it was', async () => {
  const old = await migrated('completed', [['QC Check', 'completed']], { completed: true });
  expect(old).toMatchObject({ isBlocked: false, blockedReason: null });
  await does('archiveSample', { sampleId: old.id });
  expect(await does('restoreSample', { sampleId: old.id })).toMatchObject({
    status: 'COMPLETED',
    completedAt: old.completedAt,
  });
});

test.each([
  ['COMPLETED', { completed: true }],
  ['DISTRIBUTED', { completed: true, outcome: 'delivered' }],
  ['SUBMITTED', {}],
])('a sample that came in archived is restored as %s by what it says of its end', async (status, more) => {
  const old = await migrated('archived', [], more);
  expect((await refused('adoptWorkflow', { sampleId: old.id })).message).toContain('Restore it first');
  expect(await does('restoreSample', { sampleId: old.id })).toMatchObject({ status });
  expect((await does('adoptWorkflow', { sampleId: old.id })).status).toBe(status);
});

test('whatever a sample comes with, adoption adds what is missing, changes no old step, and takes no status back', async () => {
  const statuses = ['submitted', 'prep', 'sequencing', 'analysis', 'completed', 'distributed'];
  const stepStatus = fc.constantFrom('pending', 'in_progress', 'completed', 'failed', 'skipped');
  const oldStep = fc.tuple(fc.constantFrom(...STEPS.map((step) => step.toLowerCase()), 'Gel', 'QC Check'), stepStatus);
  const oldSteps = fc.uniqueArray(oldStep, { maxLength: 7, selector: ([name]) => name });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...statuses), oldSteps, async (status, steps) => {
      const old = await migrated(status, steps);
      const adopted = await does('adoptWorkflow', { sampleId: old.id });
      expect(adopted.steps.filter(({ id }) => old.steps.some((step) => step.id === id))).toEqual(old.steps);
      expect(adopted.steps.slice(0, 8).map(({ step }) => step)).toEqual(STEPS);
      expect(adopted.steps).toHaveLength(8 + steps.filter(([name]) => /[A-Z]/.test(name)).length);
      expect(statuses.indexOf((adopted.status as string).toLowerCase())).toBeGreaterThanOrEqual(
        statuses.indexOf(status),
      );
      const added = adopted.steps.filter(({ id }) => !old.steps.some((step) => step.id === id));
      const firstAddedOpen = added.find(({ status }) => status !== 'COMPLETED');
      const after = adopted.steps.slice(adopted.steps.indexOf(firstAddedOpen as Step) + 1, 8);
      if (firstAddedOpen !== undefined) {
        expect(after.filter(({ status }) => status !== 'PENDING')).toEqual([]);
      }
    }),
    { seed: 147, numRuns: 60 },
  );
});

test('a sample of ours has nothing to adopt', async () => {
  const { id } = await take();
  expect((await refused('adoptWorkflow', { sampleId: id })).code).toBe('NOT_ALLOWED_NOW');
});
