import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { type SampleSeen, workbench } from './workbench.ts';

let service: ServiceUnderTest;
const { asks, does, refused, take, seen, stepOf, starts, completes, worksThrough } = workbench(() => service);
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

let sample: SampleSeen;
let sampleId: string;
beforeEach(async () => {
  sample = await take();
  sampleId = sample.id;
});

const STEP_VERBS = ['startStep', 'completeStep', 'failStep', 'skipStep', 'retryStep', 'reopenStep'];

/** Whatever the step stands at, the reason given is the sample's. */
async function nothingMovesBecause(reason: string): Promise<void> {
  for (const verb of STEP_VERBS) {
    const why = /^(fail|skip|reopen)/.test(verb) ? { reason: 'x' } : {};
    expect(await refused(verb, { stepId: stepOf(sample, 'SAMPLE_QC'), ...why })).toEqual({
      code: 'NOT_ALLOWED_NOW',
      field: ['stepId'],
      message: `stepId: ${reason}`,
    });
  }
}

describe('a sample on hold', () => {
  test('goes nowhere until it is released', async () => {
    const held = await does('holdSample', { sampleId, reason: 'label unreadable' });
    expect(held).toMatchObject({
      holdReason: 'label unreadable',
      isBlocked: true,
      blockedReason: 'The sample is on hold: label unreadable',
      availableActions: ['RELEASE', 'REJECT', 'DELETE', 'ASSIGN', 'UPDATE'],
    });
    await nothingMovesBecause('The sample is on hold: label unreadable');
    const released = await does('releaseSample', { sampleId });
    expect(released).toMatchObject({ holdReason: null, isBlocked: false });
    expect((await starts(sample, 'SAMPLE_QC')).status).toBe('SUBMITTED');
  });

  test('is held once and released once', async () => {
    expect((await refused('releaseSample', { sampleId })).message).toBe('sampleId: The sample is not on hold.');
    await does('holdSample', { sampleId, reason: 'first' });
    expect((await refused('holdSample', { sampleId, reason: 'second' })).message).toContain('on hold: first');
    expect((await seen(sampleId)).holdReason).toBe('first');
  });

  test('is not archived, however far it came', async () => {
    await worksThrough(sample, 'QUALITY_ASSESSMENT');
    await does('holdSample', { sampleId, reason: 'invoice open' });
    expect((await refused('archiveSample', { sampleId })).message).toContain('on hold: invoice open');
  });
});

describe('a sample that is rejected', () => {
  test('ends with a reason, its hold included, and no step of it moves', async () => {
    await worksThrough(sample, 'SAMPLE_QC');
    await does('holdSample', { sampleId, reason: 'degraded?' });
    const rejected = await does('rejectSample', { sampleId, reason: 'degraded' });
    expect(rejected).toMatchObject({
      status: 'SUBMITTED',
      outcome: 'REJECTED',
      outcomeReason: 'degraded',
      holdReason: null,
      isBlocked: true,
      blockedReason: 'The sample is rejected: degraded',
      availableActions: ['ARCHIVE', 'RESTORE', 'DELETE', 'ASSIGN', 'UPDATE'],
    });
    await nothingMovesBecause('The sample is rejected: degraded');
    expect((await refused('rejectSample', { sampleId, reason: 'again' })).code).toBe('NOT_ALLOWED_NOW');
    expect((await refused('holdSample', { sampleId, reason: 'x' })).code).toBe('NOT_ALLOWED_NOW');
  });

  test('may have been withdrawn by the customer, but cannot have been delivered this way', async () => {
    const error = await refused('rejectSample', { sampleId, outcome: 'DELIVERED', reason: 'done' });
    expect(error).toMatchObject({ code: 'INVALID_FORMAT', field: ['outcome'] });
    const withdrawn = await does('rejectSample', { sampleId, outcome: 'WITHDRAWN', reason: 'budget' });
    expect(withdrawn).toMatchObject({ outcome: 'WITHDRAWN', blockedReason: 'The sample is withdrawn: budget' });
  });

  test('comes back when the rejection is taken back', async () => {
    await worksThrough(sample, 'LIBRARY_PREP');
    await does('rejectSample', { sampleId, reason: 'mistaken' });
    const back = await does('restoreSample', { sampleId });
    expect(back).toMatchObject({ status: 'PREP', outcome: null, outcomeReason: null, isBlocked: false });
    expect(await starts(sample, 'LIBRARY_QC')).toMatchObject({ currentStep: 'LIBRARY_QC' });
  });
});

