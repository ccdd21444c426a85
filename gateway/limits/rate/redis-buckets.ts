import type { Log } from '../../../platform/log/log.ts';
import { type Buckets, bucketsHere } from './buckets.ts';

/** A server that is slower than this is no help. */
const PATIENCE_MS = 100;
const CONNECT_TIMEOUT_MS = 2_000;
const MOST_PAUSE_MS = 2_000;
const PREFIX = 'nanopore:rate:';

/** As `bucketsHere`, by the server's clock and in microseconds. The answer is how many there are to wait. */
const DRAW = `
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local full = math.max(now, tonumber(redis.call('GET', KEYS[1]) or '0')) + tonumber(ARGV[1])
local early = full - now - tonumber(ARGV[2])
if early > 0 then return math.ceil(early) end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.max(1, math.ceil((full - now) / 1000)))
return 0`;

export type OpenBuckets = Buckets & { close(): Promise<void> };

/**
 * Buckets that several gateways have in common, on a server that speaks Redis' protocol and runs Lua. While it is away
 * each gateway counts by itself: an outage of the counting is none of the gateway.
 */
export async function redisBuckets(url: string, log: Log): Promise<OpenBuckets> {
  // Only who counts there needs the client.
  const { createClient } = await import('@redis/client');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: {
      connectTimeout: CONNECT_TIMEOUT_MS,
      reconnectStrategy: (retries) => Math.min(50 * 2 ** Math.min(retries, 6), MOST_PAUSE_MS),
    },
  });
  const here = bucketsHere();
  let away = false;
  const failed = (error: unknown): void => {
    if (!away) {
      away = true;
      log.warn({ reason: (error as Error).message }, 'rates are counted by each gateway itself: Redis does not answer');
    }
  };
  client.on('error', failed);
  client.connect().catch(failed);
  return {
    draw: async (key, amount, rate) => {
      const perUnit = 1_000_000 / rate.perSecond;
      const asked = [Math.min(amount, rate.burst) * perUnit, rate.burst * perUnit].map((each) =>
        String(Math.round(each)),
      );
      try {
        const wait = await inTime(client.eval(DRAW, { keys: [PREFIX + key], arguments: asked }));
        if (away) {
          away = false;
          log.info('rates are counted in Redis again');
        }
        return Number(wait) / 1_000_000;
      } catch (error) {
        failed(error);
        return here.draw(key, amount, rate);
      }
    },
    close: async () => client.destroy(),
  };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
