import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { serviceWriter, type Writer, writingAs } from '../../../platform/events/writer.ts';
import { Project } from '../../../subgraphs/samples/entities/project.entity.ts';
import { samples } from '../../../subgraphs/samples/service.ts';
import { connection, eventsOf, type OutboxRow, outboxOf } from '../../support/outbox.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

// What writes an event, whoever writes rows and however; and what does not.

const ROBIN: Writer = {
  actor: { kind: 'person', name: `Robin "O'Hara" \\ Ødegård`, userId: '00000000-0000-7000-8000-0000000000aa' },
  requestId: 'r-1',
  address: 'fe80::1%eth0',
  userAgent: `it's a browser; select 1 --`,
};

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

/** As the service itself writes: only who is at it says who it is. */
const em = (): EntityManager => service.orm.em.fork();
const events = (work: () => Promise<unknown>): Promise<OutboxRow[]> => eventsOf(service.database, work);
const names = (rows: OutboxRow[]): string[] => rows.map(({ data }) => (data.after ?? data.before).name);
const byHand = () => connection(service.database.dbUrl);

const insertProjects = (...named: string[]) => sql`insert into projects (name) select unnest(${named}::text[])`;

describe('every way to write makes the events of its rows, in its own transaction', () => {
  const WAYS: Record<string, (tx: EntityManager) => Promise<unknown>> = {
    'a unit of work': async (tx) => {
      tx.create(Project, { name: 'one' });
      tx.create(Project, { name: 'two' });
      await tx.flush();
    },
    insertMany: (tx) => tx.insertMany(Project, [{ name: 'one' }, { name: 'two' }]),
    upsertMany: (tx) =>
      tx.upsertMany(Project, [
        { id: '00000000-0000-7000-8000-0000000000b1', name: 'one' },
        { id: '00000000-0000-7000-8000-0000000000b2', name: 'two' },
      ]),
    Kysely: (tx) => insertProjects('one', 'two').execute(tx.getKysely<unknown>()),
    'SQL of the ORM': (tx) => tx.execute(`insert into projects (name) values ('one'), ('two')`),
  };

  test.each(Object.entries(WAYS))('%s', async (_way, write) => {
    const undone = new Error('changed my mind');
    const none = await events(() =>
      expect(
        writingAs(ROBIN, () =>
          em().transactional(async (tx) => {
            await write(tx);
            throw undone;
          }),
        ),
      ).rejects.toBe(undone),
    );
    expect(none).toEqual([]);
    const written = await events(() => writingAs(ROBIN, () => em().transactional(write)));
    expect(names(written).sort()).toEqual(['one', 'two']);
    expect(written.map(({ type }) => type)).toEqual(['project.created', 'project.created']);
    await em().transactional((tx) =>
      tx.execute(`select set_config('app.actor', '{"kind":"service","name":"cleaner"}', true); delete from projects`),
    );
  });

  test('psql, by whoever says who it is', async () => {
    await using client = await byHand();
    const written = await events(async () => {
      await client.query(`select act_as('Dana Reyes')`);
      await client.query(`insert into projects (name) values ('by hand')`);
      await client.query(`begin; insert into projects (name) values ('by hand, undone'); rollback`);
    });
    expect(names(written)).toEqual(['by hand']);
    expect(written[0]?.actor).toEqual({ kind: 'person', name: 'Dana Reyes', userId: null });
  });

  test('rows out of another table', async () => {
    await using client = await byHand();
    const written = await events(async () => {
      await client.query(`select act_as('Dana Reyes')`);
      await client.query(`create temp table copied as select 'copy ' || n as name from generate_series(1, 3) n`);
      await client.query('insert into projects (name) select name from copied');
    });
    expect(names(written)).toEqual(['copy 1', 'copy 2', 'copy 3']);
  });
});

