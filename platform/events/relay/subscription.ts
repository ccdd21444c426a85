import { delayAfter } from '../back-off.ts';
import { type CloudEvent, type Deliver, type Refusal, withoutSubjects } from '../cloud-event.ts';
import type { Connection } from '../connection.ts';
import { type Deferrals, deferralColumns, deferralsOf, INSERT_DEFERRALS } from '../deferrals.ts';
import { SUBSCRIPTIONS } from '../tables.ts';
import { createWaker, type Waker } from '../waker.ts';
import { outboxReader, type Page, type Place } from './outbox-reader.ts';
import type { RelayObserver, RelaySettings, Subscriber } from './relay.ts';

/** Between these anything may die. */
export type RelayStep = 'read' | 'delivered' | 'recorded' | 'retried' | 'settled';

export type SubscriptionOptions = {
  connection: Connection;
  source: string;
  subscriber: Subscriber;
  settings: RelaySettings;
  observer: RelayObserver;
};

export type Subscription = { run(signal: AbortSignal): Promise<void>; wake(): void };

/** With an older transaction in the way nobody calls when it ends. */
const LOOK_AGAIN_MS = 50;
const RETRIED_AT_ONCE = 500;

const RECORD = `with deferred as (${INSERT_DEFERRALS})
  update ${SUBSCRIPTIONS} set transaction = $10::xid8, position = $11::bigint, relayed = relayed + $12, relayed_at = now()
  where subscriber = $1`;

/** Delivers an outbox to one subscriber, from where it stands, until it is told to stop. Rejects when the database is away. */
export function subscriptionOf(options: SubscriptionOptions): Subscription {
  const waker = createWaker();
  const way = new DeliveryWay(options, waker);
  return { wake: waker.wake, run: (signal) => way.run(signal) };
}

class DeliveryWay {
  readonly #options: SubscriptionOptions;
  readonly #waker: Waker;
  readonly #deferrals: Deferrals;
  #place: Place = { transaction: '0', position: '0' };
  #hasDeferrals = true;
  #failures = 0;
  #toldAt = 0;

  constructor(options: SubscriptionOptions, waker: Waker) {
    this.#options = options;
    this.#waker = waker;
    this.#deferrals = deferralsOf(options.connection, options.subscriber.name, options.settings.retry);
  }

  async run(signal: AbortSignal): Promise<void> {
    const { connection, source, settings } = this.#options;
    const reader = outboxReader(connection, source, settings.pageSize);
    while (!signal.aborted) {
      const place = await this.#placeUnlessParked();
      if (place === undefined) {
        await this.#waker.wait(settings.pollMs, signal);
        continue;
      }
      this.#place = place;
      const page = await this.#attempt(() => this.#step(reader.read.bind(reader), signal), signal);
      if (page !== undefined && page.events.length < settings.pageSize && !signal.aborted) {
        await this.#waker.wait(page.blocked ? LOOK_AGAIN_MS : await this.#restMs(page), signal);
      }
    }
  }

