import type { Log } from '../../log/log.ts';
import type { EventMetrics } from '../../metrics/events.ts';
import type { Connection } from '../connection.ts';
import { INBOX, OUTBOX, SUBSCRIPTIONS } from '../tables.ts';
import { rest } from '../waker.ts';
import { type Lag, readLag } from './lag.ts';
import type { RelaySettings, Subscriber } from './relay.ts';

export type KeepOptions = {
  connection: Connection;
  service: string;
  subscribers: readonly Subscriber[];
  settings: Pick<RelaySettings, 'retentionMs' | 'mostWaiting' | 'keepEveryMs'>;
  metrics: EventMetrics | undefined;
  log: Log;
};

const REMOVED_AT_ONCE = 5_000;
/** An event comes again as long as its outbox has it, and in a restored one for longer than that. */
const INBOX_LONGER = 10;

/**
 * Keeps the outbox within bounds: measures how far subscribers are behind, parks those that would rather miss events
 * than keep them, removes what every one of the others has had for long enough.
 */
export async function keepOutbox(options: KeepOptions, signal: AbortSignal): Promise<void> {
  const { connection, service, settings, metrics, log } = options;
  while (!signal.aborted) {
    const lags = await readLag(connection.query);
    metrics?.lag(service, lags);
    for (const lag of lags.filter(({ waiting }) => waiting > settings.mostWaiting)) {
      await beyondTheBound(lag, options);
    }
    metrics?.overBound(service, lags.filter(({ waiting }) => waiting > settings.mostWaiting).length);
    const removed = await removeRelayed(options, signal);
    if (removed > 0) {
      log.debug({ service, removed }, 'events that were relayed are removed');
    }
    await removeFromInbox(options);
    await rest(settings.keepEveryMs, signal);
  }
}

async function beyondTheBound({ subscriber, waiting, parkedReason }: Lag, options: KeepOptions): Promise<void> {
  const { connection, service, subscribers, settings, log } = options;
  const mayMiss = subscribers.find(({ name }) => name === subscriber)?.mayMiss === true;
  log.error({ service, subscriber, waiting, most: settings.mostWaiting }, 'too many events wait for a subscriber');
  if (mayMiss && parkedReason === null) {
    await connection.query(
      `update ${SUBSCRIPTIONS} set parked_at = now(), parked_reason = $2 where subscriber = $1 and parked_at is null`,
      [subscriber, `${waiting} events waited, and ${settings.mostWaiting} may`],
    );
    log.error({ service, subscriber }, 'a subscriber is parked: events are no longer kept for it');
  }
}

/** What a parked subscriber has not had is lost to it, and counted. Subscribers of former times hold nothing back. */
const REMOVE = `
  with kept as (
    select transaction, position from ${SUBSCRIPTIONS}
    where subscriber = any($1) and parked_at is null order by transaction, position limit 1
  ), removed as (
    delete from ${OUTBOX} as o using (
      select position from ${OUTBOX}
      where time < now() - $2 * interval '1 millisecond'
        and ((transaction, position) <= (select transaction, position from kept) or not exists (select from kept))
        and exists (select from ${SUBSCRIPTIONS} where subscriber = any($1))
      order by transaction, position limit ${REMOVED_AT_ONCE}
    ) as old where o.position = old.position returning o.transaction, o.position
  ), lost as (
    update ${SUBSCRIPTIONS} as s set lost = lost + missed.events
    from (
      select parked.subscriber, count(*) as events from ${SUBSCRIPTIONS} as parked
      join removed on (removed.transaction, removed.position) > (parked.transaction, parked.position)
      where parked.parked_at is not null group by parked.subscriber
    ) as missed where s.subscriber = missed.subscriber
  )
  select count(*)::int as count from removed`;

async function removeRelayed({ connection, subscribers, settings }: KeepOptions, signal: AbortSignal): Promise<number> {
  let all = 0;
  while (!signal.aborted) {
    const names = subscribers.map(({ name }) => name);
    const [row] = await connection.query<{ count: number }>(REMOVE, [names, settings.retentionMs]);
    const count = row?.count ?? 0;
    all += count;
    if (count < REMOVED_AT_ONCE) {
      break;
    }
  }
  return all;
}

const removeFromInbox = ({ connection, settings }: KeepOptions): Promise<unknown> =>
  connection.query(
    `delete from ${INBOX} where (source, id) in (
       select source, id from ${INBOX} where received_at < now() - $1 * interval '1 millisecond'
       order by received_at limit ${REMOVED_AT_ONCE})`,
    [settings.retentionMs * INBOX_LONGER],
  );