describe('an event says', () => {
  test('who wrote, from where and for which request, whatever characters that takes', async () => {
    const [event] = await events(() =>
      writingAs(ROBIN, () => em().transactional(async (tx) => void tx.create(Project, { name: 'who' }))),
    );
    expect(event).toMatchObject({
      actor: ROBIN.actor,
      request_id: 'r-1',
      client_address: 'fe80::1',
      user_agent: ROBIN.userAgent,
      type: 'project.created',
      subject: `project/${event?.data.after.id}`,
      root_type: 'project',
      root_id: event?.data.after.id,
    });
  });

  test('what PostgreSQL cannot keep of a name is left out, and the change is made', async () => {
    const writer = { ...serviceWriter('a\0b\ud800c'), userAgent: 'x\0y', address: 'nowhere' };
    const [event] = await events(() =>
      writingAs(writer, () => em().transactional(async (tx) => void tx.create(Project, { name: 'odd' }))),
    );
    expect(event).toMatchObject({
      actor: { kind: 'service', name: 'ab\ufffdc' },
      user_agent: 'xy',
      client_address: null,
    });
  });

  test('a row whole when it comes and when it goes, and of an update what changed and what it is known by', async () => {
    await using client = await byHand();
    await client.query(`select act_as('Dana Reyes')`);
    const [created, updated, deleted] = await events(async () => {
      await client.query(`insert into projects (name, description) values ('whole', 'first')`);
      await client.query(
        `update projects set description = null, owner_name = 'Ada', updated_at = now() where name = 'whole'`,
      );
      await client.query(`delete from projects where name = 'whole'`);
    });
    const id = created?.data.after.id;
    expect(created?.data).toMatchObject({
      before: null,
      after: { id, name: 'whole', description: 'first', status: 'active' },
    });
    expect(Object.keys(created?.data.after)).not.toContain('owner_name');
    const { updated_at: was, ...before } = (updated as OutboxRow).data.before;
    const { updated_at: is, ...after } = (updated as OutboxRow).data.after;
    expect([before, after]).toEqual([
      { id, name: 'whole', description: 'first', owner_name: null },
      { id, name: 'whole', description: null, owner_name: 'Ada' },
    ]);
    expect(Date.parse(is)).toBeGreaterThan(Date.parse(was));
    expect(deleted).toMatchObject({
      type: 'project.deleted',
      data: { before: { id, name: 'whole', owner_name: 'Ada' }, after: null },
    });
  });

  test('of one statement over thousands of rows each row, with its own values', async () => {
    await using client = await byHand();
    await client.query(`select act_as('Dana Reyes')`);
    // First one row, so that the plan is one for few.
    await client.query(`insert into projects (name) values ('n 0')`);
    await client.query(`update projects set owner_name = 'few' where name = 'n 0'`);
    await client.query(`insert into projects (name) select 'n ' || n from generate_series(1, 5000) n`);
    const written = await events(() =>
      client.query(`update projects set owner_name = name || '!' where name like 'n %'`),
    );
    expect(written).toHaveLength(5001);
    expect(written.filter(({ data }) => data.after.owner_name !== `${data.before.name}!`)).toEqual([]);
    expect(new Set(written.map(({ subject }) => subject)).size).toBe(5001);
    expect(await events(() => client.query(`delete from projects where name like 'n %'`))).toHaveLength(5001);
  });
});

describe('no event is made', () => {
  test('of what changes nothing, or only when it was changed', async () => {
    await using client = await byHand();
    await client.query(`select act_as('Dana Reyes')`);
    await client.query(`insert into projects (name) values ('still')`);
    const none = await events(async () => {
      await client.query(`update projects set name = name, updated_at = clock_timestamp() where name = 'still'`);
      await client.query(`update projects set name = 'x' where false`);
      await client.query(`insert into users (id, name) select null, null where false`);
    });
    expect(none).toEqual([]);
  });

  test('of columns that follow from others, so that they may be computed by nobody', async () => {
    await using client = await byHand();
    await client.query(`begin; select act_as('Dana Reyes')`);
    await client.query(`insert into nanopore_samples (sample_name) values ('derived'); commit`);
    await client.query('reset app.actor');
    const none = await events(() =>
      client.query(`update nanopore_samples set current_step = 'sample_qc' where sample_name = 'derived'`),
    );
    expect(none).toEqual([]);
    const [{ data } = { data: undefined }] = (await outboxOf(service.database)).slice(-1);
    expect(Object.keys(data?.after)).not.toContain('current_step');
    expect(Object.keys(data?.after)).not.toContain('search_vector');
    expect(Object.keys(data?.after)).toContain('version');
  });
});

