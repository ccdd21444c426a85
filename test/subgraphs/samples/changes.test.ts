import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { MEASURED, type SampleSeen, workbench } from './workbench.ts';

let service: ServiceUnderTest;
const { asks, does, refused, take, seen } = workbench(() => service);
const GREY = '0199aaaa-0000-7000-8000-000000000001';
const ITO = '0199aaaa-0000-7000-8000-000000000002';
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  await sql`
    insert into users (id, name, email, aliases) values
      (${GREY}::uuid, 'Morgan Grey', 'morgan.grey@example.org', '{Grey,MG}'),
      (${ITO}::uuid, 'Sasha Ito', 'sasha.ito@example.org', '{Sasha,SI}'),
      ('0199aaaa-0000-7000-8000-000000000003'::uuid, 'Sasha Lind', null, '{Sasha}')`.execute(
    service.em().getKysely<unknown>(),
  );
});
afterAll(() => service.close());

let sample: SampleSeen;
let sampleId: string;
beforeEach(async () => {
  sample = await take();
  sampleId = sample.id;
});

const everything = async (id: string) =>
  (
    await service.query(
      `query($id: ID!) { sample(id: $id) {
        sampleName projectId submitterName submitterEmail labName sampleType sampleBuffer concentration volume totalAmount
        a260280 a260230 flowCellType flowCellCount priority libraryPrepBy chartField status
        details { organism genomeSize barcodingRequired qcPassed qcNotes } } }`,
      { id },
    )
  ).data.sample;

describe('changing a sample', () => {
  test('changes what is given, clears what is null, and leaves the rest', async () => {
    const before = await everything(sampleId);
    await does('updateSample', {
      sampleId,
      sampleName: ' tube 2 ',
      labName: 'Lee Lab',
      sampleBuffer: 'EB',
      chartField: 'HTSF-JL-1',
      submitterEmail: 'ada@example.org',
      flowCellCount: 2,
    });
    expect(await everything(sampleId)).toEqual({
      ...before,
      sampleName: 'tube 2',
      labName: 'Lee Lab',
      sampleBuffer: 'EB',
      chartField: 'HTSF-JL-1',
      submitterEmail: 'ada@example.org',
      flowCellCount: 2,
    });
    await does('updateSample', { sampleId, labName: null, a260280: null });
    expect(await everything(sampleId)).toMatchObject({ labName: null, a260280: null, sampleBuffer: 'EB' });
  });

  test('computes the amount anew when the concentration or the volume changes', async () => {
    expect(sample.totalAmount).toBe(80);
    expect((await does('updateSample', { sampleId, volume: 10.5 })).totalAmount).toBe(420);
    expect((await does('updateSample', { sampleId, concentration: 20.125 })).totalAmount).toBe(211.313);
    expect((await does('updateSample', { sampleId, totalAmount: 200, volume: 11 })).totalAmount).toBe(200);
    expect((await does('updateSample', { sampleId, sampleName: 'x' })).totalAmount).toBe(200);
    expect((await does('updateSample', { sampleId, totalAmount: null })).totalAmount).toBe(221.375);
    expect((await does('updateSample', { sampleId, volume: null })).totalAmount).toBeNull();
  });

  test('moves the due date with the priority, counted from the submission', async () => {
    const { data } = await service.query('query($id: ID!) { sample(id: $id) { submittedAt } }', { id: sampleId });
    const submittedAt = Date.parse(data.sample.submittedAt);
    const urgent = await does('updateSample', { sampleId, priority: 'URGENT' });
    expect(Date.parse(urgent.dueAt as string) - submittedAt).toBe(24 * 3_600_000);
    const high = await does('updateSample', { sampleId, priority: 'HIGH' });
    expect(Date.parse(high.dueAt as string) - submittedAt).toBe(48 * 3_600_000);
    expect((await does('updateSample', { sampleId, labName: 'x' })).dueAt).toBe(high.dueAt);
    expect((await does('updateSample', { sampleId, priority: 'NORMAL' })).dueAt).toBe(sample.dueAt);
  });

  test('enters details on first mention, then changes them one by one', async () => {
    await does('updateSample', { sampleId, details: { organism: 'Escherichia coli', qcNotes: 'clear' } });
    await does('updateSample', { sampleId, details: { qcPassed: true, qcNotes: null } });
    expect((await everything(sampleId)).details).toEqual({
      organism: 'Escherichia coli',
      genomeSize: null,
      barcodingRequired: false,
      qcPassed: true,
      qcNotes: null,
    });
    expect((await seen(sampleId)).version).toBe(3);
  });

  test('keeps the concentration workable for the type, whichever of them changes', async () => {
    const rich = await take({ ...MEASURED, concentration: 900 });
    expect(await refused('updateSample', { sampleId: rich.id, sampleType: 'RNA' })).toEqual({
      code: 'OUT_OF_RANGE',
      field: ['sampleType'],
      message: 'sampleType: the concentration must be between 0.01 and 500 ng/µL for RNA',
    });
    await does('updateSample', { sampleId: rich.id, sampleType: 'RNA', concentration: 90 });
    expect(await refused('updateSample', { sampleId: rich.id, concentration: 501 })).toMatchObject({
      field: ['concentration'],
    });
  });

  test.each(['Internal control DNA', 'external standard DNA', 'alternative dna', 'DNA'])(
    'takes %s for DNA',
    async (sampleType) => {
      await does('updateSample', { sampleId, sampleType, concentration: 900 });
      expect(await refused('updateSample', { sampleId, concentration: 0.05 })).toMatchObject({
        message: `concentration: the concentration must be between 0.1 and 1000 ng/µL for ${sampleType}`,
      });
    },
  );

  test.each(['mRNA', 'total rna', 'RNA-seq', 'RNAseq', 'small RNAs', 'cell-free RNA', 'ncRNA/lncRNA'])(
    'takes %s for RNA',
    async (sampleType) => {
      await does('updateSample', { sampleId, sampleType, concentration: 0.05 });
      expect((await refused('updateSample', { sampleId, concentration: 501 })).message).toContain('0.01 and 500');
    },
  );

  test('leaves an amount alone that was measured by itself', async () => {
    const weighed = await take({ totalAmount: 500 });
    expect((await does('updateSample', { sampleId: weighed.id, concentration: 20 })).totalAmount).toBe(500);
    expect((await does('updateSample', { sampleId: weighed.id, volume: 30 })).totalAmount).toBe(600);
  });

  test('lets an old row be mended whose concentration today would be refused', async () => {
    await sql`update nanopore_samples set concentration = 0 where id = ${sampleId}::uuid`.execute(
      service.em().getKysely<unknown>(),
    );
    expect((await does('updateSample', { sampleId, sampleName: 'found' })).concentration).toBe(0);
  });

  test('has no field for the status', async () => {
    const { errors } = await service.query(
      'mutation($input: UpdateSampleInput!) { updateSample(input: $input) { sample { id } } }',
      { input: { sampleId, status: 'COMPLETED' } },
    );
    expect(errors?.[0]?.message).toContain('"status" is not defined');
  });

  test('is refused when somebody else was faster', async () => {
    await does('updateSample', { sampleId, expectedVersion: 1, labName: 'first' });
    expect(await refused('updateSample', { sampleId, expectedVersion: 1, labName: 'second' })).toMatchObject({
      code: 'CONFLICT',
      field: ['expectedVersion'],
    });
    expect(await everything(sampleId)).toMatchObject({ labName: 'first' });
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((labName) => asks('updateSample', { sampleId, expectedVersion: 2, labName })),
    );
    const won = answers.filter(({ userErrors }) => userErrors.length === 0);
    expect(won).toHaveLength(1);
    const lost = answers.flatMap(({ userErrors }) => userErrors);
    expect(lost.map(({ code }) => code)).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT']);
    expect(await everything(sampleId)).toMatchObject({
      labName: ['a', 'b', 'c', 'd'][answers.indexOf(won[0] as never)],
    });
    expect((await seen(sampleId)).version).toBe(3);
  });

  test('is refused too when a step was started in the meantime', async () => {
    await does('startStep', { stepId: sample.steps[0]?.id });
    expect((await refused('updateSample', { sampleId, expectedVersion: 1, labName: 'x' })).code).toBe('CONFLICT');
  });
});

