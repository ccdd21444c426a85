import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { MEASURED, type SampleSeen, STEPS, statusesOf, workbench } from './workbench.ts';

let service: ServiceUnderTest;
const { does, refused, take, seen, stepOf, starts, completes, worksThrough } = workbench(() => service);
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

let sample: SampleSeen;
beforeEach(async () => {
  sample = await take();
});

describe('a step that fails', () => {
  test('blocks the steps after it, and says why', async () => {
    await worksThrough(sample, 'LIBRARY_PREP');
    await starts(sample, 'LIBRARY_QC');
    const failed = await does('failStep', {
      stepId: stepOf(sample, 'LIBRARY_QC'),
      reason: 'fragments too short',
      resultsData: { medianLength: 400 },
      notes: 'second Femto Pulse',
    });
    expect(failed).toMatchObject({
      status: 'PREP',
      currentStep: 'LIBRARY_QC',
      isBlocked: true,
      blockedReason: 'library_qc failed (fragments too short); it has to be retried.',
    });
    expect(failed.availableActions).toContain('RETRY_STEP');
    expect(failed.availableActions).not.toContain('START_STEP');
    expect(failed.steps[2]).toMatchObject({
      status: 'FAILED',
      statusReason: 'fragments too short',
      resultsData: { medianLength: 400 },
      notes: 'second Femto Pulse',
      completedAt: null,
    });
    const next = await refused('startStep', { stepId: stepOf(sample, 'SEQUENCING_SETUP') });
    expect(next.message).toBe('stepId: library_qc comes first and is failed.');
    for (const verb of ['startStep', 'completeStep']) {
      expect(await refused(verb, { stepId: stepOf(sample, 'LIBRARY_QC') })).toMatchObject({
        code: 'NOT_ALLOWED_NOW',
        message: 'stepId: library_qc failed (fragments too short); it has to be retried.',
      });
    }
    expect(await refused('skipStep', { stepId: stepOf(sample, 'LIBRARY_QC'), reason: 'never mind' })).toMatchObject({
      code: 'NOT_ALLOWED_NOW',
    });
  });

  test('is retried, started again and completed', async () => {
    await worksThrough(sample, 'SAMPLE_QC');
    await starts(sample, 'LIBRARY_PREP');
    await does('failStep', { stepId: stepOf(sample, 'LIBRARY_PREP'), reason: 'beads lost' });
    const retried = await does('retryStep', { stepId: stepOf(sample, 'LIBRARY_PREP'), notes: 'new beads' });
    expect(retried).toMatchObject({ status: 'PREP', isBlocked: false, currentStep: 'LIBRARY_PREP' });
    expect(retried.steps[1]).toMatchObject({ status: 'PENDING', statusReason: 'beads lost', notes: 'new beads' });
    expect(await refused('startStep', { stepId: stepOf(sample, 'LIBRARY_QC') })).toMatchObject({
      message: 'stepId: library_prep comes first and is pending.',
    });
    await starts(sample, 'LIBRARY_PREP');
    expect(await completes(sample, 'LIBRARY_PREP')).toMatchObject({ currentStep: 'LIBRARY_QC' });
  });

  test('was in progress: neither a pending nor a completed step fails or is retried', async () => {
    await worksThrough(sample, 'SAMPLE_QC');
    for (const name of ['SAMPLE_QC', 'LIBRARY_PREP']) {
      const stepId = stepOf(sample, name);
      expect((await refused('failStep', { stepId, reason: 'x' })).message).toContain(
        'only a step in progress can fail',
      );
      expect((await refused('retryStep', { stepId })).message).toContain('only a failed step can be retried');
    }
  });
});

