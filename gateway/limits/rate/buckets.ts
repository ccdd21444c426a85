import type { Rate } from '../settings.ts';

/**
 * Buckets that fill by themselves and are drawn from. Kept as the time at which a bucket is full again (the generic cell
 * rate algorithm of ATM networks), so one number is all there is of a bucket, and a full one needs none.
 */
export type Buckets = {
  /** Draws so much, or nothing: then the answer is in how many seconds there is enough, otherwise 0. */
  draw(key: string, amount: number, rate: Rate): number | Promise<number>;
};

/** An address more costs the least recently used one: it would be full in the meantime, or nearly. */
const MOST_KEPT = 100_000;

/** @param now in milliseconds */
export function bucketsHere(mostKept = MOST_KEPT, now: () => number = () => performance.now()): Buckets {
  const fullAt = new Map<string, number>();
  return {
    draw: (key, amount, { perSecond, burst }) => {
      const at = now();
      const then = Math.max(at, fullAt.get(key) ?? 0) + (Math.min(amount, burst) * 1000) / perSecond;
      const tooEarlyMs = then - at - (burst * 1000) / perSecond;
      // What floating point makes of nothing.
      if (tooEarlyMs > 0.001) {
        return tooEarlyMs / 1000;
      }
      fullAt.delete(key);
      if (fullAt.size >= mostKept) {
        fullAt.delete(fullAt.keys().next().value as string);
      }
      fullAt.set(key, then);
      return 0;
    },
  };
}
