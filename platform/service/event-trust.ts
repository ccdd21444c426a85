import type { ProcessConfig } from '../config/process.ts';
import type { EventPeers } from '../events/config.ts';
import { type EventGraph, GATEWAY_SOURCE } from '../events/graph.ts';
import { sourceOf } from '../events/registry.ts';
import { createTokenIssuer, type TokenIssuer } from '../identity/service-tokens/issue.ts';
import { keptIdentity } from '../identity/service-tokens/kept-identities.ts';
import type { PublicIdentity } from '../identity/service-tokens/keys.ts';
import type { SubgraphKeys } from '../identity/service-tokens/verify.ts';
import { type EventSenders, eventSenders, type SenderKeys, serviceOf } from './event-senders.ts';

/** How a service that runs alone knows those who send it events, and makes itself known to those whom it sends some. */
export type EventTrust = {
  senders: EventSenders;
  tokens: TokenIssuer;
  /** After the configuration was read again. What stands there no more stays as it was. */
  renew(keys: SubgraphKeys, peers: EventPeers): void;
};

export async function provideEventTrust(
  service: string,
  keys: SubgraphKeys,
  peers: EventPeers,
  graph: EventGraph,
  { dataDir, production }: Pick<ProcessConfig, 'dataDir' | 'production'>,
): Promise<EventTrust> {
  const known = new Map<string, readonly PublicIdentity[]>();
  for (const { name } of graph.services.filter(({ name }) => name !== service)) {
    const given = peers.publicKeys.get(name);
    known.set(name, given ?? (production ? [] : [(await keptIdentity(dataDir, name)).publicKey]));
  }
  const issuerKeys = ({ identities: [identity] }: SubgraphKeys) => ({
    identity,
    subgraph: (audience: string) => known.get(serviceOf(audience))?.[0],
  });
  const senders = eventSenders(service, senderKeys(keys, known));
  const tokens = createTokenIssuer(issuerKeys(keys));
  return {
    senders,
    tokens,
    renew: (nextKeys, { publicKeys }) => {
      for (const [name, next] of publicKeys) known.set(name, next);
      senders.use(senderKeys(nextKeys, known));
      tokens.use(issuerKeys(nextKeys));
    },
  };
}

/** Whose events a consumer believes: the other services', and the gateways'. */
const senderKeys = (
  { identities, gateways }: SubgraphKeys,
  services: ReadonlyMap<string, readonly PublicIdentity[]>,
): SenderKeys => ({
  identities,
  senders: new Map([
    ...[...services].map(([name, keys]) => [sourceOf(name), keys] as const),
    [GATEWAY_SOURCE, gateways] as const,
  ]),
});