describe('a sample that is archived', () => {
  test.each(['QUALITY_ASSESSMENT', 'DATA_DELIVERY'])('came as far as %s, and closes as it is', async (last) => {
    const before = await worksThrough(sample, last);
    const archived = await does('archiveSample', { sampleId });
    expect(archived).toMatchObject({
      status: 'ARCHIVED',
      outcome: before.outcome,
      completedAt: before.completedAt,
      isBlocked: false,
      availableActions: ['RESTORE', 'DELETE'],
    });
    await nothingMovesBecause('The sample is archived.');
    expect(await does('restoreSample', { sampleId })).toMatchObject({
      status: before.status,
      outcome: before.outcome,
      completedAt: before.completedAt,
      availableActions: before.availableActions,
    });
  });

  test.each(['SAMPLE_QC', 'LIBRARY_PREP', 'SEQUENCING_RUN', 'BASECALLING'])(
    'came as far as %s only: it needs an outcome and a reason',
    async (last) => {
      const before = await worksThrough(sample, last);
      expect((await refused('archiveSample', { sampleId })).code).toBe('NOT_ALLOWED_NOW');
      expect(await refused('archiveSample', { sampleId, outcome: 'WITHDRAWN' })).toMatchObject({
        code: 'REQUIRED',
        field: ['reason'],
      });
      expect((await seen(sampleId)).outcome).toBeNull();
      const archived = await does('archiveSample', { sampleId, outcome: 'WITHDRAWN', reason: 'project ended' });
      expect(archived).toMatchObject({ status: 'ARCHIVED', outcome: 'WITHDRAWN', outcomeReason: 'project ended' });
      expect(await does('restoreSample', { sampleId })).toMatchObject({ status: before.status, outcome: null });
    },
  );

  test('was rejected before: its reason is known already', async () => {
    await does('rejectSample', { sampleId, reason: 'empty tube' });
    const archived = await does('archiveSample', { sampleId });
    expect(archived).toMatchObject({ status: 'ARCHIVED', outcome: 'REJECTED', outcomeReason: 'empty tube' });
  });

  test('is closed: it is neither changed, assigned, held, rejected, adopted nor archived again', async () => {
    await worksThrough(sample, 'DATA_DELIVERY');
    const { version } = await does('archiveSample', { sampleId });
    for (const [verb, more] of [
      ['updateSample', { sampleName: 'other' }],
      ['assignSample', { assignedTo: 'Grey' }],
      ['holdSample', { reason: 'x' }],
      ['releaseSample', {}],
      ['rejectSample', { reason: 'x' }],
      ['archiveSample', { outcome: 'REJECTED', reason: 'x' }],
      ['adoptWorkflow', {}],
    ] as const) {
      expect(await refused(verb, { sampleId, ...more })).toEqual({
        code: 'NOT_ALLOWED_NOW',
        field: ['sampleId'],
        message: 'sampleId: The sample is archived. Restore it first (restoreSample).',
      });
    }
    expect((await seen(sampleId)).version).toBe(version);
  });
});

