import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../database/columns.ts';
import type { Batch, CloudEvent, Refusal } from '../cloud-event.ts';
import { serviceWriter, writingAs } from '../writer.ts';
import { takeInOrder } from './take-in-order.ts';

/** What a service does with events: all of it in the transaction that it is given, or nothing. */
export type TakeIn = (em: EntityManager, events: readonly CloudEvent[]) => Promise<void>;

export type InboxObserver = (source: string, outcome: 'taken' | 'known' | 'refused', events: number) => void;

/** A service that takes in events. Rejects when it cannot work at all; then the batch has to come again. */
export type Consumer = { name: string; receive(batch: Batch): Promise<Refusal[]> };

/**
 * Takes each event in exactly once, however often it comes: that it was taken in is written in the transaction of what is
 * done with it.
 */
export function createInbox(orm: MikroORM, name: string, takeIn: TakeIn, observe?: InboxObserver): Consumer {
  const writer = serviceWriter(name);
  const take = (source: string, events: readonly CloudEvent[], completeUntil?: string): Promise<number> =>
    writingAs(writer, () =>
      orm.em.fork().transactional(async (em) => {
        const fresh = await newAmong(em, source, events);
        if (fresh.length > 0) {
          await takeIn(em, fresh);
        }
        if (completeUntil !== undefined) {
          await completeNow(em, source, completeUntil);
        }
        return fresh.length;
      }),
    );
  return {
    name,
    receive: async ({ source, events, completeUntil }) => {
      let taken = 0;
      const refusals = await takeInOrder(events, async (some, isAll) => {
        taken += await take(source, some, isAll ? completeUntil : undefined);
      });
      observe?.(source, 'taken', taken);
      observe?.(source, 'known', events.length - refusals.length - taken);
      observe?.(source, 'refused', refusals.length);
      return refusals;
    },
  };
}

/** Writes them down as taken in. Somebody else who takes the same ones in right now is waited for. */
async function newAmong(
  em: EntityManager,
  source: string,
  events: readonly CloudEvent[],
): Promise<readonly CloudEvent[]> {
  if (events.length === 0) {
    return events;
  }
  const ids = events.map(({ id }) => id);
  const rows = await rowsOf(
    em,
    sql<{ id: string }>`insert into event_inbox (source, id)
      select ${source}, id from unnest(${ids}::uuid[]) as id on conflict do nothing returning id`,
  );
  // A batch may have one event twice.
  const fresh = new Set(rows.map(({ id }) => id));
  return events.filter(({ id }) => fresh.delete(id.toLowerCase()));
}

/**
 * The last thing that the transaction does. What was said lately stays, so that whoever has read a list before knows what
 * held then; of what was said before that, the last stays.
 */
async function completeNow(em: EntityManager, source: string, until: string): Promise<void> {
  await rowsOf(
    em,
    sql`with old as (
        delete from event_sources where source = ${source} and received_at < (
          select max(received_at) from event_sources
          where source = ${source} and received_at < now() - interval '2 minutes')
      )
      insert into event_sources (source, complete_until) values (${source}, ${until}::timestamptz)`,
  );
}
