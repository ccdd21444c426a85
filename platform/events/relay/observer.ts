import type { RelayObserver, RelayOptions } from './relay.ts';

/** A consumer that stays away is no news each time. */
const SAID_AGAIN_AFTER = 20;

/** Logs and counts what a relay meets. */
export function observerOf({ service, log, metrics, onStep }: RelayOptions): RelayObserver {
  return {
    onStep,
    relayed: (subscriber, events) => metrics?.relayed(service, subscriber, events),
    refused: (subscriber, id, reason) => log.warn({ service, subscriber, id, reason }, 'an event was refused'),
    parked: (subscriber, { id, type, subject }) =>
      log.error({ service, subscriber, id, type, subject }, 'an event is parked, and its subject with it'),
    away: (subscriber, error, failures) => {
      metrics?.away(service, subscriber, true);
      if (failures % SAID_AGAIN_AFTER === 1) {
        log.warn({ service, subscriber, failures, reason: (error as Error).message }, 'a consumer of events is away');
      }
    },
    back: (subscriber) => {
      metrics?.away(service, subscriber, false);
      log.info({ service, subscriber }, 'the consumer of events is back');
    },
  };
}
