import { z } from 'zod';
import { onOff, wholeNumber } from '../../platform/config/environment.ts';
import type { BreakerSettings } from './breaker.ts';

const MIB = 1024 * 1024;

/** A timeout of one subgraph or of all; in milliseconds. */
export const timeoutMs = wholeNumber(30_000, 1, 600_000);

/** The variables that say how subgraphs are asked. */
export const subgraphVariables = {
  SUBGRAPH_TIMEOUT_MS: timeoutMs,
  SUBGRAPH_CONNECT_TIMEOUT_MS: wholeNumber(5_000, 1, 60_000),
  SUBGRAPH_CONNECTIONS: wholeNumber(128, 1, 10_000),
  SUBGRAPH_ANSWER_LIMIT_BYTES: wholeNumber(16 * MIB, 1024, 256 * MIB),
  SUBGRAPH_RETRIES: wholeNumber(2, 0, 10),
  SUBGRAPH_RETRY_PERCENT: wholeNumber(20, 0, 100),
  SUBGRAPH_RETRIES_PER_SECOND: wholeNumber(3, 0, 1_000),
  SUBGRAPH_BREAKER_FAILURES: wholeNumber(20, 0, 100_000),
  SUBGRAPH_BREAKER_PERCENT: wholeNumber(50, 1, 100),
  SUBGRAPH_BREAKER_WINDOW_MS: wholeNumber(10_000, 100, 600_000),
  SUBGRAPH_BREAKER_OPEN_MS: wholeNumber(2_000, 10, 600_000),
  SUBGRAPH_SHARED_FETCHES: onOff.default(true),
};

const variables = z.object(subgraphVariables);

export type TransportSettings = {
  /** How long a fetch may take, retries included, by the subgraph's name. */
  timeoutMsOf(subgraph: string): number;
  connectTimeoutMs: number;
  /** Most connections to one origin. */
  connections: number;
  /** Of the body, as it comes over the wire. */
  answerLimitBytes: number;
  retries: RetrySettings;
  breaker: BreakerSettings;
  /** Whether equal fetches that are under way at the same time are sent once. */
  shareFetches: boolean;
};

/** `most` after the first attempt of a fetch; altogether `percent` of all fetches and `perSecond` besides. */
export type RetrySettings = { most: number; percent: number; perSecond: number };

export const toTransportSettings = (
  values: z.output<typeof variables>,
  timeoutMsOf: (subgraph: string) => number | undefined = () => undefined,
): TransportSettings => ({
  timeoutMsOf: (subgraph) => timeoutMsOf(subgraph) ?? values.SUBGRAPH_TIMEOUT_MS,
  connectTimeoutMs: values.SUBGRAPH_CONNECT_TIMEOUT_MS,
  connections: values.SUBGRAPH_CONNECTIONS,
  answerLimitBytes: values.SUBGRAPH_ANSWER_LIMIT_BYTES,
  retries: {
    most: values.SUBGRAPH_RETRIES,
    percent: values.SUBGRAPH_RETRY_PERCENT,
    perSecond: values.SUBGRAPH_RETRIES_PER_SECOND,
  },
  breaker: {
    failures: values.SUBGRAPH_BREAKER_FAILURES,
    percent: values.SUBGRAPH_BREAKER_PERCENT,
    windowMs: values.SUBGRAPH_BREAKER_WINDOW_MS,
    openMs: values.SUBGRAPH_BREAKER_OPEN_MS,
  },
  shareFetches: values.SUBGRAPH_SHARED_FETCHES,
});
