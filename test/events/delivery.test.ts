import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { CloudEvent, Deliver } from '../../platform/events/cloud-event.ts';
import { RefusedEvent } from '../../platform/events/inbox/refused-event.ts';
import { readLag } from '../../platform/events/relay/lag.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { eventually } from '../platform/postgres/support.ts';
import { asAdmin } from '../support/databases.ts';
import { keepingLog, seriesValue } from '../support/naps.ts';
import { isComplete } from './support/down.ts';
import { type EventLab, eventLab, nameIn, newProjects, rename } from './support/lab.ts';

// A transaction of another database of the server holds a relay back as long as it lasts.
jest.setTimeout(180_000);

/** Names by which the audit service refuses an event. */
const poison = new Set<string>();

let lab: EventLab;

beforeAll(async () => {
  lab = await eventLab(async (em, events) => {
    for (const event of events) {
      if (poison.has(String(nameIn(event)))) {
        throw new RefusedEvent(`${nameIn(event)} is poison`);
      }
    }
    await logEvents(em, events);
  });
});
afterAll(async () => lab[Symbol.asyncDispose]());

const namesOf = async (id: string | undefined): Promise<unknown[]> =>
  (await lab.logged(`resource_id = '${id}'`)).map(({ details }) => details.after?.name);

const deferred = () =>
  lab.change<{ subject: string; attempts: number; reason: string | null; parked: boolean }>(
    'select subject, attempts, reason, parked_at is not null as parked from event_deferrals order by sequence',
  );

const lag = async () => (await readLag((text, values) => lab.change(text, values)))[0];

test('a refused event holds back its own subject, in order, and nobody else; parked, it stays visible until it is retried', async () => {
  poison.add('bad');
  const { log, of } = keepingLog();
  const metrics = createMetrics();
  await using _relay = lab.relay({ log, metrics: metrics.events });
  const [sick, well] = await newProjects(lab, ['sick', 'well']);
  await rename(lab, sick as string, 'bad');
  await rename(lab, well as string, 'better');
  await rename(lab, sick as string, 'after');
  await eventually(async () => (await deferred()).some(({ parked }) => parked), 'it is parked');
  await rename(lab, sick as string, 'long after');
  await rename(lab, well as string, 'best');
  await eventually(async () => (await namesOf(well)).length === 3, 'others go on');
  expect(await namesOf(sick)).toEqual(['sick']);
  const subject = `project/${sick}`;
  expect(await deferred()).toEqual([
    { subject, attempts: 3, reason: 'bad is poison', parked: true },
    { subject, attempts: 0, reason: null, parked: false },
    { subject, attempts: 0, reason: null, parked: false },
  ]);
  expect(await lag()).toMatchObject({ subscriber: 'audit', waiting: 3, parked: 1, deferred: 2 });
  expect(of('an event is parked, and its subject with it')).toMatchObject([{ subject, type: 'project.updated' }]);
  const series = (name: string): string => `${name}{service="samples",subscriber="audit"}`;
  await eventually(
    async () => seriesValue(await metrics.text(), series('nanopore_events_parked')) === 1,
    'the metrics say so',
  );
  expect(seriesValue(await metrics.text(), series('nanopore_events_waiting'))).toBe(3);
  expect(seriesValue(await metrics.text(), series('nanopore_events_oldest_seconds'))).toBeGreaterThan(0);

  poison.clear();
  await lab.change('update event_deferrals set parked_at = null, next_attempt_at = now()');
  await lab.change('notify event_outbox');
  await eventually(async () => (await namesOf(sick)).length === 4, 'it is delivered');
  expect(await namesOf(sick)).toEqual(['sick', 'bad', 'after', 'long after']);
  expect(await deferred()).toEqual([]);
});

test('the moment up to which everything is delivered stands still before what waits', async () => {
  const said: string[] = [];
  const deliver: Deliver = (batch, signal) => {
    if (batch.completeUntil !== undefined) said.push(batch.completeUntil);
    return lab.toAudit(batch, signal);
  };
  poison.add('bad');
  await using _relay = lab.relay({ deliver });
  const [id] = await newProjects(lab, ['bad']);
  const [event] = await lab.change<{ at: string }>(
    `select to_char(time, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from event_outbox where subject = $1`,
    [`project/${id}`],
  );
  await eventually(() => said.includes(event?.at as string), 'it goes up to the one that is refused');
  const before = said.length;
  await eventually(() => said.length > before + 3, 'and is said again');
  expect(said.filter((at) => at > (event?.at as string))).toEqual([]);
  poison.clear();
  await lab.change('update event_deferrals set parked_at = null, next_attempt_at = now()');
  await lab.change('notify event_outbox');
  await eventually(() => (said.at(-1) as string) > (event?.at as string), 'it goes on');
});

test('a thousand changes while the audit database is down: each is there once in the end, in order', async () => {
  await isComplete(lab, 1_000);
});