  /** Where the database says that it stands; what an operator parked or let go on is seen here. */
  async #placeUnlessParked(): Promise<Place | undefined> {
    const { connection, subscriber } = this.#options;
    const [row] = await connection.query<Place & { parked: boolean }>(
      `select transaction::text, position::text, parked_at is not null as parked
       from ${SUBSCRIPTIONS} where subscriber = $1`,
      [subscriber.name],
    );
    return row === undefined || row.parked ? undefined : row;
  }

  async #step(read: (after: Place) => Promise<Page>, signal: AbortSignal): Promise<Page> {
    await this.#retryDue(signal);
    const page = await read(this.#place);
    this.#options.observer.onStep?.('read');
    await this.#handOver(page, signal);
    return page;
  }

  async #handOver(page: Page, signal: AbortSignal): Promise<void> {
    const { subscriber, observer, settings } = this.#options;
    const wanted = page.events.filter(({ type }) => subscriber.wants(type));
    const held = this.#hasDeferrals ? await this.#deferrals.heldSubjects(subjectsOf(wanted)) : new Set<string>();
    const { free, waiting } = withoutSubjects(wanted, held);
    const completeUntil = waiting.length === 0 ? await this.#watermark(page) : undefined;
    const now = performance.now();
    const isTime = completeUntil !== undefined && now - this.#toldAt >= settings.watermarkMs;
    const refusals = [...waiting];
    if (free.length > 0 || isTime) {
      refusals.push(...(await this.#deliver(free, isTime ? completeUntil : undefined, signal)));
      if (isTime) {
        this.#toldAt = now;
      }
    }
    observer.onStep?.('delivered');
    if (page.last !== undefined) {
      await this.#record(page.last, wanted, refusals);
      observer.onStep?.('recorded');
    }
  }

  /** What waits was not delivered, whenever it happened. */
  async #watermark({ completeUntil }: Page): Promise<string | undefined> {
    const oldest = completeUntil !== undefined && this.#hasDeferrals ? await this.#deferrals.oldest() : undefined;
    return oldest !== undefined && completeUntil !== undefined && oldest < completeUntil ? oldest : completeUntil;
  }

  #deliver(events: readonly CloudEvent[], completeUntil: string | undefined, signal: AbortSignal): Promise<Refusal[]> {
    const { subscriber, source } = this.#options;
    return subscriber.deliver({ source, events, completeUntil }, signal).catch((error: unknown) => {
      throw new ConsumerAway(error);
    });
  }

  async #record(last: Place, events: readonly CloudEvent[], refusals: readonly Refusal[]): Promise<void> {
    const { connection, subscriber, settings, observer } = this.#options;
    const byId = new Map(refusals.map((refusal) => [refusal.id, refusal]));
    const columns = deferralColumns(events, byId, settings.retry);
    const relayed = events.length - byId.size;
    await connection.query(RECORD, [subscriber.name, ...columns, last.transaction, last.position, relayed]);
    observer.relayed(subscriber.name, relayed);
    if (byId.size > 0) {
      this.#hasDeferrals = true;
      for (const { id, reason, waits } of refusals) {
        if (!waits) {
          observer.refused(subscriber.name, id, reason);
        }
      }
    }
  }

  async #retryDue(signal: AbortSignal): Promise<void> {
    if (!this.#hasDeferrals) {
      return;
    }
    const due = await this.#deferrals.due(RETRIED_AT_ONCE);
    if (due.length === 0) {
      this.#hasDeferrals = (await this.#deferrals.oldest()) !== undefined;
      return;
    }
    const { observer, subscriber } = this.#options;
    const refusals = await this.#deliver(
      due.map(({ event }) => event),
      undefined,
      signal,
    );
    observer.onStep?.('retried');
    const byId = new Map(refusals.map((refusal) => [refusal.id, refusal]));
    const delivered = due.map(({ event }) => event).filter(({ id }) => !byId.has(id));
    const failed = due.flatMap((deferral) => {
      const refusal = byId.get(deferral.event.id);
      return refusal === undefined || refusal.waits ? [] : [{ ...deferral, reason: refusal.reason }];
    });
    await this.#deferrals.delivered(delivered);
    observer.relayed(subscriber.name, delivered.length);
    for (const { event } of failed.length === 0 ? [] : await this.#deferrals.failedAgain(failed)) {
      observer.parked(subscriber.name, event);
    }
    observer.onStep?.('settled');
  }

  /** While the consumer is away nothing is lost but time. */
  async #attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    const { observer, subscriber, settings } = this.#options;
    try {
      const done = await work();
      if (this.#failures > 0) {
        observer.back(subscriber.name);
      }
      this.#failures = 0;
      return done;
    } catch (error) {
      if (!(error instanceof ConsumerAway)) {
        throw error;
      }
      if (!signal.aborted) {
        this.#failures++;
        observer.away(subscriber.name, error.cause, this.#failures);
        await rest(delayAfter(this.#failures, settings.away), signal);
      }
      return undefined;
    }
  }

  async #restMs({ completeUntil }: Page): Promise<number> {
    const { pollMs, watermarkMs } = this.#options.settings;
    const retryMs = this.#hasDeferrals ? await this.#deferrals.nextAttemptInMs() : undefined;
    // The moment before which all is delivered moves on without events, too.
    const toldMs = completeUntil === undefined ? watermarkMs : this.#toldAt + watermarkMs - performance.now();
    return Math.max(1, Math.min(pollMs, retryMs ?? pollMs, Math.max(LOOK_AGAIN_MS, toldMs)));
  }
}

class ConsumerAway extends Error {
  constructor(cause: unknown) {
    super('The consumer is away.', { cause });
  }
}

const subjectsOf = (events: readonly CloudEvent[]): string[] => [...new Set(events.map(({ subject }) => subject))];

/** Nobody calls while a consumer is away: each new event would. */
const rest = (ms: number, signal: AbortSignal): Promise<void> => createWaker().wait(ms, signal);
