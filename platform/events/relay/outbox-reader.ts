import type { CloudEvent } from '../cloud-event.ts';
import type { Connection } from '../connection.ts';
import { OUTBOX } from '../tables.ts';

/** A place in the order in which events are read: number of the transaction, and position. */
export type Place = { transaction: string; position: string };

export type Page = {
  events: CloudEvent[];
  /** Of the last event; undefined where there is none. */
  last: Place | undefined;
  /** Every event from before it is on this page or on an earlier one. */
  completeUntil: string | undefined;
  /** There are events that cannot be read yet: an older transaction still runs. */
  blocked: boolean;
};

export type OutboxReader = { read(after: Place): Promise<Page> };

type Actor = { kind: string; name: string; userId?: string | null };
type Row = Place & {
  id: string;
  type: string;
  subject: string;
  root_type: string;
  root_id: string;
  time: string;
  data: Record<string, unknown>;
  actor: Actor;
  request_id: string | null;
  client_address: string | null;
  user_agent: string | null;
};

const UTC = `'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'`;

/** `now()` is before the snapshot: who gets the number `next` or a later one writes its events after that. */
const HORIZON = `select to_char(now(), ${UTC}) as now, pg_snapshot_xmin(pg_current_snapshot())::text as oldest,
  pg_snapshot_xmax(pg_current_snapshot())::text as next`;

const PAGE = `select transaction::text, position::text, id, type, subject, root_type, root_id,
    to_char(time, ${UTC}) as time, data, actor, request_id, host(client_address) as client_address, user_agent
  from ${OUTBOX}
  where (transaction, position) > ($1::xid8, $2::bigint) and transaction < $3::xid8
  order by transaction, position limit $4`;

const MORE = `select exists (
  select from ${OUTBOX} where (transaction, position) > ($1::xid8, $2::bigint)) as more`;

/**
 * Reads an outbox in an order that no later commit changes. Positions are drawn before their transactions commit, so
 * that a smaller one may appear after a larger one; but no transaction older than all that run can commit any more.
 */
export function outboxReader({ query }: Connection, source: string, pageSize: number): OutboxReader {
  // Everything that was written before `now` had a number before `next`.
  let mark: { now: string; next: bigint } | undefined;
  return {
    read: async (after) => {
      const [horizon] = await query<{ now: string; oldest: string; next: string }>(HORIZON);
      const { now, oldest, next } = horizon as { now: string; oldest: string; next: string };
      const rows = await query<Row>(PAGE, [after.transaction, after.position, oldest, pageSize]);
      const last = rows.at(-1);
      const whole = rows.length < pageSize;
      // A page that is full may have half of its last transaction.
      const readUpTo = whole ? BigInt(oldest) : BigInt((last as Row).transaction);
      const completeUntil = mark !== undefined && mark.next <= readUpTo ? mark.now : undefined;
      if (mark === undefined || completeUntil !== undefined) {
        mark = { now, next: BigInt(next) };
      }
      const blocked = whole && oldest !== next && (await isMore(last ?? after));
      return { events: rows.map((row) => toEvent(row, source)), last, completeUntil, blocked };
    },
  };

  async function isMore({ transaction, position }: Place): Promise<boolean> {
    const [row] = await query<{ more: boolean }>(MORE, [transaction, position]);
    return row?.more === true;
  }
}

/** Optional attributes that have no value are left out, as CloudEvents wants it. */
function toEvent(row: Row, source: string): CloudEvent {
  const { kind, name, userId } = row.actor;
  return {
    specversion: '1.0',
    id: row.id,
    source,
    type: row.type,
    subject: row.subject,
    time: row.time,
    datacontenttype: 'application/json',
    roottype: row.root_type,
    rootid: row.root_id,
    actorkind: kind,
    ...(name === '' ? {} : { actorname: name }),
    ...(userId ? { actoruserid: userId } : {}),
    ...(row.request_id ? { requestid: row.request_id } : {}),
    ...(row.client_address ? { clientaddress: row.client_address } : {}),
    ...(row.user_agent ? { useragent: row.user_agent } : {}),
    sequence: sequenceOf(row),
    data: row.data,
  };
}

/** Texts of one length, so that they compare as the numbers do. */
const sequenceOf = ({ transaction, position }: Place): string =>
  `${transaction.padStart(20, '0')}.${position.padStart(19, '0')}`;