test('of two relays of a database one works; when its connection ends, the other or itself goes on', async () => {
  const by: string[] = [];
  const as =
    (name: string): Deliver =>
    (batch, signal) => {
      if (batch.events.length > 0) by.push(name);
      return lab.toAudit(batch, signal);
    };
  await using _first = lab.relay({ deliver: as('first') });
  await newProjects(lab, ['one']);
  await eventually(() => by.length === 1, 'the first has it');
  await using _second = lab.relay({ deliver: as('second') });
  await newProjects(lab, ['two']);
  await eventually(() => by.length === 2, 'and that');
  expect(by).toEqual(['first', 'first']);
  const [last] = await newProjects(lab, ['three']);
  await asAdmin((client) =>
    client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'nanopore-relay-samples' and datname = $1`,
      [lab.samples.database.name],
    ),
  );
  const [next] = await newProjects(lab, ['four']);
  await eventually(async () => (await namesOf(next)).length === 1, 'somebody went on');
  expect(await namesOf(last)).toEqual(['three']);
});

test('what was relayed is removed after a while, and what was not stays', async () => {
  let isAway = false;
  const deliver: Deliver = async (batch, signal) => {
    if (isAway && batch.events.length > 0) throw new Error('nobody is there');
    return lab.toAudit(batch, signal);
  };
  await using _relay = lab.relay({ deliver, settings: { retentionMs: 0 } });
  const count = async (): Promise<number> =>
    Number((await lab.change<{ n: string }>('select count(*) as n from event_outbox'))[0]?.n);
  await eventually(async () => (await count()) === 0, 'the outbox is empty');
  isAway = true;
  await newProjects(lab, ['kept 1', 'kept 2']);
  await eventually(async () => (await lag())?.waiting === 2, 'they wait');
  expect(await count()).toBe(2);
  isAway = false;
  await eventually(async () => (await count()) === 0, 'the outbox is empty again');
});

test('at the bound one who may miss events is parked, with the number of those that are lost; the log waits for ever', async () => {
  const { log, of } = keepingLog();
  const metrics = createMetrics();
  const deliver: Deliver = async () => {
    throw new Error('nobody is there');
  };
  const settings = { retentionMs: 0, mostWaiting: 5 };
  const subscribers = ['audit', 'curious'].map((name) => ({
    name,
    wants: () => true,
    deliver,
    mayMiss: name === 'curious',
  }));
  const state = () =>
    lab.change<{ subscriber: string; parked_reason: string | null; lost: string }>(
      'select subscriber, parked_reason, lost from event_subscriptions order by subscriber',
    );
  {
    await using _relay = lab.relay({ log, metrics: metrics.events, settings, subscribers });
    await eventually(async () => (await state()).length === 2, 'both subscribe');
    await newProjects(lab, ['a', 'b', 'c', 'd', 'e', 'f']);
    await eventually(async () => (await state())[1]?.parked_reason != null, 'one is parked');
    expect(await state()).toEqual([
      { subscriber: 'audit', parked_reason: null, lost: '0' },
      { subscriber: 'curious', parked_reason: expect.stringMatching(/^\d+ events waited, and 5 may$/), lost: '0' },
    ]);
    expect(of('too many events wait for a subscriber').map(({ subscriber }) => subscriber)).toContain('audit');
    await eventually(
      async () => seriesValue(await metrics.text(), 'nanopore_events_over_bound{service="samples"}') === 2,
      'the alarm is there',
    );
  }
  await using _relay = lab.relay({
    settings,
    subscribers: subscribers.map((each) => (each.name === 'audit' ? { ...each, deliver: lab.toAudit } : each)),
  });
  await eventually(async () => Number((await state())[1]?.lost) >= 6, 'what nobody kept for it is counted');
  expect(await lab.logged("details -> 'after' ->> 'name' = 'f'")).toHaveLength(1);
});

test('a database that came from another server is relayed from its beginning, and its events keep their order', async () => {
  await newProjects(lab, ['restored 1', 'restored 2']);
  // As after a restore: numbers of transactions that this server has not come to yet.
  await asAdmin(async (client) => {
    await client.query("update event_outbox set transaction = '900000000000000'::xid8");
    await client.query("update event_subscriptions set server = 'another', transaction = '900000000000001'::xid8");
  }, lab.samples.database.name);
  const delivered: CloudEvent[] = [];
  await using _relay = lab.relay({
    deliver: (batch, signal) => {
      delivered.push(...batch.events);
      return lab.toAudit(batch, signal);
    },
  });
  await newProjects(lab, ['after the restore']);
  await eventually(() => delivered.some((event) => nameIn(event) === 'after the restore'), 'all are delivered');
  expect(delivered.map(nameIn).slice(-3)).toEqual(['restored 1', 'restored 2', 'after the restore']);
});
