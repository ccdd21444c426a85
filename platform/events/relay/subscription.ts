import { delayAfter } from '../back-off.ts';
import { ConsumerAway, carefulDelivery } from '../careful-delivery.ts';
import type { Connection } from '../connection.ts';
import { INSERT_DEFERRALS } from '../deferrals.ts';
import { SUBSCRIPTIONS } from '../tables.ts';
import { createWaker, rest } from '../waker.ts';
import { outboxReader, type Page, type Place } from './outbox-reader.ts';
import type { RelayObserver, RelaySettings, Subscriber } from './relay.ts';

export type SubscriptionOptions = {
  connection: Connection;
  source: string;
  subscriber: Subscriber;
  settings: RelaySettings;
  observer: RelayObserver;
};

export type Subscription = {
  /** Until it is told to stop; rejects when the database is away. */
  run(signal: AbortSignal): Promise<void>;
  wake(): void;
};

/** With an older transaction in the way nobody calls when it ends. */
const LOOK_AGAIN_MS = 50;

const RECORD = `with deferred as (${INSERT_DEFERRALS})
  update ${SUBSCRIPTIONS} set transaction = $10::xid8, position = $11::bigint, relayed = relayed + $12, relayed_at = now()
  where subscriber = $1`;

/** Delivers an outbox to one subscriber, from where it stands. */
export function subscriptionOf({
  connection,
  source,
  subscriber,
  settings,
  observer,
}: SubscriptionOptions): Subscription {
  const { name, deliver, wants } = subscriber;
  const waker = createWaker();
  const reader = outboxReader(connection, source, settings.pageSize);
  const delivery = carefulDelivery({ connection, subscriber: name, deliver, retry: settings.retry, observer });
  let toldAt = Number.NEGATIVE_INFINITY;
  let failures = 0;

  /** Delivers a page from there on, and writes down that it did. */
  async function step(place: Place, signal: AbortSignal): Promise<Page> {
    await delivery.retryDue(signal);
    const page = await reader.read(place);
    observer.onStep?.('read');
    const now = performance.now();
    const until =
      page.completeUntil !== undefined && now - toldAt >= settings.watermarkMs ? page.completeUntil : undefined;
    const completeUntil = until && (await delivery.boundedBy(source, until));
    const events = page.events.filter(({ type }) => wants(type));
    const handed = await delivery.hand({ source, events, completeUntil }, signal);
    toldAt = completeUntil === undefined ? toldAt : now;
    if (page.last !== undefined) {
      const { transaction, position } = page.last;
      await connection.query(RECORD, [name, ...handed.columns, transaction, position, handed.delivered]);
      handed.recorded();
    }
    return page;
  }

  /** While the consumer is away nothing is lost but time. */
  async function stepUnlessAway(place: Place, signal: AbortSignal): Promise<Page | undefined> {
    try {
      const page = await step(place, signal);
      if (failures > 0) {
        observer.back(name);
      }
      failures = 0;
      return page;
    } catch (error) {
      if (!(error instanceof ConsumerAway)) {
        throw error;
      }
      if (!signal.aborted) {
        failures++;
        observer.away(name, error.cause, failures);
        await rest(delayAfter(failures, settings.away), signal);
      }
      return undefined;
    }
  }

  /** Where the database says that it stands; what an operator parked or let go on is seen here. */
  async function place(): Promise<Place | undefined> {
    const [row] = await connection.query<Place & { parked: boolean }>(
      `select transaction::text, position::text, parked_at is not null as parked
       from ${SUBSCRIPTIONS} where subscriber = $1`,
      [name],
    );
    return row === undefined || row.parked ? undefined : row;
  }

  async function restMs({ blocked, completeUntil }: Page): Promise<number> {
    if (blocked) {
      return LOOK_AGAIN_MS;
    }
    const { pollMs, watermarkMs } = settings;
    const retryMs = (await delivery.nextAttemptInMs()) ?? pollMs;
    // The moment before which all is delivered moves on without events, too.
    const tellMs = completeUntil === undefined ? watermarkMs : toldAt + watermarkMs - performance.now();
    return Math.max(1, Math.min(pollMs, retryMs, Math.max(LOOK_AGAIN_MS, tellMs)));
  }

  return {
    wake: waker.wake,
    run: async (signal) => {
      while (!signal.aborted) {
        const from = await place();
        const page = from && (await stepUnlessAway(from, signal));
        if (from === undefined) {
          await waker.wait(settings.pollMs, signal);
        } else if (page !== undefined && page.events.length < settings.pageSize) {
          await waker.wait(await restMs(page), signal);
        }
      }
    },
  };
}
