import type { EntityManager } from '@mikro-orm/postgresql';
import { sql } from 'kysely';
import { rowsOf } from '../../../platform/database/columns.ts';
import type { CloudEvent } from '../../../platform/events/cloud-event.ts';
import { ACTOR_KINDS, AUDIT_OUTCOMES } from '../entities/audit-log.entity.ts';

/**
 * Events as entries of the log: one statement, whatever their number. An entry has the event's id and its moment, not
 * those of its arrival.
 */
export async function logEvents(em: EntityManager, events: readonly CloudEvent[]): Promise<void> {
  const column = <T>(of: (event: CloudEvent) => T): T[] => events.map(of);
  await rowsOf(
    em,
    sql`insert into audit_logs (id, event_type, action, outcome, actor_name, actor_kind, user_id, resource_type, resource_id,
        root_type, root_id, details, ip_address, user_agent, "timestamp")
      select * from unnest(
        ${column(({ id }) => id)}::uuid[],
        ${column(({ type }) => type)}::text[],
        ${column(({ type }) => type.slice(type.lastIndexOf('.') + 1))}::text[],
        ${column(({ outcome = 'success' }) => oneOf(AUDIT_OUTCOMES, outcome))}::text[],
        ${column(({ actorname }) => actorname ?? null)}::text[],
        ${column(({ actorkind }) => oneOf(ACTOR_KINDS, actorkind))}::text[],
        ${column(({ actoruserid }) => actoruserid ?? null)}::uuid[],
        ${column((event) => resourceOf(event).type)}::text[],
        ${column((event) => resourceOf(event).id)}::text[],
        ${column((event) => rootOf(event)?.type ?? null)}::text[],
        ${column((event) => rootOf(event)?.id ?? null)}::text[],
        ${column(({ data, requestid }) => JSON.stringify({ ...data, requestId: requestid ?? null }))}::jsonb[],
        ${column(({ clientaddress }) => clientaddress ?? null)}::inet[],
        ${column(({ useragent }) => useragent ?? null)}::text[],
        ${column(({ time }) => time)}::timestamptz[]
      )`,
  );
}

type Resource = { type: string; id: string };

function resourceOf({ subject }: CloudEvent): Resource {
  const slash = subject.indexOf('/');
  return { type: subject.slice(0, slash), id: subject.slice(slash + 1) };
}

/** What is no part of anything is its own root, and the log leaves that out. */
function rootOf(event: CloudEvent): Resource | undefined {
  const { roottype: type, rootid: id } = event;
  const own = resourceOf(event);
  return type === undefined || id === undefined || (type === own.type && id === own.id) ? undefined : { type, id };
}

/** A value that the log has no word for is left out. Who it was, the name still says. */
const oneOf = <T extends string>(words: readonly T[], word: string | undefined): T | null =>
  words.includes(word as T) ? (word as T) : null;
