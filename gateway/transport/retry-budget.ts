import type { RetrySettings } from './settings.ts';

/**
 * How many retries all fetches of a subgraph may make together, as a token bucket: without a common limit, retries
 * multiply the load just when the subgraph has too much of it. Times are milliseconds of one clock.
 */
export type RetryBudget = {
  /** A fetch begins: it pays its share into the bucket. */
  deposit(): void;
  /** Takes what one retry costs, if it is there. */
  withdraw(now: number): boolean;
};

/** As much as can be saved: what comes in within ten seconds, and from a hundred fetches. */
export const capacityOf = ({ percent, perSecond }: Pick<RetrySettings, 'percent' | 'perSecond'>): number =>
  10 * perSecond + percent;

/** A budget that is full at first. */
export function createRetryBudget(settings: Pick<RetrySettings, 'percent' | 'perSecond'>, start: number): RetryBudget {
  const capacity = capacityOf(settings);
  // In hundredths, so that shares add up without rounding.
  let hundredths = capacity * 100;
  let filledAt = start;
  return {
    deposit: () => {
      hundredths += settings.percent;
    },
    withdraw: (now) => {
      const elapsed = Math.max(0, now - filledAt);
      filledAt = Math.max(filledAt, now);
      hundredths = Math.min(capacity * 100, hundredths + (elapsed * settings.perSecond) / 10);
      if (hundredths < 100) {
        return false;
      }
      hundredths -= 100;
      return true;
    },
  };
}
