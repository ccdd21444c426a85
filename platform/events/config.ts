import { z } from 'zod';
import { parseEnvironment, wholeNumber } from '../config/environment.ts';
import { publicKeyRules, setTo } from '../identity/service-tokens/config.ts';
import type { PublicIdentity } from '../identity/service-tokens/keys.ts';
import type { EventGraph } from './graph.ts';
import type { NatsSettings } from './nats/stream.ts';
import { RELAY_DEFAULTS, type RelaySettings } from './relay/relay.ts';

export type EventSettings = {
  relay: Pick<RelaySettings, 'retentionMs' | 'mostWaiting' | 'retry' | 'away'>;
  /** Between processes; undefined: they push over HTTP. */
  nats: NatsSettings | undefined;
};

const natsUrl = z
  .string()
  .refine((text) => /^(nats|tls):\/\/\S+$/.test(text) && URL.canParse(text), 'must be a nats:// or tls:// URL');

const schema = z.object({
  NATS_URL: natsUrl.optional(),
  NATS_STREAM_BYTES: wholeNumber(1024 * 1024 * 1024, 1024 * 1024, Number.MAX_SAFE_INTEGER),
  EVENTS_RETENTION_HOURS: wholeNumber(72, 0, 24 * 365),
  EVENTS_MOST_WAITING: wholeNumber(RELAY_DEFAULTS.mostWaiting, 1, 1_000_000_000),
  EVENTS_ATTEMPTS: wholeNumber(RELAY_DEFAULTS.retry.attempts, 2, 1_000),
});

const HOUR_MS = 3_600_000;

/** How events are kept and carried. */
export function readEventSettings(environment: NodeJS.ProcessEnv): EventSettings {
  const values = parseEnvironment(schema, environment);
  return {
    relay: {
      retentionMs: values.EVENTS_RETENTION_HOURS * HOUR_MS,
      mostWaiting: values.EVENTS_MOST_WAITING,
      retry: { ...RELAY_DEFAULTS.retry, attempts: values.EVENTS_ATTEMPTS },
      away: RELAY_DEFAULTS.away,
    },
    nats: values.NATS_URL === undefined ? undefined : { url: values.NATS_URL, streamBytes: values.NATS_STREAM_BYTES },
  };
}

/** What a service that runs alone has to know of the others; by name. */
export type EventPeers = {
  publicKeys: ReadonlyMap<string, readonly PublicIdentity[]>;
  urls: ReadonlyMap<string, string>;
};

const NO_KEY = 'must be set in production: the public key of that service, as `npm run identity` prints it';
const httpUrl = z.string().regex(/^https?:\/\/\S+$/, 'must be an http:// or https:// URL');

/** Reads `<NAME>_PUBLIC_KEY` of all whom the service sends events or gets them from, and `<NAME>_URL` of the former. */
export function readEventPeers(
  service: string,
  { services, subscriptions }: EventGraph,
  environment: NodeJS.ProcessEnv,
  options: { mustBeSet: boolean },
): EventPeers {
  const subscribers = new Set(subscriptions.map(({ subscriber }) => subscriber));
  const others = services.filter(({ name }) => name !== service);
  const keyed = subscribers.has(service) ? others : others.filter(({ name }) => subscribers.has(name));
  const mustBeSet = options.mustBeSet && !environment.NATS_URL;
  const values = parseEnvironment(
    z.object(
      Object.fromEntries([
        ...keyed.map(({ name }) => [
          keyOf(name),
          mustBeSet ? setTo(publicKeyRules, NO_KEY) : publicKeyRules.optional(),
        ]),
        ...others.map(({ name }) => [urlOf(name), httpUrl.optional()]),
      ]),
    ),
    environment,
  ) as Record<string, unknown>;
  return {
    publicKeys: new Map(
      keyed.flatMap(({ name }) => {
        const keys = values[keyOf(name)] as PublicIdentity[] | undefined;
        return keys === undefined ? [] : [[name, keys] as const];
      }),
    ),
    urls: new Map(others.map(({ name, url }) => [name, (values[urlOf(name)] as string | undefined) ?? url])),
  };
}

const keyOf = (name: string): string => `${name.toUpperCase()}_PUBLIC_KEY`;
const urlOf = (name: string): string => `${name.toUpperCase()}_URL`;
