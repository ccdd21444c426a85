import { DEFERRALS, OUTBOX, SUBSCRIPTIONS } from '../tables.ts';

/** How far a subscriber is behind. */
export type Lag = {
  subscriber: string;
  /** Events that it has not got, those that were refused included. */
  waiting: number;
  /** Seconds since the oldest of them happened; 0 where there is none. */
  oldestSeconds: number;
  /** Of those, the ones that wait for another attempt, or for an earlier event of their subject. */
  deferred: number;
  /** And the ones that are not tried any more. */
  parked: number;
  relayed: number;
  relayedAt: Date | null;
  /** Why nothing is delivered to it at all. */
  parkedReason: string | null;
  /** Events that it will never get. */
  lost: number;
};

type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

/** Of every subscriber of a database, and of what came to it over a stream. */
export const readLag = (query: Query): Promise<Lag[]> =>
  query<Lag>(`
    with deferred as (
      select subscriber, count(*) as events, count(parked_at) as parked, min((event ->> 'time')::timestamptz) as oldest
      from ${DEFERRALS} group by subscriber
    )
    select subscriber, (coalesce(o.waiting, 0) + coalesce(d.events, 0))::float8 as waiting,
      coalesce(greatest(extract(epoch from now() - least(o.oldest, d.oldest)), 0), 0)::float8 as "oldestSeconds",
      coalesce(d.events - d.parked, 0)::float8 as deferred, coalesce(d.parked, 0)::float8 as parked,
      coalesce(s.relayed, 0)::float8 as relayed, s.relayed_at as "relayedAt",
      case when s.parked_at is not null then s.parked_reason end as "parkedReason", coalesce(s.lost, 0)::float8 as lost
    from (
      ${SUBSCRIPTIONS} as s cross join lateral (
        select count(*) as waiting, min(time) as oldest from ${OUTBOX}
        where (transaction, position) > (s.transaction, s.position)
      ) as o
    ) full join deferred as d using (subscriber)
    order by subscriber`);
