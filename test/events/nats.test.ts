import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { DeliveryStep } from '../../platform/events/careful-delivery.ts';
import { readEventSettings } from '../../platform/events/config.ts';
import { createInbox } from '../../platform/events/inbox/inbox.ts';
import { RefusedEvent } from '../../platform/events/inbox/refused-event.ts';
import { natsDelivery } from '../../platform/events/nats/publish.ts';
import { receiveFromNats } from '../../platform/events/nats/receive.ts';
import { streamOf } from '../../platform/events/nats/stream.ts';
import { silentLog } from '../../platform/log/log.ts';
import { logEvents } from '../../subgraphs/audit/services/log-events.ts';
import { eventually } from '../platform/postgres/support.ts';
import { type EventLab, eventLab, nameIn, newProjects, rename } from './support/lab.ts';
import { type Nats, natsServer, WITH_NATS } from './support/nats.ts';
import { FAST } from './support/settings.ts';

// A transaction of another database of the server holds a relay back as long as it lasts.
jest.setTimeout(180_000);

const over = WITH_NATS ? test : test.skip;
const poison = new Set<string>();
const STREAM_BYTES = 64 * 1024 * 1024;

let lab: EventLab;
let nats: Nats;

beforeAll(async () => {
  lab = await eventLab();
  if (WITH_NATS) nats = await natsServer();
});
afterAll(async () => {
  await nats?.[Symbol.asyncDispose]();
  await lab[Symbol.asyncDispose]();
});

/** The relay of the samples service and the receiver of the audit service, with NATS between them. */
function between(onStep?: (step: DeliveryStep | 'received') => void, streamBytes = STREAM_BYTES) {
  const settings = { url: nats.url, streamBytes };
  const way = natsDelivery(settings, 'audit', 'relay samples');
  const relay = lab.relay({ deliver: way.deliver, settings: { pageSize: 5 }, ...(onStep && { onStep }) });
  const consumer = createInbox(lab.audit.orm, 'audit', async (em, events) => {
    for (const event of events) {
      if (poison.has(String(nameIn(event)))) throw new RefusedEvent('poison');
    }
    await logEvents(em, events);
  });
  const receive = () =>
    receiveFromNats({
      consumer,
      url: lab.audit.database.dbUrl,
      nats: settings,
      settings: FAST,
      log: silentLog(),
      onStep,
    });
  return {
    receive,
    [Symbol.asyncDispose]: async () => {
      await relay.close();
      await way.close();
    },
  };
}

const namesOf = async (id: string | undefined): Promise<unknown[]> =>
  (await lab.logged(`resource_id = '${id}'`)).map(({ details }) => details.after?.name);

over('what is relayed while the receiver is away waits in the stream, which forgets what was taken in', async () => {
  await using wired = between();
  const ids = await newProjects(
    lab,
    Array.from({ length: 12 }, (_, i) => `streamed ${i}`),
  );
  await eventually(
    async () => (await lab.change('select from event_subscriptions where relayed >= 12')).length === 1,
    'all are in the stream',
  );
  expect(await lab.logged(`resource_id = any('{${ids}}')`)).toEqual([]);
  const receiver = wired.receive();
  await eventually(async () => (await lab.logged(`resource_id = any('{${ids}}')`)).length === 12, 'all are logged');
  const connection = await connect({ servers: nats.url });
  const manager = await jetstreamManager(connection);
  await eventually(
    async () => (await manager.streams.info(streamOf('audit'))).state.messages <= 1,
    'the stream is empty, but for the last word',
  );
  await connection.close();
  await receiver.close();
});

over('a refused event holds back its subject at the receiver, over a restart too, and nobody else', async () => {
  poison.add('bad');
  await using wired = between();
  const first = wired.receive();
  const [sick, well] = await newProjects(lab, ['sick', 'well']);
  await rename(lab, sick as string, 'bad');
  await rename(lab, sick as string, 'after');
  await rename(lab, well as string, 'better');
  await eventually(async () => (await namesOf(well)).length === 2, 'others go on');
  await eventually(
    async () => ((await lab.audit.em().execute('select from event_deferrals')) as unknown[]).length === 2,
    'two wait',
  );
  await first.close();
  await rename(lab, sick as string, 'long after');
  const second = wired.receive();
  await eventually(
    async () => ((await lab.audit.em().execute('select from event_deferrals')) as unknown[]).length === 3,
    'and a third one',
  );
  expect(await namesOf(sick)).toEqual(['sick']);
  poison.clear();
  await lab.audit.em().execute('update event_deferrals set parked_at = null, next_attempt_at = now()');
  await eventually(async () => (await namesOf(sick)).length === 4, 'all are logged');
  expect(await namesOf(sick)).toEqual(['sick', 'bad', 'after', 'long after']);
  await second.close();
});

over('NATS is killed between any two steps of relay and receiver: everything is there once, in order', async () => {
  const [id] = await newProjects(lab, ['killed: 0']);
  let change = 0;
  for (let n = 1; n <= 14; n++) {
    let steps = 0;
    let killed: Promise<void> | undefined;
    {
      await using wired = between(() => {
        steps++;
        if (steps === n) killed = nats.kill();
      });
      const receiver = wired.receive();
      for (let i = 0; i < 7; i++) {
        await rename(lab, id as string, `killed: ${++change}`);
      }
      await eventually(() => killed !== undefined, `step ${n} is reached`);
      await killed;
      await nats.start();
      await eventually(async () => (await namesOf(id)).length > change, `all are there after the kill at step ${n}`);
      await receiver.close();
    }
  }
  expect(await namesOf(id)).toEqual(Array.from({ length: change + 1 }, (_, i) => `killed: ${i}`));
});

over('a stream that is full takes nothing more and loses nothing', async () => {
  const connection = await connect({ servers: nats.url });
  const manager = await jetstreamManager(connection);
  await manager.streams.delete(streamOf('audit'));
  const full = 1024 * 1024;
  await using wired = between(undefined, full);
  const ids = await newProjects(
    lab,
    Array.from({ length: 40 }, (_, i) => `full ${i} ${'x'.repeat(60_000)}`),
  );
  await eventually(
    // Until the relay has made it anew there is none.
    () =>
      manager.streams.info(streamOf('audit')).then(
        ({ state }) => state.bytes > full * 0.7,
        () => false,
      ),
    'the stream is nearly full',
  );
  const receiver = wired.receive();
  await eventually(async () => (await lab.logged(`resource_id = any('{${ids}}')`)).length === 40, 'all are logged');
  await receiver.close();
  await connection.close();
});

test('where NATS is, and how much it keeps, stands in the environment', () => {
  expect(readEventSettings({}).nats).toBeUndefined();
  expect(readEventSettings({ NATS_URL: 'nats://127.0.0.1:4222' }).nats).toEqual({
    url: 'nats://127.0.0.1:4222',
    streamBytes: 1024 ** 3,
  });
  expect(() => readEventSettings({ NATS_URL: 'http://x', EVENTS_ATTEMPTS: '0' })).toThrow(
    /NATS_URL: must be a nats:\/\/[\s\S]*EVENTS_ATTEMPTS: /,
  );
});
