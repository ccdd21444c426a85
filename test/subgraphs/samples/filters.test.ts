import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { actorWith, asking } from '../../support/asking-as.ts';
import { asAdmin } from '../../support/databases.ts';
import { plansOf, WHOLE_TABLE } from '../../support/plans.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const ROWS = 60_000;
const GREY = '00000000-0000-7000-8000-0000000000aa';
const FORM = '00000000-0000-7000-8000-0000000000bb';
const PROJECT = '00000000-0000-7000-8000-0000000000cc';

let service: ServiceUnderTest;

/** Mostly finished work of years, a little that is under way, and everything that may be missing missing somewhere. */
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());
  await run(sql`insert into users (id, name) values (${GREY}, 'Morgan Grey')`);
  await run(sql`insert into projects (id, name) values (${PROJECT}, 'Genomes')`);
  await run(sql`insert into submissions (id, project_id) values (${FORM}, ${PROJECT})`);
  await run(sql`
    insert into nanopore_samples (sample_name, status, priority, submitted_at, due_at, updated_at, completed_at, lab_name, sample_type,
      flow_cell_type, chart_field, project_id, assigned_to, assignee_id, submitter_email, hold_reason, submission_id, deleted_at)
    select 't' || n, case when n % 100 = 0 then 'prep' when n % 101 = 0 then 'completed' else 'archived' end,
      case when n % 200 = 0 then 'urgent' when n % 3 = 0 then 'low' else 'normal' end,
      case when n % 5000 = 1 then null else now() - n * interval '1 hour' end, case when n % 7 = 0 then null else now() + (500 - n) * interval '1 hour' end,
      now() - n * interval '50 minutes', case when n % 100 <> 0 then now() - n * interval '40 minutes' end, 'Lab ' || n % 300,
      case when n % 10000 = 3 then 'cDNA' else 'DNA' end, case when n % 6000 = 3 then 'Flongle' else 'R10.4.1' end, 'HTSF-' || n / 50,
      'ILAB-' || n % 200, case when n % 150 = 0 then null else 'T' || n % 40 end, case when n % 400 = 1 then ${GREY}::uuid end,
      'Customer' || n % 250 || '@example.org', case when n % 900 = 0 then 'label' end, case when n between 100 and 180 then ${FORM}::uuid end,
      case when n % 500 = 7 then now() end
    from generate_series(1, ${ROWS}) as n`);
  await run(sql`
    insert into nanopore_sample_details (sample_id, qc_passed)
    select id, case when right(sample_name, 3) = '013' then false when right(sample_name, 2) <> '13' then true end from nanopore_samples`);
  await run(sql`
    insert into nanopore_processing_steps (sample_id, step_name, step_status)
    select id, step, case when step = 'sample_qc' or status <> 'prep' then 'completed' else 'pending' end
    from nanopore_samples cross join unnest(array['sample_qc', 'library_prep']) as step`);
  await asAdmin(async (client) => void (await client.query('vacuum analyze')), service.database.name);
}, 120_000);
afterAll(() => service.close());

const ago = (hours: number): string => new Date(Math.floor(Date.now() / 3_600_000 - hours) * 3_600_000).toISOString();
const LONG_AGO = ago(30_000);
const MONTH = ago(700);
const HOUR = ago(3);
const OPEN = `status not in ('completed', 'distributed', 'archived')`;

/** A filter, and what it means said plainly. */
const FILTERS: [filter: Record<string, unknown>, meaning: string][] = [
  [{ status: ['PREP'] }, `status = 'prep'`],
  [{ status: ['PREP', 'COMPLETED', 'PREP'] }, `status in ('prep', 'completed')`],
  [{ status: [] }, 'false'],
  [{ status: ['DISTRIBUTED'] }, 'false'],
  [{ priority: ['URGENT'] }, `priority = 'urgent'`],
  [{ priority: ['HIGH'] }, 'false'],
  [{ priority: ['LOW', 'URGENT'] }, `priority in ('low', 'urgent')`],
  [{ currentStep: ['LIBRARY_PREP'] }, `status = 'prep'`],
  [{ currentStep: ['BASECALLING', 'DATA_DELIVERY'] }, 'false'],
  [{ submissionId: FORM }, `submission_id = '${FORM}'`],
  [{ project: PROJECT }, `submission_id = '${FORM}'`],
  [{ projectId: 'ILAB-17' }, `project_id = 'ILAB-17'`],
  [{ chartField: 'HTSF-3' }, `chart_field = 'HTSF-3'`],
  [{ assigneeId: GREY }, `assignee_id = '${GREY}'`],
  [{ assignedTo: 'T7' }, `assigned_to = 'T7'`],
  [{ unassigned: true }, 'assigned_to is null and assignee_id is null'],
  [{ unassigned: false }, 'not (assigned_to is null and assignee_id is null)'],
  [{ submitterEmail: 'CUSTOMER7@example.org' }, `submitter_email = 'Customer7@example.org'`],
  [{ labName: 'Lab 5' }, `lab_name = 'Lab 5'`],
  [{ labName: 'nobody' }, 'false'],
  [{ sampleType: 'cDNA' }, `sample_type = 'cDNA'`],
  [{ flowCellType: 'Flongle' }, `flow_cell_type = 'Flongle'`],
  [{ qcPassed: false }, `id in (select sample_id from nanopore_sample_details where not qc_passed)`],
  [{ qcPassed: true }, `id in (select sample_id from nanopore_sample_details where qc_passed)`],
  [{ held: true }, 'hold_reason is not null'],
  [{ held: false }, 'hold_reason is null'],
  [{ overdue: true }, `due_at < now() and ${OPEN}`],
  [{ overdue: false }, `due_at is null or not (due_at < now() and ${OPEN})`],
  [{ submittedAfter: HOUR }, `submitted_at >= '${HOUR}'`],
  [{ submittedAfter: LONG_AGO }, `submitted_at >= '${LONG_AGO}'`],
  [{ submittedBefore: LONG_AGO }, `submitted_at < '${LONG_AGO}'`],
  [{ submittedAfter: LONG_AGO, submittedBefore: MONTH }, `submitted_at >= '${LONG_AGO}' and submitted_at < '${MONTH}'`],
  [{ updatedAfter: HOUR }, `updated_at >= '${HOUR}'`],
  [{ updatedAfter: MONTH }, `updated_at >= '${MONTH}'`],
  [{ updatedAfter: '2999-01-01T00:00:00Z' }, 'false'],
  [{ completedAfter: MONTH }, `completed_at >= '${MONTH}'`],
  [{ includeDeleted: true }, 'true'],
  [
    { status: ['ARCHIVED'], priority: ['LOW'], labName: 'Lab 3', held: false },
    `status = 'archived' and priority = 'low' and lab_name = 'Lab 3' and hold_reason is null`,
  ],
];

