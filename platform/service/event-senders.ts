import { EVENTS_PATH } from '../events/endpoint.ts';
import type { Admission, TrustedCallers } from '../http/trusted-callers.ts';
import type { Identity, PublicIdentity } from '../identity/service-tokens/keys.ts';
import { SCHEME } from '../identity/service-tokens/token.ts';
import { createTokenVerifier, type Distrust } from '../identity/service-tokens/verify.ts';

/** Who may send events to a service, by the source of their events. */
export type SenderKeys = { identities: readonly Identity[]; senders: ReadonlyMap<string, readonly PublicIdentity[]> };

/** What tokens for events are for: none of them opens anything else, and no other token opens this. */
export const eventsAudience = (service: string): string => `${service}${EVENTS_PATH}`;

/** Whose key a token for that audience is made with. */
export const serviceOf = (audience: string): string => audience.slice(0, -EVENTS_PATH.length);

export type EventSenders = {
  /** Undefined where the request is for another route. */
  admit(request: {
    routeOptions: { url?: string | undefined };
    headers: { authorization?: string | undefined };
  }): Admission | Distrust | 'none' | undefined;
  use(keys: SenderKeys): void;
};

/** Believes a sender what comes under its own key. Who it is, the key says: the token may say anything. */
export function eventSenders(service: string, keys: SenderKeys): EventSenders {
  const audience = eventsAudience(service);
  const verifiersOf = ({ identities, senders }: SenderKeys) =>
    [...senders].map(
      ([source, gateways]) => [source, createTokenVerifier(audience, { identities, gateways })] as const,
    );
  let verifiers = verifiersOf(keys);
  return {
    admit: ({ routeOptions, headers: { authorization } }) => {
      if (routeOptions.url !== EVENTS_PATH) {
        return undefined;
      }
      if (!authorization?.startsWith(SCHEME)) {
        return 'none';
      }
      const token = authorization.slice(SCHEME.length);
      const now = Date.now() / 1000;
      let distrust: Distrust = 'other_key';
      for (const [source, verifier] of verifiers) {
        const vouched = verifier.verify(token, now);
        if (typeof vouched !== 'string') {
          const identity = { ...vouched.identity, actor: { ...vouched.identity.actor, name: source } };
          // One that comes again does no harm: the inbox knows what it has.
          return { identity, doubt: (body) => (vouched.isFor(body) ? undefined : 'other_body') };
        }
        distrust = vouched === 'other_key' || vouched === 'other_audience' ? distrust : vouched;
      }
      return distrust;
    },
    use: (next) => {
      verifiers = verifiersOf(next);
    },
  };
}

/** Gateways ask, and senders send: each on its own route. */
export const withEventSenders = (gateways: TrustedCallers, senders: EventSenders): TrustedCallers => ({
  admit: (request) => senders.admit(request) ?? gateways.admit(request),
  refused: gateways.refused,
});
