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

export const readLag = (query: Query): Promise<Lag[]> =>
  query<Lag>(`
    select s.subscriber, (o.waiting + d.all)::float8 as waiting,
      coalesce(greatest(extract(epoch from now() - least(o.oldest, d.oldest)), 0), 0)::float8 as "oldestSeconds",
      (d.all - d.parked)::float8 as deferred, d.parked::float8 as parked, s.relayed::float8 as relayed,
      s.relayed_at as "relayedAt", case when s.parked_at is not null then s.parked_reason end as "parkedReason",
      s.lost::float8 as lost
    from ${SUBSCRIPTIONS} as s
    cross join lateral (
      select count(*) as waiting, min(time) as oldest from ${OUTBOX}
      where (transaction, position) > (s.transaction, s.position)
    ) as o
    cross join lateral (
      select count(*) as all, count(*) filter (where parked_at is not null) as parked,
        min((event ->> 'time')::timestamptz) as oldest
      from ${DEFERRALS} as d where d.subscriber = s.subscriber
    ) as d
    order by s.subscriber`);
