import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const GREY = '00000000-0000-7000-8000-0000000000aa';
const FORM = '00000000-0000-7000-8000-0000000000bb';
const PROJECT = '00000000-0000-7000-8000-0000000000cc';

let service: ServiceUnderTest;
const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());

/** Three years of samples, a few a day, some of them at midnight when a month begins. */
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  await run(sql`insert into users (id, name) values (${GREY}, 'Morgan Grey')`);
  await run(sql`insert into projects (id, name) values (${PROJECT}, 'Genomes')`);
  await run(sql`insert into submissions (id, project_id) values (${FORM}, ${PROJECT})`);
  await run(sql`
    insert into nanopore_samples (sample_name, status, outcome, priority, submitted_at, due_at, completed_at, lab_name, sample_type,
      flow_cell_type, project_id, assigned_to, assignee_id, submitter_email, hold_reason, submission_id, deleted_at, current_step, current_step_status)
    select 't' || n, (array['submitted', 'prep', 'sequencing', 'completed', 'archived'])[1 + n % 5], case when n % 10 = 9 then 'rejected' end,
      (array['low', 'normal', 'high', 'urgent'])[1 + n % 4],
      case when n % 40 = 0 then null
        when n % 7 = 0 then date_trunc('month', now(), 'UTC') - n % 36 * interval '1 month'
        else now() - n * interval '40 hours' end,
      case when n % 6 <> 0 then now() + (n % 90 - 60) * interval '20 hours' end,
      case when n % 5 >= 3 then now() - n * interval '30 hours' end, 'Lab ' || n % 3, case when n % 11 <> 0 then 'DNA' end,
      'R' || n % 2, 'ILAB-' || n % 4, case when n % 8 <> 0 then 'T' || n % 2 end, case when n % 9 = 0 then ${GREY}::uuid end,
      'Customer' || n % 3 || '@example.org', case when n % 13 = 0 then 'label' end, case when n % 12 = 0 then ${FORM}::uuid end,
      case when n % 17 = 0 then now() end, case when n % 5 < 3 then 'library_prep' end, case when n % 5 < 3 then 'pending' end
    from generate_series(1, 600) as n`);
}, 60_000);
afterAll(() => service.close());

const STATISTICS = `query($filter: SampleFilter) {
  sampleStatistics(filter: $filter) {
    total byStatus { status count } byPriority { priority count } byStep { step count } overdue unassigned
    medianTurnaroundHours steps { step waiting failed medianHours p90Hours }
  }
}`;
const month = (before: number): string => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before)).toISOString();
};
const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** Whatever tallies are kept of. */
const KEPT: Record<string, unknown>[] = [
  {},
  { includeDeleted: true },
  { status: ['PREP', 'COMPLETED'] },
  { priority: ['URGENT'], unassigned: false },
  { currentStep: ['LIBRARY_PREP'], held: false },
  { unassigned: true, held: true },
  { status: [] },
  { overdue: true },
  { overdue: false, status: ['PREP'] },
  { labName: 'Lab 1' },
  { labName: 'Lab 1', overdue: true },
  { labName: 'nobody' },
  { assignedTo: 'T1', priority: ['LOW'] },
  { assigneeId: GREY.toUpperCase() },
  { sampleType: 'DNA', includeDeleted: true },
  { flowCellType: 'R0' },
  { projectId: 'ILAB-2' },
  { submissionId: FORM },
  { project: PROJECT },
  { submitterEmail: 'CUSTOMER2@example.org' },
  { submittedAfter: ago(400) },
  { submittedAfter: month(5) },
  { submittedBefore: ago(500) },
  { submittedBefore: month(7) },
  { submittedAfter: ago(700), submittedBefore: ago(300) },
  { submittedAfter: month(9), submittedBefore: month(8) },
  { submittedAfter: ago(120), submittedBefore: ago(118) },
  { submittedAfter: ago(120), submittedBefore: ago(80) },
  { submittedAfter: ago(300), submittedBefore: ago(700) },
  { submittedAfter: '0001-01-01T00:00:00Z', submittedBefore: '9999-12-31T23:59:59Z' },
  { submittedAfter: '9999-12-31T23:59:59Z' },
  { completedAfter: ago(200) },
  { completedAfter: month(6), status: ['COMPLETED'] },
  { completedAfter: ago(200), submittedAfter: ago(230), submittedBefore: ago(60) },
  { labName: 'Lab 2', submittedAfter: ago(600), submittedBefore: ago(40), priority: ['HIGH', 'LOW'], overdue: true },
];

