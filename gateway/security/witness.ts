import type { Witness } from '../../platform/http/graphql-server.ts';
import { EVERY_SCOPE, type RequestIdentity } from '../../platform/identity/actor.ts';
import { keyOfActor } from '../../platform/request/scope.ts';
import { addressKey } from '../limits/rate/address-key.ts';
import type { Incident, SecurityLog } from './security-log.ts';

/** What is refused for the sake of security, and what the log calls it. Mistakes of clients are none of it. */
const REFUSED: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'security.authentication_failed',
  UNAUTHORIZED_FIELD_OR_TYPE: 'security.field_refused',
  RATE_LIMITED: 'security.rate_limited',
  COST_LIMIT_EXCEEDED: 'security.cost_refused',
  DOCUMENT_TOO_COMPLEX: 'security.document_refused',
  PERSISTED_DOCUMENT_NOT_IN_LIST: 'security.document_refused',
  PAYLOAD_TOO_LARGE: 'security.request_too_large',
};
const ACCEPTED = 'security.identity_accepted';

/** Somebody who was away for so long comes anew. */
const SESSION_MS = 30 * 60_000;
const MOST_SESSIONS = 10_000;
const LONGEST_TEXT = 500;

/** Notices who comes, and who is refused. `now` in milliseconds. */
export function witnessFor(log: SecurityLog, now: () => number = () => performance.now()): Witness {
  const isNew = sessions(now);
  return {
    identified: (identity) => {
      const { actor } = identity;
      if (actor.kind !== 'anonymous' && actor.scopes !== EVERY_SCOPE && isNew(keyOfActor(actor))) {
        log.happened({
          ...whoOf(identity),
          kind: `${ACCEPTED} ${keyOfActor(actor)}`,
          type: ACCEPTED,
          subject: nameOf(identity),
          data: {},
        });
      }
    },
    refused: (codes, identity, operation) => {
      for (const [type, own] of Map.groupBy(new Set(codes), (code) => REFUSED[code])) {
        if (type !== undefined) {
          log.happened(refusal(type, own, identity, operation));
        }
      }
    },
  };
}

function refusal(type: string, codes: string[], identity: RequestIdentity, operation: string | undefined): Incident {
  const { actor, requestId, address } = identity;
  return {
    ...whoOf(identity),
    // What clients choose themselves (operations, programs) is no kind: they could make up as many as they like.
    kind: `${type} ${keyOfActor(actor)} ${addressKey(address ?? '')}`,
    type,
    subject: `request/${requestId}`,
    outcome: 'denied',
    data: { codes, ...(operation === undefined ? {} : { operation }) },
  };
}

/** For the trail of the person; services have no row in the directory. */
const nameOf = ({ actor: { userId, name } }: RequestIdentity): string =>
  userId === null ? `service/${name.slice(0, LONGEST_TEXT)}` : `user/${userId}`;

const whoOf = ({ actor, requestId, address, userAgent }: RequestIdentity): Partial<Incident> => ({
  actorkind: actor.kind,
  ...(actor.name === '' ? {} : { actorname: actor.name }),
  ...(actor.userId === null ? {} : { actoruserid: actor.userId }),
  requestid: requestId,
  ...(address ? { clientaddress: address.split('%')[0] as string } : {}),
  ...(userAgent ? { useragent: userAgent.slice(0, LONGEST_TEXT) } : {}),
});

/** Whether somebody was not seen for a while. So many are remembered; who was not seen for longest is forgotten. */
function sessions(now: () => number): (key: string) => boolean {
  const seen = new Map<string, number>();
  return (key) => {
    const before = seen.get(key);
    const at = now();
    seen.delete(key);
    seen.set(key, at);
    if (seen.size > MOST_SESSIONS) {
      seen.delete(seen.keys().next().value as string);
    }
    return before === undefined || at - before >= SESSION_MS;
  };
}
