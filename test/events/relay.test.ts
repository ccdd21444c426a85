import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Client } from 'pg';
import type { CloudEvent } from '../../platform/events/cloud-event.ts';
import { eventually } from '../platform/postgres/support.ts';
import { type EventLab, eventLab, nameIn, newProjects, rename } from './support/lab.ts';

// A transaction of another database of the server holds a relay back as long as it lasts.
jest.setTimeout(180_000);

let lab: EventLab;

beforeAll(async () => {
  lab = await eventLab();
});
afterAll(async () => lab[Symbol.asyncDispose]());

test('a change is in the log as it was made, by whom and when', async () => {
  await using _relay = lab.relay();
  const [id] = await newProjects(lab, ['Nanopore pilot']);
  await rename(lab, id as string, 'Nanopore pilot 2');
  await eventually(async () => (await lab.logged(`resource_id = '${id}'`)).length === 2, 'both are logged');
  const outbox = await lab.change<{ id: string }>('select id from event_outbox where subject = $1 order by position', [
    `project/${id}`,
  ]);
  const logged = (await lab.audit
    .em()
    .execute(`select * from audit_logs where resource_id = '${id}' order by "timestamp"`)) as Record<string, unknown>[];
  expect(logged.map((row) => row.id)).toEqual(outbox.map((row) => row.id));
  expect(logged[1]).toMatchObject({
    event_type: 'project.updated',
    action: 'updated',
    outcome: 'success',
    actor_name: 'Ada Lane',
    actor_kind: 'person',
    resource_type: 'project',
    root_type: null,
    details: {
      before: { id, name: 'Nanopore pilot' },
      after: { id, name: 'Nanopore pilot 2' },
      requestId: null,
    },
  });
});

test('what a transaction wrote that began before others and ends after them is neither lost nor before its time', async () => {
  const delivered: CloudEvent[] = [];
  let looks = 0;
  await using _relay = lab.relay({
    settings: { pageSize: 3 },
    onStep: (step) => {
      if (step === 'read') looks++;
    },
    deliver: async (batch, signal) => {
      delivered.push(...batch.events);
      return lab.toAudit(batch, signal);
    },
  });
  const slow = await lab.writer();
  await slow.query('begin');
  const { rows } = await slow.query("insert into projects (name) values ('slow') returning id");
  const [id] = rows.map((row) => row.id as string);
  await newProjects(lab, ['quick 1', 'quick 2', 'quick 3', 'quick 4']);
  const one = await lab.writer();
  await one.query('begin');
  await one.query("insert into projects (name) values ('between')");
  await one.query('commit');
  // The relay has looked, and takes none of them: "slow" has an older transaction, and a smaller position.
  const before = looks;
  await eventually(() => looks > before + 2, 'it looks');
  await slow.query('update projects set name = $2 where id = $1', [id, 'slow, and then some']);
  expect(delivered.map(nameIn).filter((name) => /^(quick|between)/.test(String(name)))).toEqual([]);
  await slow.query('commit');
  await eventually(() => delivered.some((event) => nameIn(event) === 'between'), 'all are delivered');
  expect(delivered.map(nameIn).slice(-7)).toEqual([
    'slow',
    'slow, and then some',
    'quick 1',
    'quick 2',
    'quick 3',
    'quick 4',
    'between',
  ]);
});

test('two hundred writers at once: none of their events is lost, none is there twice, each subject is in order', async () => {
  const changes = 5;
  await using _relay = lab.relay();
  const connections = await Promise.all(Array.from({ length: 200 }, () => lab.writer()));
  const work = async (client: Client, n: number): Promise<string> => {
    await client.query('begin');
    const { rows } = await client.query('insert into projects (name) values ($1) returning id', [`writer ${n}: 0`]);
    const id = rows[0].id as string;
    for (let i = 1; i < changes; i++) {
      await client.query('update projects set name = $2 where id = $1', [id, `writer ${n}: ${i}`]);
    }
    await client.query(n % 10 === 9 ? 'rollback' : 'commit');
    return id;
  };
  const ids = await Promise.all(connections.map(work));
  const expected = 180 * changes;
  const mine = `event_type like 'project.%' and resource_id = any('{${ids.join(',')}}')`;
  await eventually(async () => (await lab.logged(mine)).length >= expected, 'all are logged');
  const logged = await lab.logged(mine);
  expect(logged).toHaveLength(expected);
  for (const [, own] of Map.groupBy(logged, ({ resource_id }) => resource_id)) {
    expect(own.map(({ details }) => String(details.after.name).split(': ')[1])).toEqual(['0', '1', '2', '3', '4']);
  }
});
