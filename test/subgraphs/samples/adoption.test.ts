import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { STEPS, workbench } from './workbench.ts';

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

test('a sample of ours has nothing to adopt', async () => {
  const { id } = await take();
  expect((await refused('adoptWorkflow', { sampleId: id })).code).toBe('NOT_ALLOWED_NOW');
});