describe('a step that is skipped', () => {
  test('needs a reason, and lets the next one start', async () => {
    await worksThrough(sample, 'LIBRARY_PREP');
    const stepId = stepOf(sample, 'LIBRARY_QC');
    expect(await refused('skipStep', { stepId, reason: '  ' })).toMatchObject({ code: 'REQUIRED', field: ['reason'] });
    const skipped = await does('skipStep', { stepId, reason: 'sizes known from the run before' });
    expect(skipped).toMatchObject({ status: 'PREP', currentStep: 'SEQUENCING_SETUP' });
    expect(skipped.steps[2]).toMatchObject({ status: 'SKIPPED', statusReason: 'sizes known from the run before' });
    expect(await starts(sample, 'SEQUENCING_SETUP')).toMatchObject({ status: 'SEQUENCING' });
  });

  test('is the one whose turn it is, and has not been started', async () => {
    const later = await refused('skipStep', { stepId: stepOf(sample, 'LIBRARY_PREP'), reason: 'x' });
    expect(later.message).toBe('stepId: sample_qc comes first and is pending.');
    await starts(sample, 'SAMPLE_QC');
    const under = await refused('skipStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'x' });
    expect(under.message).toBe('stepId: sample_qc is in progress; only a pending step can be skipped.');
  });

  test('asks for no measurement: a library that comes ready made needs none', async () => {
    const library = await take({ sampleType: 'DNA' });
    await worksThrough(library, 'SAMPLE_QC');
    const skipped = await does('skipStep', { stepId: stepOf(library, 'LIBRARY_PREP'), reason: 'library sent in' });
    expect(skipped).toMatchObject({ status: 'SUBMITTED', isBlocked: false, currentStep: 'LIBRARY_QC' });
    expect(await starts(library, 'LIBRARY_QC')).toMatchObject({ status: 'PREP' });
  });

  test('completes the sample when it is the assessment, but does not deliver its data when it is the delivery', async () => {
    await worksThrough(sample, 'BASECALLING');
    const assessed = await does('skipStep', { stepId: stepOf(sample, 'QUALITY_ASSESSMENT'), reason: 'customer does' });
    expect(assessed.status).toBe('COMPLETED');
    expect(assessed.completedAt).not.toBeNull();
    const left = await does('skipStep', { stepId: stepOf(sample, 'DATA_DELIVERY'), reason: 'customer took the disk' });
    expect(left).toMatchObject({ status: 'COMPLETED', outcome: null, currentStep: null });
    expect(left.availableActions).toContain('ARCHIVE');
  });
});

describe('a step that is reopened', () => {
  test('resets what came after it, and the sample goes back with it', async () => {
    const delivered = await worksThrough(sample, 'DATA_DELIVERY');
    expect(delivered).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED' });
    const reopened = await does('reopenStep', { stepId: stepOf(sample, 'LIBRARY_QC'), reason: 'tubes were swapped' });
    expect(reopened).toMatchObject({ status: 'PREP', outcome: null, completedAt: null, currentStep: 'LIBRARY_QC' });
    expect(reopened.startedAt).toBe(delivered.startedAt);
    expect(statusesOf(reopened)).toEqual(['COMPLETED', 'COMPLETED', ...Array(6).fill('PENDING')]);
    expect(reopened.steps[2]).toMatchObject({ statusReason: 'tubes were swapped', startedAt: null, completedAt: null });
    expect(reopened.steps[5]).toMatchObject({ startedAt: null, completedAt: null, resultsData: null });
    expect(await worksThrough(sample, 'DATA_DELIVERY')).toMatchObject({ status: 'DISTRIBUTED', outcome: 'DELIVERED' });
  });

  test.each([
    ['DATA_DELIVERY', 'COMPLETED'],
    ['QUALITY_ASSESSMENT', 'ANALYSIS'],
    ['BASECALLING', 'SEQUENCING'],
    ['SEQUENCING_SETUP', 'PREP'],
    ['LIBRARY_PREP', 'SUBMITTED'],
    ['SAMPLE_QC', 'SUBMITTED'],
  ])('from %s on leaves a sample that is %s', async (name, status) => {
    const delivered = await worksThrough(sample, 'DATA_DELIVERY');
    const reopened = await does('reopenStep', { stepId: stepOf(sample, name), reason: 'again' });
    expect(reopened).toMatchObject({ status, outcome: null, currentStep: name });
    expect(reopened.completedAt).toBe(status === 'COMPLETED' ? delivered.completedAt : null);
  });

  test('was done before; a skipped one counts, and a reason is needed', async () => {
    expect((await refused('reopenStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'x' })).message).toBe(
      'stepId: sample_qc is pending; only a completed or skipped step can be reopened.',
    );
    await does('skipStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'measured elsewhere' });
    expect(await refused('reopenStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: '' })).toMatchObject({
      field: ['reason'],
    });
    const reopened = await does('reopenStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'measure after all' });
    expect(reopened.steps[0]).toMatchObject({ status: 'PENDING', statusReason: 'measure after all' });
  });

  test('undoes a step that is under way after it', async () => {
    await worksThrough(sample, 'LIBRARY_PREP');
    await starts(sample, 'LIBRARY_QC');
    const reopened = await does('reopenStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'wrong tube' });
    expect(statusesOf(reopened)).toEqual(Array(8).fill('PENDING'));
  });
});

test('what may be done is what the verbs then do: a sample at every stage', async () => {
  const always = ['HOLD', 'REJECT', 'DELETE', 'ASSIGN', 'UPDATE'];
  const fresh = await seen(sample.id);
  expect(fresh.availableActions).toEqual(['START_STEP', 'SKIP_STEP', ...always]);
  expect((await starts(sample, 'SAMPLE_QC')).availableActions).toEqual(['COMPLETE_STEP', 'FAIL_STEP', ...always]);
  const failed = await does('failStep', { stepId: stepOf(sample, 'SAMPLE_QC'), reason: 'empty' });
  expect(failed.availableActions).toEqual(['RETRY_STEP', ...always]);
  await does('retryStep', { stepId: stepOf(sample, 'SAMPLE_QC') });
  const prepared = await worksThrough(sample, 'LIBRARY_PREP');
  expect(prepared.availableActions).toEqual(['START_STEP', 'SKIP_STEP', 'REOPEN_STEP', ...always]);
  const delivered = await worksThrough(sample, 'DATA_DELIVERY');
  expect(delivered.availableActions).toEqual([
    'REOPEN_STEP',
    'HOLD',
    'REJECT',
    'ARCHIVE',
    'DELETE',
    'ASSIGN',
    'UPDATE',
  ]);
});

test('a missing measurement blocks until it is entered', async () => {
  const bare = await take({ ...MEASURED, a260280: null });
  const blocked = await worksThrough(bare, 'LIBRARY_QC');
  expect(blocked).toMatchObject({
    isBlocked: true,
    blockedReason: 'sequencing_setup needs a 260/280 ratio of the sample.',
  });
  const measured = await does('updateSample', { sampleId: bare.id, a260280: 1.9 });
  expect(measured).toMatchObject({ isBlocked: false, blockedReason: null });
  expect(await starts(bare, 'SEQUENCING_SETUP')).toMatchObject({ status: 'SEQUENCING' });
});

test('every verb on a step makes a new version of the sample', async () => {
  const versions = [sample.version];
  const note = ({ version }: SampleSeen): void => void versions.push(version);
  const stepId = stepOf(sample, 'SAMPLE_QC');
  note(await does('startStep', { stepId }));
  note(await does('failStep', { stepId, reason: 'x' }));
  note(await does('retryStep', { stepId }));
  note(await does('skipStep', { stepId, reason: 'x' }));
  note(await does('reopenStep', { stepId, reason: 'x' }));
  expect(versions).toEqual([1, 2, 3, 4, 5, 6]);
  expect(sample.steps.map(({ step }) => step)).toEqual(STEPS);
});

test.each([
  ['completeStep', {}],
  ['failStep', { reason: 'empty tube' }],
])('of two technicians who %s at once, one does', async (verb, more) => {
  const { asks } = workbench(() => service);
  await starts(sample, 'SAMPLE_QC');
  const stepId = stepOf(sample, 'SAMPLE_QC');
  const answers = await Promise.all([1, 2, 3].map(() => asks(verb, { stepId, ...more })));
  expect(answers.filter(({ userErrors }) => userErrors.length === 0)).toHaveLength(1);
  expect((await seen(sample.id)).version).toBe(3);
});
