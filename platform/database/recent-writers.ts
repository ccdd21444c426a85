/**
 * Who wrote a moment ago. Kept in this process: where several processes serve one service, an identity sees its own
 * writes at once as long as its requests come to the same one.
 */
export type RecentWriters = { wrote(identity: string): void; has(identity: string): boolean };

const PURGE_ABOVE = 1_000;

/** `windowMs`: how long a write counts as recent. `now`: milliseconds, as from performance.now(). */
export function recentWriters(windowMs: number, now: () => number): RecentWriters {
  // The longest ago comes first: a writer moves to the end.
  const until = new Map<string, number>();
  const purge = (): void => {
    for (const [identity, end] of until) {
      if (end > now()) {
        return;
      }
      until.delete(identity);
    }
  };
  return {
    wrote: (identity) => {
      until.delete(identity);
      until.set(identity, now() + windowMs);
      if (until.size > PURGE_ABOVE) {
        purge();
      }
    },
    has: (identity) => (until.get(identity) ?? Number.NEGATIVE_INFINITY) > now(),
  };
}
