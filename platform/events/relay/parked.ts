import { DEFERRALS, OUTBOX_CHANNEL, SUBSCRIPTIONS } from '../tables.ts';

export type ParkedEvent = {
  subscriber: string;
  source: string;
  id: string;
  type: string;
  subject: string;
  time: string;
  attempts: number;
  reason: string;
  /** Events of its subject that wait for it. */
  behind: number;
};

type Query = <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;

export const readParked = (query: Query): Promise<ParkedEvent[]> =>
  query<ParkedEvent>(`
    select d.subscriber, d.source, d.id, d.event ->> 'type' as type, d.subject, d.event ->> 'time' as time, d.attempts,
      d.reason, (
        select count(*)::int from ${DEFERRALS} as later
        where later.subscriber = d.subscriber and later.subject = d.subject and later.sequence > d.sequence
      ) as behind
    from ${DEFERRALS} as d where d.parked_at is not null order by d.subscriber, d.sequence`);

/** Has one event tried again, or all; with all, subscribers that are parked go on as well, from what is still there. */
export async function retry(query: Query, id: string | undefined): Promise<{ events: number; subscribers: number }> {
  const events = await query(
    `update ${DEFERRALS} set parked_at = null, attempts = 0, next_attempt_at = now()
     where parked_at is not null and ($1::text is null or id::text = lower($1)) returning id`,
    [id],
  );
  const subscribers =
    id === undefined
      ? await query(
          `update ${SUBSCRIPTIONS} set parked_at = null, parked_reason = null where parked_at is not null returning 1`,
        )
      : [];
  await query(`notify ${OUTBOX_CHANNEL}`);
  return { events: events.length, subscribers: subscribers.length };
}