describe('a sample that is deleted', () => {
  const listed = async (): Promise<unknown[]> =>
    (await service.query('query($ids: [ID!]) { samples(filter: { ids: $ids }) { nodes { id } } }', { ids: [sampleId] }))
      .data.samples.nodes;

  test('leaves the lists, keeps everything, says why, and comes back whole', async () => {
    const before = await worksThrough(sample, 'LIBRARY_PREP');
    const deleted = await does('deleteSample', { sampleId, reason: 'entered twice' });
    expect(deleted).toMatchObject({
      status: 'PREP',
      deletedReason: 'entered twice',
      isBlocked: false,
      availableActions: ['RESTORE'],
      steps: before.steps,
    });
    expect(deleted.deletedAt).not.toBeNull();
    expect(await listed()).toEqual([]);
    await nothingMovesBecause('The sample is deleted.');
    expect((await refused('deleteSample', { sampleId, reason: 'again' })).code).toBe('NOT_ALLOWED_NOW');
    expect(await does('restoreSample', { sampleId })).toMatchObject({
      status: 'PREP',
      deletedAt: null,
      deletedReason: null,
      availableActions: before.availableActions,
    });
    expect(await listed()).toHaveLength(1);
  });

  test('was archived before: it comes back to the archive, and from there to the lab', async () => {
    await worksThrough(sample, 'DATA_DELIVERY');
    await does('archiveSample', { sampleId });
    await does('deleteSample', { sampleId, reason: 'retention' });
    expect(await does('restoreSample', { sampleId })).toMatchObject({ status: 'ARCHIVED', outcome: 'DELIVERED' });
    expect(await does('restoreSample', { sampleId })).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED' });
    expect((await refused('restoreSample', { sampleId })).message).toContain('neither deleted nor archived');
  });
});

describe('a submission', () => {
  let submissionId: string;
  let tubes: SampleSeen[];
  const stands = async (): Promise<{ status: string; completedAt: string | null }> =>
    (await service.query('query($id: ID!) { submission(id: $id) { status completedAt } }', { id: submissionId })).data
      .submission;
  let form = 0;
  beforeEach(async () => {
    const { data } = await service.query(
      'mutation($input: CreateSubmissionInput!) { createSubmission(input: $input) { submission { id samples { nodes { id } } } } }',
      {
        input: {
          submissionNumber: `HTSF-CL-${++form}`,
          submitterName: 'Ada',
          submitterEmail: 'ada@example.org',
          samples: ['a', 'b'].map((sampleName) => ({
            sampleName,
            sampleType: 'DNA',
            concentration: 40,
            volume: 2,
            a260280: 1.9,
          })),
        },
      },
    );
    const created = data.createSubmission.submission;
    submissionId = created.id;
    tubes = await Promise.all(created.samples.nodes.map(({ id }: { id: string }) => seen(id)));
  });

  test('is processing once work on a sample began, and completed with the last of them', async () => {
    const [first, second] = tubes as [SampleSeen, SampleSeen];
    expect(await stands()).toEqual({ status: 'SUBMITTED', completedAt: null });
    await starts(first, 'SAMPLE_QC');
    expect(await stands()).toEqual({ status: 'PROCESSING', completedAt: null });
    await completes(first, 'SAMPLE_QC');
    await worksThrough(first, 'QUALITY_ASSESSMENT');
    expect((await stands()).status).toBe('PROCESSING');
    await worksThrough(second, 'DATA_DELIVERY');
    const completed = await stands();
    expect(completed.status).toBe('COMPLETED');
    expect(completed.completedAt).not.toBeNull();
    await does('archiveSample', { sampleId: second.id });
    expect(await stands()).toEqual(completed);
    await does('reopenStep', { stepId: stepOf(first, 'BASECALLING'), reason: 'newer model' });
    expect(await stands()).toEqual({ status: 'PROCESSING', completedAt: null });
  });

  test('does not wait for rejected, withdrawn or deleted samples', async () => {
    const [first, second] = tubes as [SampleSeen, SampleSeen];
    await worksThrough(first, 'QUALITY_ASSESSMENT');
    await does('rejectSample', { sampleId: second.id, reason: 'empty' });
    expect((await stands()).status).toBe('COMPLETED');
    await does('restoreSample', { sampleId: second.id });
    expect((await stands()).status).toBe('PROCESSING');
    await does('deleteSample', { sampleId: second.id, reason: 'never arrived' });
    expect((await stands()).status).toBe('COMPLETED');
  });

  test('is completed too when its last two samples are completed at once', async () => {
    for (const tube of tubes) {
      await worksThrough(tube, 'BASECALLING');
      await starts(tube, 'QUALITY_ASSESSMENT');
    }
    const answers = await Promise.all(
      tubes.map((tube) => asks('completeStep', { stepId: stepOf(tube, 'QUALITY_ASSESSMENT') })),
    );
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    expect((await stands()).status).toBe('COMPLETED');
  });
});
