import type { RelaySettings } from '../../../platform/events/relay/relay.ts';

/** As fast as a test wants it, and with attempts that it can wait for. */
export const FAST = {
  pollMs: 200,
  watermarkMs: 50,
  keepEveryMs: 200,
  away: { firstMs: 5, mostMs: 50 },
  retry: { backOff: { firstMs: 20, mostMs: 50 }, attempts: 3 },
} satisfies Partial<RelaySettings>;