const LIST = `query($filter: SampleFilter) { samples(filter: $filter, first: 100) { totalCount nodes { id } } }`;

test.each(FILTERS)('%j lists just these samples', async (filter, meaning) => {
  const { data, errors } = await service.query(LIST, { filter });
  expect(errors).toBeUndefined();
  const { rows } = await sql<{ id: string; n: number }>`
    select id, count(*) over ()::int as n from nanopore_samples
    where (${sql.raw(meaning)}) and (deleted_at is null or ${filter.includeDeleted === true})
    order by coalesce(submitted_at, '-infinity') desc, id desc limit 100`.execute(service.em().getKysely<unknown>());
  expect(data.samples.totalCount).toBe(rows[0]?.n ?? 0);
  expect(data.samples.nodes).toEqual(rows.map(({ id }) => ({ id })));
});

test.each(FILTERS)('statistics of %j count just these samples', async (filter, meaning) => {
  const { data, errors } = await service.query(
    'query($filter: SampleFilter) { sampleStatistics(filter: $filter) { total overdue } }',
    { filter },
  );
  expect(errors).toBeUndefined();
  const { rows } = await sql`
    select count(*)::int as total, count(*) filter (where due_at < now() and ${sql.raw(OPEN)})::int as overdue
    from nanopore_samples where (${sql.raw(meaning)}) and (deleted_at is null or ${filter.includeDeleted === true})`.execute(
    service.em().getKysely<unknown>(),
  );
  expect(data.sampleStatistics).toEqual(rows[0]);
});

test.each(FILTERS)('%j reads no whole table, whichever plan PostgreSQL keeps', async (filter) => {
  const list = 'query($filter: SampleFilter) { samples(filter: $filter) { nodes { id } } }';
  for (const plan of await plansOf(service, list, { filter })) {
    expect(plan).not.toMatch(WHOLE_TABLE);
  }
});

// Planned for their values each time. What passed quality control is counted among all samples, for there is no tally of it.
test.each(FILTERS.filter(([{ qcPassed }]) => qcPassed !== true))(
  'statistics of %j read no whole table',
  async (filter) => {
    const statistics = 'query($filter: SampleFilter) { sampleStatistics(filter: $filter) { total } }';
    const [plan] = await plansOf(service, statistics, { filter }, ['force_custom_plan']);
    expect(plan).not.toMatch(WHOLE_TABLE);
  },
);

describe('a submitter', () => {
  const CUSTOMER = actorWith(['submitter'], { email: 'customer7@EXAMPLE.org' });
  const ask = (query: string, variables: Record<string, unknown>) => asking(service, CUSTOMER, query, variables);
  const BY_ADDRESS = /Index (Only )?Scan[^\n]* (on|using) nanopore_samples_submitter_email_idx/;

  test.each(['SUBMITTED_AT', 'DUE_AT', 'PRIORITY', 'SAMPLE_NAME', 'STATUS', 'UPDATED_AT'])(
    'has a list by %s that is read by their address, whichever plan PostgreSQL keeps',
    async (field) => {
      const list = `query($after: String) { samples(after: $after, orderBy: { field: ${field}, direction: DESC }) { totalCount nodes { id } pageInfo { endCursor } } }`;
      const { data } = await ask(list, {});
      expect(data.samples).toMatchObject({ totalCount: 120, nodes: { length: 25 } });
      for (const after of [null, data.samples.pageInfo.endCursor]) {
        for (const plan of await plansOf(service, list, { after }, undefined, ask)) {
          expect(plan).toMatch(BY_ADDRESS);
          expect(plan).not.toMatch(WHOLE_TABLE);
        }
      }
    },
  );

  test.each([
    'searchSamples(query: "t7 or t9") { nodes { id } totalCount }',
    'searchSamples(query: "nobodys") { nodes { id } totalCount }',
    'sampleStatistics { total }',
    'sampleStatistics(filter: { labName: "Lab 7" }) { total }',
    'workQueue(step: LIBRARY_PREP) { nodes { id } totalCount }',
    'submissions { nodes { id } totalCount }',
  ])('reads no whole table for %s', async (field) => {
    for (const plan of await plansOf(service, `{ ${field} }`, {}, ['force_custom_plan'], ask)) {
      expect(plan).not.toMatch(WHOLE_TABLE);
    }
  });
});
