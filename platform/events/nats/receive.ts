import { DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Log } from '../../log/log.ts';
import { type BackOff, delayAfter } from '../back-off.ts';
import { type CarefulDelivery, carefulDelivery, type DeliveryStep } from '../careful-delivery.ts';
import { type Connection, openConnection } from '../connection.ts';
import { INSERT_DEFERRALS, type RetryPolicy } from '../deferrals.ts';
import { readBatch } from '../inbox/batch-json.ts';
import type { Consumer } from '../inbox/inbox.ts';
import { STREAMS } from '../tables.ts';
import { rest } from '../waker.ts';
import { fromWire } from '../wire.ts';
import { type NatsSettings, type OpenStream, openStream, whileConnected } from './stream.ts';

export type ReceiverOptions = {
  consumer: Consumer;
  /** The consumer's database, where it stands how far the stream is read. */
  url: string;
  nats: NatsSettings;
  settings: { retry: RetryPolicy; away: BackOff };
  log: Log;
  onStep?: ((step: DeliveryStep) => void) | undefined;
};

export type Receiver = { close(): Promise<void> };

/** Any number will do as long as nothing else in these databases locks it. */
const READER_LOCK = 4_711_820_281;
const STAND_BY_MS = 1_000;
const FETCHED_AT_ONCE = 10;
/** The least that a fetch may wait. */
const FETCH_MS = 1_000;

const RECORD = `with deferred as (${INSERT_DEFERRALS})
  insert into ${STREAMS} (stream, made_at, sequence) values ($10, $11, $12)
  on conflict (stream) do update set made_at = excluded.made_at, sequence = excluded.sequence`;

/**
 * Reads a consumer's stream, in order, for as long as the process runs: one process does, the others stand by. How far it
 * is read stands in the consumer's database; the stream is told to forget what is behind that.
 */
export function receiveFromNats(options: ReceiverOptions): Receiver {
  const { consumer, nats, settings, log } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async (): Promise<void> => {
    const connection = await openConnection(options.url, `nanopore-receiver-${consumer.name}`);
    try {
      const [row] = await connection.query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [
        READER_LOCK,
      ]);
      if (row?.locked !== true) {
        await rest(STAND_BY_MS, signal);
        return;
      }
      const stream = await openStream(nats, consumer.name, `receiver ${consumer.name}`);
      const both = AbortSignal.any([signal, connection.lost]);
      const close = (): void => void stream.connection.close();
      both.addEventListener('abort', close, { once: true });
      try {
        await whileConnected(stream.connection, readStream(stream, connection, options, both));
      } finally {
        both.removeEventListener('abort', close);
        await stream.connection.close();
      }
    } finally {
      await connection.close();
    }
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await work();
        failures = 0;
      } catch (error) {
        if (!signal.aborted) {
          failures++;
          log.warn({ consumer: consumer.name, reason: (error as Error).message }, 'events cannot be received');
          await rest(delayAfter(failures, settings.away), signal);
        }
      }
    }
  };
  const ended = run();
  return {
    close: async () => {
      stopping.abort();
      await ended;
    },
  };
}

async function readStream(
  stream: OpenStream,
  connection: Connection,
  { consumer, settings, log, onStep }: ReceiverOptions,
  signal: AbortSignal,
): Promise<void> {
  const subscriber = `nats/${consumer.name}`;
  const delivery = carefulDelivery({
    connection,
    subscriber,
    deliver: (batch) => consumer.receive(batch),
    retry: settings.retry,
    observer: {
      onStep,
      relayed: () => undefined,
      refused: (_subscriber, id, reason) => log.warn({ subscriber, id, reason }, 'an event was refused'),
      parked: (_subscriber, { id, type, subject }) =>
        log.error({ subscriber, id, type, subject }, 'an event is parked, and its subject with it'),
    },
  });
  // From the first that is there: what was taken in is removed, and known to the inbox where it is not. A server that was
  // killed may give numbers anew that it had given before, so that none is a place to go on from.
  const messages = await stream.client.consumers.get(stream.name, { deliver_policy: DeliverPolicy.All });
  while (!signal.aborted) {
    await delivery.retryDue(signal);
    let last: number | undefined;
    for await (const message of await messages.fetch({ max_messages: FETCHED_AT_ONCE, expires: FETCH_MS })) {
      onStep?.('read');
      await takeMessage(message, { delivery, connection, stream, subscriber }, signal);
      last = message.seq;
    }
    if (stream.connection.isClosed()) {
      throw new Error('The connection to NATS is lost.');
    }
    if (last !== undefined) {
      await stream.manager.streams.purge(stream.name, { seq: last + 1 });
    }
  }
}

type Reading = { delivery: CarefulDelivery; connection: Connection; stream: OpenStream; subscriber: string };

async function takeMessage(
  message: JsMsg,
  { delivery, connection, stream, subscriber }: Reading,
  signal: AbortSignal,
): Promise<void> {
  const events = readBatch(jsonOf(message));
  if (events === undefined) {
    throw new Error(`Message ${message.seq} of ${stream.name} is no batch of CloudEvents: remove it from the stream.`);
  }
  const batches = fromWire(events);
  for (const [i, batch] of batches.entries()) {
    const { source, completeUntil: until } = batch;
    const completeUntil = until && (await delivery.boundedBy(source, until));
    const handed = await delivery.hand({ ...batch, completeUntil }, signal);
    // A message is read when all of it is: what of it was handed over is known to the inbox when it comes again.
    const upTo = i === batches.length - 1 ? message.seq : message.seq - 1;
    await connection.query(RECORD, [subscriber, ...handed.columns, stream.name, stream.madeAt, upTo]);
    handed.recorded();
  }
}

function jsonOf(message: JsMsg): unknown {
  try {
    return message.json();
  } catch {
    return undefined;
  }
}
