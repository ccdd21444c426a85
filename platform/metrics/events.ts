import { Counter, Gauge, type Registry } from 'prom-client';

type LagOf = {
  subscriber: string;
  waiting: number;
  oldestSeconds: number;
  deferred: number;
  parked: number;
  parkedReason: string | null;
  lost: number;
};

/** How events get from the services to those who want to know of them. */
export type EventMetrics = {
  relayed(service: string, subscriber: string, events: number): void;
  away(service: string, subscriber: string, isAway: boolean): void;
  lag(service: string, lags: readonly LagOf[]): void;
  overBound(service: string, subscribers: number): void;
  /** This process no longer relays: another one measures. */
  relayStopped(service: string): void;
  received(service: string, source: string, outcome: 'taken' | 'known' | 'refused', events: number): void;
  securityEvents(outcome: 'recorded' | 'joined' | 'dropped', events: number): void;
};

const GAUGES = {
  waiting: ['nanopore_events_waiting', 'Events that a subscriber has not got yet, refused ones included.'],
  oldestSeconds: ['nanopore_events_oldest_seconds', 'Age of the oldest event that a subscriber has not got.'],
  deferred: ['nanopore_events_deferred', 'Events that were refused and are tried again, and those behind them.'],
  parked: ['nanopore_events_parked', 'Events that were refused too often: somebody has to look.'],
  lost: ['nanopore_events_lost', 'Events that a parked subscriber will never get.'],
} as const;

export function eventMetrics(registry: Registry): EventMetrics {
  const registers = [registry];
  const labelNames = ['service', 'subscriber'] as const;
  const gauge = (name: string, help: string) => new Gauge({ name, help, labelNames, registers });
  const gauges = Object.entries(GAUGES).map(([key, [name, help]]) => [key, gauge(name, help)] as const);
  const isAway = gauge('nanopore_events_consumer_away', '1 while a subscriber does not answer.');
  const isParked = gauge('nanopore_events_subscriber_parked', '1 while events are not kept for a subscriber any more.');
  const overBound = new Gauge({
    name: 'nanopore_events_over_bound',
    help: 'Subscribers for whom more events wait than may.',
    labelNames: ['service'],
    registers,
  });
  const relays = new Gauge({
    name: 'nanopore_events_relay',
    help: '1 in the process that relays the events of a service.',
    labelNames: ['service'],
    registers,
  });
  const relayed = new Counter({
    name: 'nanopore_events_relayed_total',
    help: 'Events that subscribers took.',
    labelNames,
    registers,
  });
  const received = new Counter({
    name: 'nanopore_events_received_total',
    help: 'Events that came to a service, by outcome: taken, known already, refused.',
    labelNames: ['service', 'source', 'outcome'],
    registers,
  });
  const security = new Counter({
    name: 'nanopore_security_events_total',
    help: 'What the gateway had to say to the log: recorded, joined to one of its minute, or dropped.',
    labelNames: ['outcome'],
    registers,
  });
  const shown = new Map<string, { service: string; subscriber: string }>();
  const labelsOf = (service: string, subscriber: string): { service: string; subscriber: string } => {
    const labels = { service, subscriber };
    shown.set(`${service} ${subscriber}`, labels);
    return labels;
  };
  return {
    relayed: (service, subscriber, events) => relayed.inc({ service, subscriber }, events),
    away: (service, subscriber, away) => isAway.set(labelsOf(service, subscriber), Number(away)),
    lag: (service, lags) => {
      relays.set({ service }, 1);
      for (const lag of lags) {
        const labels = labelsOf(service, lag.subscriber);
        for (const [key, each] of gauges) {
          each.set(labels, lag[key as keyof typeof GAUGES]);
        }
        isParked.set(labels, Number(lag.parkedReason !== null));
      }
    },
    overBound: (service, subscribers) => overBound.set({ service }, subscribers),
    relayStopped: (service) => {
      relays.set({ service }, 0);
      overBound.remove({ service });
      // Series of subscribers go with it: stale numbers would look like true ones.
      const own = [...shown.values()].filter((labels) => labels.service === service);
      for (const each of [...gauges.map(([, each]) => each), isAway, isParked]) {
        for (const labels of own) each.remove(labels);
      }
    },
    received: (service, source, outcome, events) => received.inc({ service, source, outcome }, events),
    securityEvents: (outcome, events) => security.inc({ outcome }, events),
  };
}
