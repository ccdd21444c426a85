import type { Log } from '../../log/log.ts';
import type { EventMetrics } from '../../metrics/events.ts';
import { type BackOff, delayAfter } from '../back-off.ts';
import type { DeliveryObserver, DeliveryStep } from '../careful-delivery.ts';
import type { Deliver } from '../cloud-event.ts';
import { type Connection, openConnection } from '../connection.ts';
import type { RetryPolicy } from '../deferrals.ts';
import { sourceOf } from '../registry.ts';
import { OUTBOX_CHANNEL, SUBSCRIPTIONS } from '../tables.ts';
import { rest } from '../waker.ts';
import { keepOutbox } from './keep.ts';
import { observerOf } from './observer.ts';
import { subscriptionOf } from './subscription.ts';

/** Who is told of events. */
export type Subscriber = {
  name: string;
  wants(type: string): boolean;
  deliver: Deliver;
  /** It would rather miss events than have them kept for ever; see docs/events.md. */
  mayMiss?: boolean;
};

export type RelaySettings = {
  /** Events read and delivered at once. */
  pageSize: number;
  /** Looks by itself this often, should a call have been lost. */
  pollMs: number;
  /** Says this often up to when everything is delivered. */
  watermarkMs: number;
  /** Events that were refused. */
  retry: RetryPolicy;
  /** A consumer that is away, and a database that is. */
  away: BackOff;
  /** What was relayed is kept this long. */
  retentionMs: number;
  /** So many events may wait for one subscriber. */
  mostWaiting: number;
  keepEveryMs: number;
};

export const RELAY_DEFAULTS: RelaySettings = {
  pageSize: 500,
  pollMs: 1_000,
  watermarkMs: 1_000,
  retry: { backOff: { firstMs: 1_000, mostMs: 300_000 }, attempts: 10 },
  away: { firstMs: 250, mostMs: 30_000 },
  retentionMs: 72 * 3_600_000,
  mostWaiting: 5_000_000,
  keepEveryMs: 15_000,
};

export type RelayOptions = {
  /** Of the service whose outbox it is. */
  service: string;
  url: string;
  subscribers: readonly Subscriber[];
  settings?: Partial<RelaySettings>;
  log: Log;
  metrics?: EventMetrics | undefined;
  /** For whoever wants to know what happens if it dies there. */
  onStep?: (step: DeliveryStep) => void;
};

export type RelayObserver = DeliveryObserver & {
  away(subscriber: string, error: unknown, failures: number): void;
  back(subscriber: string): void;
};

/** `close` lets what is under way end, and delivers nothing more. */
export type Relay = { close(): Promise<void> };

/** Any number will do as long as nothing else in these databases locks it. */
const LEADER_LOCK = 4_711_820_271;
const STAND_BY_MS = 1_000;

/**
 * Relays the outbox of one service for as long as the process runs. Of all processes that try, one does: the others
 * stand by. What is lost (the connection, the database) is waited for.
 */
export function startRelay(options: RelayOptions): Relay {
  const { service, log } = options;
  const settings = { ...RELAY_DEFAULTS, ...options.settings };
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    let failures = 0;
    while (!signal.aborted) {
      try {
        await withConnection(options, async (connection) => {
          if (await isLeader(connection)) {
            failures = 0;
            log.info({ service }, 'the relay of events works');
            await lead(connection, options, settings, signal);
          }
        });
        await rest(STAND_BY_MS, signal);
      } catch (error) {
        if (!signal.aborted) {
          failures++;
          log.warn({ service, reason: (error as Error).message }, 'the relay of events lost its database');
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

async function withConnection(
  { url, service }: RelayOptions,
  work: (connection: Connection) => Promise<void>,
): Promise<void> {
  const connection = await openConnection(url, `nanopore-relay-${service}`);
  try {
    await work(connection);
  } finally {
    await connection.close();
  }
}

/** Held by the connection: a relay that loses it can record nothing any more. */
async function isLeader({ query }: Connection): Promise<boolean> {
  const [row] = await query<{ locked: boolean }>('select pg_try_advisory_lock($1) as locked', [LEADER_LOCK]);
  return row?.locked === true;
}

async function lead(
  connection: Connection,
  options: RelayOptions,
  settings: RelaySettings,
  stopping: AbortSignal,
): Promise<void> {
  const { service, subscribers, metrics, log } = options;
  await subscribe(connection, subscribers);
  const failed = new AbortController();
  const signal = AbortSignal.any([stopping, connection.lost, failed.signal]);
  const observer = observerOf(options);
  const source = sourceOf(service);
  const subscriptions = subscribers.map((subscriber) =>
    subscriptionOf({ connection, source, subscriber, settings, observer }),
  );
  connection.onNotification(() => {
    for (const { wake } of subscriptions) wake();
  });
  await connection.query(`listen ${OUTBOX_CHANNEL}`);
  const all = [
    ...subscriptions.map(({ run }) => run(signal)),
    keepOutbox({ connection, service, subscribers, settings, metrics, log }, signal),
  ];
  try {
    // One that fails ends the others: all of them use this connection.
    await Promise.all(all);
  } finally {
    failed.abort();
    await Promise.allSettled(all);
    metrics?.relayStopped(service);
  }
  if (connection.lost.aborted && !stopping.aborted) {
    throw connection.lost.reason;
  }
}

/** A database that came from another server begins at the beginning: consumers know what they have. */
async function subscribe({ query }: Connection, subscribers: readonly Subscriber[]): Promise<void> {
  const server = '(select system_identifier::text from pg_control_system())';
  await query('select adopt_outbox()');
  await query(
    `insert into ${SUBSCRIPTIONS} as s (subscriber, server) select name, ${server} from unnest($1::text[]) as name
     on conflict (subscriber) do update set transaction = '0', position = 0, server = excluded.server
     where s.server <> excluded.server`,
    [subscribers.map(({ name }) => name)],
  );
}
