import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { WORKFLOW_STEPS } from '../../../subgraphs/samples/entities/processing-step.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const STATISTICS = `query($filter: SampleFilter) {
  sampleStatistics(filter: $filter) {
    total byStatus { status count } byPriority { priority count } byStep { step count } overdue unassigned
    medianTurnaroundHours steps { step waiting failed medianHours p90Hours }
  }
}`;
const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());

async function statistics(filter?: Record<string, unknown>) {
  const { data, errors } = await service.query(STATISTICS, { filter });
  expect(errors).toBeUndefined();
  const { byStatus, byPriority, byStep, steps, ...numbers } = data.sampleStatistics;
  const counts = (list: { count: number }[], key: string) =>
    Object.fromEntries(list.filter(({ count }) => count > 0).map((entry) => [(entry as never)[key], entry.count]));
  return {
    ...numbers,
    byStatus: counts(byStatus, 'status'),
    byPriority: counts(byPriority, 'priority'),
    byStep: counts(byStep, 'step'),
    steps: Object.fromEntries(steps.map((step: { step: string }) => [step.step, step])),
  };
}

test('an empty lab has nothing to report, and says so step by step', async () => {
  const empty = await statistics();
  expect(empty).toMatchObject({ total: 0, overdue: 0, unassigned: 0, medianTurnaroundHours: null, byStatus: {} });
  expect(Object.keys(empty.steps)).toHaveLength(8);
  expect(empty.steps.SAMPLE_QC).toEqual({
    step: 'SAMPLE_QC',
    waiting: 0,
    failed: 0,
    medianHours: null,
    p90Hours: null,
  });
});

test('the lab sees how much there is, where it waits, what is late, and how long it takes', async () => {
  await run(sql`
    insert into nanopore_samples (sample_name, status, priority, assigned_to, lab_name, due_at, submitted_at, completed_at, deleted_at)
    select 't' || n, case when n <= 3 then 'completed' when n <= 6 then 'prep' else 'submitted' end,
      case when n % 2 = 0 then 'urgent' else 'normal' end, case when n < 9 then 'T1' end, 'Lab ' || n % 2,
      case when n in (4, 5) then now() - interval '1 hour' end, now() - interval '100 hours',
      case when n <= 3 then now() - interval '100 hours' + n * interval '10 hours' end, case when n = 10 then now() end
    from generate_series(1, 10) as n`);
  await run(sql`
    insert into nanopore_processing_steps (sample_id, step_name, step_status, started_at, completed_at)
    select id, step, case
        when status = 'completed' and step in ('sample_qc', 'library_prep') or step = 'sample_qc' and status = 'prep' then 'completed'
        when status = 'completed' and step <> 'data_delivery' then 'skipped'
        when step = 'library_prep' and sample_name = 't4' then 'failed'
        else 'pending' end,
      now() - interval '50 hours', now() - interval '50 hours' + right(sample_name, 1)::int * interval '1 hour'
    from nanopore_samples cross join unnest(${WORKFLOW_STEPS}::text[]) as step`);

  const all = await statistics();
  expect(all).toMatchObject({
    total: 9,
    overdue: 2,
    unassigned: 1,
    byStatus: { COMPLETED: 3, PREP: 3, SUBMITTED: 3 },
    byPriority: { NORMAL: 5, URGENT: 4 },
    byStep: { DATA_DELIVERY: 3, LIBRARY_PREP: 3, SAMPLE_QC: 3 },
  });
  expect(all.medianTurnaroundHours).toBeCloseTo(20);
  expect(all.steps.LIBRARY_PREP).toMatchObject({ waiting: 2, failed: 1 });
  expect(all.steps.SAMPLE_QC.medianHours).toBeCloseTo(3.5); // 1 to 6 hours
  expect(all.steps.SAMPLE_QC.p90Hours).toBeCloseTo(5.5);
  expect(all.steps.BASECALLING).toMatchObject({ waiting: 0, medianHours: null });
});

test('statistics narrow down to what is asked for', async () => {
  expect((await statistics({ labName: 'Lab 1' })).total).toBe(5);
  expect((await statistics({ overdue: true })).overdue).toBe(2);
  expect((await statistics({ sampleType: 'nobody sends it' })).total).toBe(0);
  const { errors } = await service.query(STATISTICS, { filter: { assigneeId: 'me' } });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'filter.assigneeId' } });
});

test('they are one statement', async () => {
  expect(await service.statements(STATISTICS)).toBe(1);
  expect(await service.statements(STATISTICS, { filter: { labName: 'Lab 1' } })).toBe(1);
});
