import type { EventSettings } from '../events/config.ts';
import { EVENTS_PATH } from '../events/endpoint.ts';
import type { EventGraph } from '../events/graph.ts';
import type { Consumer, InboxObserver } from '../events/inbox/inbox.ts';
import { natsDelivery } from '../events/nats/publish.ts';
import { receiveFromNats } from '../events/nats/receive.ts';
import { sourceOf } from '../events/registry.ts';
import { type Subscriber, startRelay } from '../events/relay/relay.ts';
import { httpDelivery, type OpenDelivery } from '../events/transports/http.ts';
import type { LiveTls } from '../http/live-tls.ts';
import type { TokenIssuer } from '../identity/service-tokens/issue.ts';
import type { Log } from '../log/log.ts';
import type { EventMetrics } from '../metrics/events.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Opened } from '../process/run.ts';
import { eventsAudience } from './event-senders.ts';
import type { OpenService } from './open.ts';

export type EventsOptions = {
  graph: EventGraph;
  settings: EventSettings;
  opened: Pick<Opened, 'add'>;
  log: Log;
  metrics: EventMetrics;
};

/** How events get to a subscriber in another process. */
export type Way = (subscriber: string) => OpenDelivery;

/**
 * Relays the events of one service to all who subscribe. `here` are the services of this process, which are called; to
 * others there is a way, or the message broker.
 */
export function relayEvents(
  service: OpenService,
  here: readonly OpenService[],
  elsewhere: Way | undefined,
  { graph, settings, opened, log, metrics }: EventsOptions,
): void {
  const { name } = service.definition;
  const ways: OpenDelivery[] = [];
  const wayTo = (subscriber: string): OpenDelivery => {
    const consumer = here.find(({ definition }) => definition.name === subscriber)?.consumer;
    const { nats } = settings;
    const direct = consumer === undefined ? elsewhere?.(subscriber) : inProcess(consumer);
    const way = nats === undefined ? direct : natsDelivery(nats, subscriber, `relay ${name}`);
    if (way === undefined) {
      throw new Error(`There is no way for events to ${subscriber}.`);
    }
    ways.push(way);
    return way;
  };
  const subscribers: Subscriber[] = graph.subscriptions.map(({ subscriber, wants, mayMiss }) => ({
    name: subscriber,
    wants,
    mayMiss,
    deliver: wayTo(subscriber).deliver,
  }));
  const relay = startRelay({ service: name, url: service.dbUrl, subscribers, settings: settings.relay, log, metrics });
  opened.add(`${name} relay`, async () => {
    await relay.close();
    await Promise.all(ways.map(({ close }) => close()));
  });
}

/** To a consumer of the same process: nothing is serialised. */
export const inProcess = (consumer: Consumer): OpenDelivery => ({
  deliver: (batch) => consumer.receive(batch),
  close: async () => undefined,
});

/** With a message broker, a service that takes in events reads its stream. */
export function receiveEvents({ consumer, dbUrl: url }: OpenService, { settings, opened, log }: EventsOptions): void {
  const { nats, relay } = settings;
  if (consumer !== undefined && nats !== undefined) {
    const receiver = receiveFromNats({ consumer, url, nats, settings: relay, log });
    opened.add(`${consumer.name} receiver`, () => receiver.close());
  }
}

/** Over HTTP, as a service that others know by its key. */
export function wayOverHttp(
  service: string,
  urls: ReadonlyMap<string, string>,
  tokens: Pick<TokenIssuer, 'authorize'>,
  tls: LiveTls | undefined,
): Way {
  const source = sourceOf(service);
  const actor = { userId: null, name: source, email: null, kind: 'service', scopes: new Set<string>() } as const;
  const who = { actor, requestId: source, address: null, userAgent: null };
  return (subscriber) =>
    httpDelivery({
      url: new URL(EVENTS_PATH, urls.get(subscriber)).href,
      authorize: (body) => tokens.authorize(eventsAudience(subscriber), who, body),
      tls,
    });
}

/** Counts what comes to the consumers of a process. */
export const inboxObserver =
  ({ events }: Pick<Metrics, 'events'>) =>
  (service: string): InboxObserver =>
  (source, outcome, count) =>
    events.received(service, source, outcome, count);
