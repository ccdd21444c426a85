import { type CloudEvent, type Deliver, type Refusal, withoutSubjects } from './cloud-event.ts';
import type { Connection } from './connection.ts';
import { type DeferralColumns, type Deferrals, deferralColumns, deferralsOf, type RetryPolicy } from './deferrals.ts';

export type DeliveryObserver = {
  onStep?: ((step: DeliveryStep) => void) | undefined;
  relayed(subscriber: string, events: number): void;
  refused(subscriber: string, id: string, reason: string): void;
  parked(subscriber: string, event: CloudEvent): void;
};

/** Between these anything may die. */
export type DeliveryStep = 'read' | 'delivered' | 'recorded' | 'retried' | 'settled';

export type DeliveryOptions = {
  connection: Connection;
  subscriber: string;
  deliver: Deliver;
  retry: RetryPolicy;
  observer: DeliveryObserver;
};

export type Handed = {
  /** To be written down together with the place up to which was read. */
  columns: DeferralColumns;
  delivered: number;
  /** To be called when they are. */
  recorded(): void;
};

/** Delivers to a consumer that may refuse single events, which then wait with all that come after them in their subject. */
export type CarefulDelivery = {
  hand(batch: Parameters<Deliver>[0], signal: AbortSignal): Promise<Handed>;
  /** Tries those again whose time has come. */
  retryDue(signal: AbortSignal): Promise<void>;
  nextAttemptInMs(): Promise<number | undefined>;
  /** A moment, or an earlier one before which nothing of the source waits. */
  boundedBy(source: string, until: string): Promise<string>;
};

const RETRIED_AT_ONCE = 500;

/** The consumer is away: nothing is known of what was handed to it. */
export class ConsumerAway extends Error {
  constructor(cause: unknown) {
    super(`The consumer is away: ${(cause as Error).message}`, { cause });
  }
}

export function carefulDelivery({
  connection,
  subscriber,
  deliver,
  retry,
  observer,
}: DeliveryOptions): CarefulDelivery {
  const deferrals: Deferrals = deferralsOf(connection, subscriber, retry);
  // Looked at once at the beginning; from then on only we make new ones.
  let some = true;
  const handTo: Deliver = (batch, signal) =>
    deliver(batch, signal).catch((error: unknown) => {
      throw new ConsumerAway(error);
    });
  return {
    hand: async ({ source, events, completeUntil }, signal) => {
      const held = some && events.length > 0 ? await deferrals.heldSubjects(subjectsOf(events)) : new Set<string>();
      const { free, waiting } = withoutSubjects(events, held);
      const until = waiting.length === 0 ? completeUntil : undefined;
      const refused =
        free.length > 0 || until !== undefined
          ? await handTo({ source, events: free, completeUntil: until }, signal)
          : [];
      observer.onStep?.('delivered');
      const refusals = new Map([...waiting, ...refused].map((refusal) => [refusal.id, refusal]));
      return {
        columns: deferralColumns(events, refusals, retry),
        delivered: events.length - refusals.size,
        recorded: () => {
          some ||= refusals.size > 0;
          observer.relayed(subscriber, events.length - refusals.size);
          for (const { id, reason, waits } of refused) {
            if (!waits) observer.refused(subscriber, id, reason);
          }
          observer.onStep?.('recorded');
        },
      };
    },
    retryDue: async (signal) => {
      const due = some ? await deferrals.due(RETRIED_AT_ONCE) : [];
      if (due.length === 0) {
        some &&= (await deferrals.oldest()) !== undefined;
        return;
      }
      for (const [source, own] of Map.groupBy(due, ({ event }) => event.source)) {
        const events = own.map(({ event }) => event);
        const refusals = await handTo({ source, events, completeUntil: undefined }, signal);
        observer.onStep?.('retried');
        await settle(own, new Map(refusals.map((refusal) => [refusal.id, refusal])));
        observer.onStep?.('settled');
      }
    },
    nextAttemptInMs: async () => (some ? deferrals.nextAttemptInMs() : undefined),
    boundedBy: async (source, until) => {
      const oldest = some ? await deferrals.oldest(source) : undefined;
      return oldest !== undefined && oldest < until ? oldest : until;
    },
  };

  async function settle(
    tried: readonly { event: CloudEvent; attempts: number }[],
    refusals: ReadonlyMap<string, Refusal>,
  ): Promise<void> {
    const delivered = tried.filter(({ event }) => !refusals.has(event.id)).map(({ event }) => event);
    const failed = tried.flatMap((deferral) => {
      const refusal = refusals.get(deferral.event.id);
      return refusal === undefined || refusal.waits ? [] : [{ ...deferral, reason: refusal.reason }];
    });
    if (delivered.length > 0) {
      await deferrals.delivered(delivered);
      observer.relayed(subscriber, delivered.length);
    }
    for (const { event } of failed.length > 0 ? await deferrals.failedAgain(failed) : []) {
      observer.parked(subscriber, event);
    }
  }
}

const subjectsOf = (events: readonly CloudEvent[]): string[] => [...new Set(events.map(({ subject }) => subject))];
