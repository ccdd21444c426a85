import { refusedRequest } from '../../../platform/http/refusal.ts';
import { EVERY_SCOPE, type RequestIdentity } from '../../../platform/identity/actor.ts';
import type { Log } from '../../../platform/log/log.ts';
import { keyOfActor } from '../../../platform/request/scope.ts';
import type { Rate, RateLimits } from '../settings.ts';
import { addressKey } from './address-key.ts';
import { type Buckets, bucketsHere } from './buckets.ts';
import { redisBuckets } from './redis-buckets.ts';

/** @throws GraphQLError when it is too much in too short a time */
export type Rates = {
  /** A request, before anything of it has been read but its headers. */
  arrives(address: string): Promise<void> | void;
  /** An operation, before it is planned. */
  spend(caller: RequestIdentity, cost: number): Promise<void> | void;
  close(): Promise<void>;
};

/**
 * Two rates: requests by address, whatever they are, since refusing costs something, too; and cost by identity, since it
 * is the cost that others feel.
 */
export async function openRates({ address, identity, redisUrl }: RateLimits, log: Log): Promise<Rates> {
  const redis = redisUrl === undefined ? undefined : await redisBuckets(redisUrl, log);
  const buckets = redis ?? bucketsHere();
  return {
    arrives: (from) => draw(buckets, `address:${addressKey(from)}`, 1, address),
    spend: ({ actor, address: from }, cost) => {
      // Without identities everybody would draw from one bucket.
      if (actor.scopes === EVERY_SCOPE) {
        return;
      }
      const whose = actor.kind === 'anonymous' ? `nobody:${addressKey(from ?? '')}` : keyOfActor(actor);
      return draw(buckets, `identity:${whose}`, Math.max(1, cost), identity);
    },
    close: async () => redis?.close(),
  };
}

function draw(buckets: Buckets, key: string, amount: number, rate: Rate): Promise<void> | void {
  if (rate.perSecond === 0) {
    return;
  }
  const wait = buckets.draw(key, amount, rate);
  return typeof wait === 'number' ? refuseEarly(wait) : wait.then(refuseEarly);
}

function refuseEarly(waitSeconds: number): void {
  if (waitSeconds > 0) {
    const seconds = Math.ceil(waitSeconds);
    throw refusedRequest(
      'RATE_LIMITED',
      `Too much in too short a time: try again in ${seconds} s.`,
      { retryAfterSeconds: seconds },
      { 'retry-after': String(seconds) },
    );
  }
}