describe('assigning a sample', () => {
  test.each([['Grey'], ['grey'], ['MG'], ['Morgan Grey'], ['MORGAN.GREY@example.org']])(
    'to %s finds the person in the directory',
    async (assignedTo) => {
      expect(await does('assignSample', { sampleId, assignedTo })).toMatchObject({
        assignedTo,
        assignee: { id: GREY, name: 'Morgan Grey' },
      });
    },
  );

  test('to a person by id writes the short name down', async () => {
    expect(await does('assignSample', { sampleId, assigneeId: ITO })).toMatchObject({
      assignedTo: 'Sasha',
      assignee: { name: 'Sasha Ito' },
    });
    expect(await does('assignSample', { sampleId, assigneeId: ITO, assignedTo: 'SI' })).toMatchObject({
      assignedTo: 'SI',
    });
  });

  test('to somebody whom the directory does not know keeps the name alone', async () => {
    await does('assignSample', { sampleId, assigneeId: GREY });
    expect(await does('assignSample', { sampleId, assignedTo: 'Trainee' })).toMatchObject({
      assignedTo: 'Trainee',
      assignee: null,
    });
  });

  test('to one of two who share a short name is refused', async () => {
    expect(await refused('assignSample', { sampleId, assignedTo: 'Sasha' })).toEqual({
      code: 'INVALID_FORMAT',
      field: ['assignedTo'],
      message: 'assignedTo: more than one person goes by "Sasha"; give the assigneeId of the one who is meant.',
    });
  });

  test('to nobody is said with null, and not by saying nothing', async () => {
    await does('assignSample', { sampleId, assigneeId: GREY });
    expect(await refused('assignSample', { sampleId })).toMatchObject({ code: 'REQUIRED', field: ['assigneeId'] });
    expect(await does('assignSample', { sampleId, assigneeId: null })).toMatchObject({
      assignedTo: null,
      assignee: null,
    });
  });
});
