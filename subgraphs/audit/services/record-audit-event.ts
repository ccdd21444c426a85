import { isIP } from 'node:net';
import type { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { Actor, RequestIdentity } from '../../../platform/identity/actor.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { jsonObject, optional, text, validInput } from '../../../platform/validation/input.ts';
import { AUDIT_OUTCOMES, AuditLog } from '../entities/audit-log.entity.ts';
import { resourceType } from './resource-type.ts';

/** Where a call came from, as the transport saw it. */
export type Origin = Pick<RequestIdentity, 'address' | 'userAgent'>;

const LONGEST_USER_AGENT = 1_000;
const EVENT_TYPE = /^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** UUIDs in lower case, as the other databases print them; anything else as it is. */
const resourceId = text(255).transform((value) => (UUID.test(value) ? value.toLowerCase() : value));

const rules = z
  .object({
    eventType: text(100).regex(EVENT_TYPE, 'must be lower-case words joined by dots, such as sample.created'),
    action: text(100),
    resourceType,
    resourceId: optional(resourceId),
    rootType: optional(resourceType),
    rootId: optional(resourceId),
    outcome: optional(z.enum(AUDIT_OUTCOMES)),
    details: optional(jsonObject(100_000)),
  })
  .superRefine(({ rootType, rootId }, context) => {
    const missing = rootType === null ? 'rootType' : 'rootId';
    if ((rootType === null) !== (rootId === null)) {
      context.addIssue({
        code: 'custom',
        path: [missing],
        message: 'rootType and rootId come together',
        params: { code: 'REQUIRED' },
      });
    }
  });

/**
 * Adds an entry to the log. Who, from where and when are never the caller's to say: the actor and the origin come
 * from the request, the time is the database's.
 */
export async function recordAuditEvent(
  em: EntityManager,
  actor: Actor,
  input: unknown,
  origin: Origin,
): Promise<{ auditLogId: string }> {
  const { kind } = actor;
  if (kind === 'anonymous' || !actor.scopes.has('audit:write')) {
    throw refuse('FORBIDDEN', null, 'Only services add to the audit log.');
  }
  const event = validInput(rules, input);
  return em.transactional(async (tx) => {
    const { id } = tx.create(AuditLog, {
      id: v7(),
      ...event,
      outcome: event.outcome ?? 'success',
      actorName: actor.name,
      actorKind: kind,
      userId: actor.userId,
      ipAddress: inetOf(origin.address),
      userAgent: origin.userAgent?.slice(0, LONGEST_USER_AGENT) ?? null,
    });
    await tx.flush();
    return { auditLogId: id };
  });
}

/** As PostgreSQL's inet takes it: without the zone of a link-local address; null for what is none, such as a socket's. */
function inetOf(address: string | null): string | null {
  const [bare = ''] = (address ?? '').split('%');
  return isIP(bare) === 0 ? null : bare;
}