describe('refused is', () => {
  const refusedFor = async (work: () => Promise<unknown>) =>
    work().then(
      () => 'nothing',
      (error: { code?: string; message: string }) => `${error.code} ${error.message}`,
    );
  const NOBODY = 'EV001 projects cannot be changed by nobody: no event could say who did it';

  test('a change by nobody, with a hint', async () => {
    await using client = await byHand();
    await client.query(`select act_as('Dana Reyes')`);
    await client.query(`insert into projects (name) values ('mine')`);
    await client.query('reset app.actor');
    for (const change of [
      `insert into projects (name) values ('nobody''s')`,
      `update projects set name = 'nobody''s'`,
      'delete from projects',
    ]) {
      expect(await refusedFor(() => client.query(change))).toBe(NOBODY);
    }
    await expect(client.query('delete from projects')).rejects.toMatchObject({
      hint: expect.stringContaining(`act_as('your name')`),
    });
    expect((await client.query(`select from projects where name like 'nobody%'`)).rowCount).toBe(0);
  });

  test('what a connection writes after the transaction of somebody', async () => {
    const fork = em();
    await writingAs(ROBIN, () =>
      fork.transactional((tx) => insertProjects('somebody').execute(tx.getKysely<unknown>())),
    );
    // A pool of one connection at rest gives that one.
    expect(await refusedFor(() => insertProjects('nobody').execute(fork.getKysely<unknown>()))).toBe(NOBODY);
    expect(
      await refusedFor(() => fork.transactional((tx) => insertProjects('nobody').execute(tx.getKysely<unknown>()))),
    ).toBe(NOBODY);
  });

  test('an actor of no kind', async () => {
    await using client = await byHand();
    await client.query(`set app.actor = '{"name":"Robin"}'`);
    expect(await refusedFor(() => client.query(`insert into projects (name) values ('kind')`))).toMatch(
      /^23514 .*event_outbox_actor_check/,
    );
  });

  test('another id for a row, and to take away rows nobody could name', async () => {
    await using client = await connection(service.database.ownerUrl);
    await client.query(`insert into projects (name) values ('id')`);
    expect(await refusedFor(() => client.query(`update projects set id = new_id() where name = 'id'`))).toBe(
      'EV001 the id of a row of projects never changes',
    );
    expect(await refusedFor(() => client.query('truncate projects cascade'))).toBe(
      'EV001 projects cannot be truncated: no event would say which rows are gone',
    );
  });

  test.each([
    `insert into event_outbox (id, type, subject, root_type, root_id, time, data, actor)
       values (new_id(), 'project.created', 'project/1', 'project', '1', now(), '{}', '{"kind":"person","name":"forger"}')`,
    `update event_outbox set actor = '{"kind":"person","name":"forger"}'`,
    'truncate event_outbox',
    'alter table projects disable trigger event_outbox_insert',
  ])('the forging of events by the role that the service runs as: %s', async (statement) => {
    await using client = await byHand();
    expect(await refusedFor(() => client.query(statement))).toMatch(/^42501 /);
  });

  test('a trigger that writes events, on a table of somebody else', async () => {
    await using client = await byHand();
    await client.query('create temp table forged (like projects)');
    const trigger = `create trigger forge after insert on forged referencing new table as new_rows
      for each statement execute function emit_projects()`;
    expect(await refusedFor(() => client.query(trigger))).toBe('42501 permission denied for function emit_projects');
  });
});

test('whoever listens hears of a commit, and of nothing that was undone', async () => {
  await using listener = await byHand();
  await using client = await byHand();
  const heard: string[] = [];
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query('listen event_outbox');
  await client.query(`select act_as('Dana Reyes')`);
  await client.query(`begin; insert into projects (name) values ('heard of, undone'); rollback`);
  await client.query(`update projects set name = name`);
  await client.query('select 1');
  await listener.query('select 1');
  expect(heard).toEqual([]);
  await client.query(`insert into projects (name) values ('heard of')`);
  await listener.query('select 1');
  expect(heard).toEqual(['event_outbox']);
});

test('of two at once one wakes the listener, so that commits need not queue up', async () => {
  await using listener = await byHand();
  await using first = await byHand();
  await using second = await byHand();
  const heard: string[] = [];
  listener.on('notification', ({ channel }) => heard.push(channel));
  await listener.query('listen event_outbox');
  for (const client of [first, second]) {
    await client.query(`select act_as('Dana Reyes')`);
    await client.query(`begin; insert into projects (name) values ('at once')`);
  }
  await second.query('commit');
  await listener.query('select 1');
  expect(heard).toEqual([]);
  await first.query('commit');
  await listener.query('select 1');
  expect(heard).toEqual(['event_outbox']);
});