/** The same samples by their ids, which no tally knows. */
async function counted(filter: Record<string, unknown>): Promise<unknown> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const {
      data,
    }: { data: { samples: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } } } =
      await service.query(
        `query($filter: SampleFilter, $after: String) {
          samples(filter: $filter, first: 100, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
        }`,
        { filter, after },
      );
    ids.push(...data.samples.nodes.map(({ id }) => id));
    after = data.samples.pageInfo.endCursor;
    more = data.samples.pageInfo.hasNextPage;
  }
  const { submittedAfter, submittedBefore } = filter;
  const { data } = await service.query(STATISTICS, {
    filter: { ids, includeDeleted: true, submittedAfter, submittedBefore },
  });
  return data.sampleStatistics;
}

async function differing(): Promise<unknown[]> {
  const differences: unknown[] = [];
  for (const filter of KEPT) {
    const { data } = await service.query(STATISTICS, { filter });
    const expected = await counted(filter);
    if (JSON.stringify(data.sampleStatistics) !== JSON.stringify(expected)) {
      differences.push({ filter, kept: data.sampleStatistics, counted: expected });
    }
  }
  return differences;
}

test('what is kept is what would be counted, for every lab, technician, project and time', async () => {
  expect(await differing()).toEqual([]);
});

test('it stays so whatever is done to samples, one by one or many at once', async () => {
  await service.query(
    'mutation { createSample(input: { sampleName: "new", labName: "Lab 1" }) { userErrors { code } } }',
  );
  await run(sql`update nanopore_samples set assigned_to = null, priority = 'low' where status = 'prep'`);
  await run(
    sql`update nanopore_samples set lab_name = 'Lab 1', hold_reason = 'moved' where lab_name = 'Lab 2' and priority = 'low'`,
  );
  await run(sql`update nanopore_samples set status = 'completed', completed_at = now() where status = 'sequencing'`);
  await run(
    sql`update nanopore_samples set submitted_at = submitted_at - interval '3 months', due_at = null where flow_cell_type = 'R1'`,
  );
  await run(sql`delete from nanopore_samples where sample_name like 't_7'`);
  expect(await differing()).toEqual([]);
});

test('changes are added up now and then, and laboratories that have no sample any more are forgotten', async () => {
  for (let n = 0; n < 200; n++) {
    await run(sql`update nanopore_samples set lab_name = ${`Lab of guest ${n}`} where sample_name = 't1'`);
  }
  const numbers = sql<{ changes: number; guests: number }>`
    select (select count(*)::int from sample_tally_changes) as changes,
      (select count(distinct value)::int from sample_tallies where value like 'Lab of guest %') as guests`;
  const [row] = (await run(numbers)).rows as { changes: number; guests: number }[];
  expect(row?.changes).toBeLessThan(130);
  expect(row?.guests).toBe(1);
  expect(await differing()).toEqual([]);
});

test('technicians who change samples at once lose no number, and what is rolled back counts nothing', async () => {
  await Promise.all(
    Array.from({ length: 150 }, (_, n) =>
      service
        .em()
        .transactional(async (em) => {
          await sql`update nanopore_samples set priority = ${n % 3 === 0 ? 'urgent' : 'low'} where sample_name = ${`t${1 + (n % 8)}`}`.execute(
            em.getKysely<unknown>(),
          );
          if (n % 5 === 0) {
            throw new Error('changed my mind');
          }
        })
        .catch(() => undefined),
    ),
  );
  expect(await differing()).toEqual([]);
});

test('recounting mends whatever was wrong', async () => {
  await run(sql`update sample_tallies set samples = samples + 1`);
  expect(await differing()).not.toEqual([]);
  await run(sql`select recount_samples()`);
  expect(await differing()).toEqual([]);
  await run(sql`delete from nanopore_processing_steps`);
  await run(sql`delete from nanopore_samples`);
  expect(await differing()).toEqual([]);
});
