import { EVENTS_PATH } from '../../platform/events/endpoint.ts';
import { type EventGraph, GATEWAY_SOURCE } from '../../platform/events/graph.ts';
import { natsDelivery } from '../../platform/events/nats/publish.ts';
import type { NatsSettings } from '../../platform/events/nats/stream.ts';
import { httpDelivery, type OpenDelivery } from '../../platform/events/transports/http.ts';
import type { Witness } from '../../platform/http/graphql-server.ts';
import type { LiveTls } from '../../platform/http/live-tls.ts';
import { createTokenIssuer, type GatewayKeys } from '../../platform/identity/service-tokens/issue.ts';
import type { Log } from '../../platform/log/log.ts';
import type { EventMetrics } from '../../platform/metrics/events.ts';
import type { Opened } from '../../platform/process/run.ts';
import { eventsAudience, serviceOf } from '../../platform/service/event-senders.ts';
import { createSecurityLog } from './security-log.ts';
import { witnessFor } from './witness.ts';

/** Has the audit log told of who comes and who is refused; closed before what carries it. */
export function openWitness(
  way: OpenDelivery,
  { opened, log, metrics }: { opened: Pick<Opened, 'add'>; log: Log; metrics: EventMetrics },
): Witness {
  const securityLog = createSecurityLog({ deliver: way.deliver, log, metrics });
  opened.add('security events', async () => {
    await securityLog.close();
    await way.close();
  });
  return witnessFor(securityLog);
}

export type WayOptions = {
  graph: EventGraph;
  keys: GatewayKeys;
  urlOf(subgraph: string): string | undefined;
  nats: NatsSettings | undefined;
  tls: LiveTls | undefined;
};

/** The way to the audit log from a gateway that runs alone; undefined where there is none that it could be known by. */
export function wayToSecurityLog({ graph, keys, urlOf, nats, tls }: WayOptions) {
  const { securityLog: subscriber, services } = graph;
  if (nats !== undefined) {
    return { ...natsDelivery(nats, subscriber, 'gateway'), use: () => undefined };
  }
  if (keys.identity === undefined || keys.subgraph(subscriber) === undefined) {
    return undefined;
  }
  const issuerKeys = ({ identity, subgraph }: GatewayKeys): GatewayKeys => ({
    identity,
    subgraph: (audience) => subgraph(serviceOf(audience)),
  });
  const tokens = createTokenIssuer(issuerKeys(keys));
  const actor = {
    userId: null,
    name: GATEWAY_SOURCE,
    email: null,
    kind: 'service',
    scopes: new Set<string>(),
  } as const;
  const who = { actor, requestId: GATEWAY_SOURCE, address: null, userAgent: null };
  const base = urlOf(subscriber) ?? services.find(({ name }) => name === subscriber)?.url;
  const way = httpDelivery({
    url: new URL(EVENTS_PATH, base).href,
    authorize: (body) => tokens.authorize(eventsAudience(subscriber), who, body),
    tls,
  });
  return { ...way, use: (next: GatewayKeys) => tokens.use(issuerKeys(next)) };
}
