import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { asAdmin } from '../../support/databases.ts';
import { plansOf, WHOLE_TABLE } from '../../support/plans.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const QUEUE = `query($step: WorkflowStep!, $first: Int, $after: String) {
  workQueue(step: $step, first: $first, after: $after) {
    totalCount nodes { sampleName currentStep availableActions } pageInfo { hasNextPage endCursor }
  }
}`;

async function takeIn(
  sampleName: string,
  more: Record<string, unknown> = {},
): Promise<{ id: string; steps: string[] }> {
  const { data } = await service.query(
    'mutation($input: CreateSampleInput!) { createSample(input: $input) { userErrors { message } sample { id steps { id } } } }',
    { input: { sampleName, concentration: 20, volume: 30, a260280: 1.9, ...more } },
  );
  expect(data.createSample.userErrors).toEqual([]);
  const { id, steps } = data.createSample.sample;
  return { id, steps: steps.map((step: { id: string }) => step.id) };
}

async function work(verb: 'startStep' | 'completeStep', stepId: string | undefined): Promise<void> {
  const { data } = await service.query(
    `mutation($id: ID!) { ${verb}(input: { stepId: $id }) { userErrors { message } } }`,
    { id: stepId },
  );
  expect(data[verb].userErrors).toEqual([]);
}

const run = (statement: ReturnType<typeof sql>) => statement.execute(service.em().getKysely<unknown>());

async function namesAt(step: string): Promise<string[]> {
  const { data, errors } = await service.query(QUEUE, { step });
  expect(errors).toBeUndefined();
  expect(data.workQueue.totalCount).toBe(data.workQueue.nodes.length);
  for (const node of data.workQueue.nodes) {
    expect(node).toMatchObject({ currentStep: step, availableActions: expect.arrayContaining(['START_STEP']) });
  }
  return data.workQueue.nodes.map(({ sampleName }: { sampleName: string }) => sampleName);
}

test('a sample waits at one step after the other, and at none while it is worked on', async () => {
  const { steps } = await takeIn('walker');
  expect(await namesAt('SAMPLE_QC')).toContain('walker');
  await work('startStep', steps[0]);
  expect(await namesAt('SAMPLE_QC')).not.toContain('walker');
  expect(await namesAt('LIBRARY_PREP')).not.toContain('walker');
  await work('completeStep', steps[0]);
  expect(await namesAt('LIBRARY_PREP')).toEqual(['walker']);
});

test('nobody is sent to a sample that is on hold, deleted, archived, or not measured', async () => {
  const tubes = ['held', 'deleted', 'archived', 'unmeasured', 'ready'];
  for (const name of tubes) {
    const { steps } = await takeIn(name, name === 'unmeasured' ? { volume: null } : {});
    await work('startStep', steps[0]);
    await work('completeStep', steps[0]);
  }
  await run(sql`update nanopore_samples set hold_reason = 'label' where sample_name = 'held'`);
  await run(sql`update nanopore_samples set deleted_at = now() where sample_name = 'deleted'`);
  await run(sql`update nanopore_samples set status = 'archived' where sample_name = 'archived'`);
  const waiting = await namesAt('LIBRARY_PREP');
  expect(waiting.filter((name) => tubes.includes(name))).toEqual(['ready']);
  await run(sql`update nanopore_samples set volume = 3 where sample_name = 'unmeasured'`);
  expect(await namesAt('LIBRARY_PREP')).toContain('unmeasured');
});

test('sequencing is set up only for samples whose purity is known', async () => {
  const { id } = await takeIn('impure', { a260280: null });
  await run(
    sql`update nanopore_processing_steps set step_status = 'skipped' where sample_id = ${id} and step_order < 4`,
  );
  expect(await namesAt('SEQUENCING_SETUP')).toEqual([]);
  await run(sql`update nanopore_samples set a260_280 = 1.8 where id = ${id}`);
  expect(await namesAt('SEQUENCING_SETUP')).toEqual(['impure']);
});

test('the most urgent come first, then what is due first; pages follow that order and lose nobody', async () => {
  await run(sql`update nanopore_samples set deleted_at = now()`);
  for (const [name, priority] of [
    ['n1', 'NORMAL'],
    ['u1', 'URGENT'],
    ['l1', 'LOW'],
    ['n2', 'NORMAL'],
    ['h1', 'HIGH'],
    ['u2', 'URGENT'],
  ] as const) {
    await takeIn(name, { priority });
  }
  await run(sql`update nanopore_samples set due_at = null where sample_name = 'n1'`);
  await run(sql`update nanopore_samples set due_at = now() - interval '1 day' where sample_name = 'u2'`);
  const seen: string[] = [];
  let after: string | null = null;
  for (let more = true; more; ) {
    const {
      data,
    }: {
      data: { workQueue: { nodes: { sampleName: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    } = await service.query(QUEUE, { step: 'SAMPLE_QC', first: 2, after });
    seen.push(...data.workQueue.nodes.map(({ sampleName }) => sampleName));
    after = data.workQueue.pageInfo.endCursor;
    more = data.workQueue.pageInfo.hasNextPage;
  }
  expect(seen).toEqual(['u2', 'u1', 'h1', 'n2', 'n1', 'l1']);
});

test('a cursor of one queue is no cursor of another', async () => {
  const { data } = await service.query(QUEUE, { step: 'SAMPLE_QC', first: 1 });
  const { errors } = await service.query(QUEUE, { step: 'LIBRARY_PREP', after: data.workQueue.pageInfo.endCursor });
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field: 'after' } });
});

test('the queue is one statement', async () => {
  expect(await service.statements('{ workQueue(step: SAMPLE_QC) { nodes { id sampleName currentStep } } }')).toBe(1);
});

test('the current step follows the steps however they are written: in bulk, renamed, removed', async () => {
  const { id } = await takeIn('bulk');
  const current = async (): Promise<unknown> =>
    (await service.query('query($id: ID!) { sample(id: $id) { currentStep } }', { id })).data.sample.currentStep;
  await run(sql`delete from nanopore_processing_steps where sample_id = ${id} and step_order < 3`);
  expect(await current()).toBe('LIBRARY_QC');
  await run(
    sql`update nanopore_processing_steps set step_name = 'QC Check' where sample_id = ${id} and step_order = 3`,
  );
  expect(await current()).toBe('SEQUENCING_SETUP');
  await run(sql`update nanopore_processing_steps set step_status = 'completed' where sample_id = ${id}`);
  expect(await current()).toBeNull();
  await run(
    sql`insert into nanopore_processing_steps (sample_id, step_name) values (${id}, 'library_prep'), (${id}, 'sample_qc')`,
  );
  expect(await current()).toBe('SAMPLE_QC');
});

test('two people who finish different steps of a sample at once leave it at the right step', async () => {
  const { id, steps } = await takeIn('shared');
  const finish = (stepId: string | undefined) =>
    service.em().transactional(async (em) => {
      await sql`update nanopore_processing_steps set step_status = 'completed' where id = ${stepId}::uuid`.execute(
        em.getKysely<unknown>(),
      );
    });
  await Promise.all([finish(steps[0]), finish(steps[1]), finish(steps[2])]);
  const { data } = await service.query('query($id: ID!) { sample(id: $id) { currentStep } }', { id });
  expect(data.sample.currentStep).toBe('SEQUENCING_SETUP');
});

test('in a lab of years the queue is read in its own index, whichever plan PostgreSQL keeps', async () => {
  await run(sql`
    insert into nanopore_samples (sample_name, status, priority, due_at, concentration, volume)
    select 'year ' || n, case when n % 50 = 0 then 'submitted' else 'archived' end,
      case when n % 100 = 0 then 'urgent' else 'normal' end, now() + n * interval '1 minute', 20, 30
    from generate_series(1, 40000) as n`);
  await run(sql`
    insert into nanopore_processing_steps (sample_id, step_name, step_status)
    select id, step, case when status = 'archived' then 'completed' else 'pending' end
    from nanopore_samples cross join unnest(array['sample_qc', 'library_prep']) as step where sample_name like 'year %'`);
  await asAdmin(async (client) => void (await client.query('vacuum analyze')), service.database.name);
  const page = `query($step: WorkflowStep!, $after: String) {
    workQueue(step: $step, after: $after) { totalCount nodes { sampleName } pageInfo { endCursor } }
  }`;
  const { data } = await service.query(page, { step: 'SAMPLE_QC' });
  for (const after of [null, data.workQueue.pageInfo.endCursor]) {
    const plans = await plansOf(service, page, { step: 'SAMPLE_QC', after });
    expect(plans).toHaveLength(4); // the page and the number of all, each by either plan
    for (const plan of plans) {
      expect(plan).toContain('nanopore_samples_queue_idx');
      expect(plan).not.toMatch(WHOLE_TABLE);
      expect(plan).not.toContain('Sort');
    }
  }
});
