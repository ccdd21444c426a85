import { Counter, type Registry } from 'prom-client';
import { batchedHistogram } from './batched-histogram.ts';
import { boundedNames } from './bounded-names.ts';

/** `ok`: no errors; `partial`: data and errors; `failed`: no data. */
export type Outcome = 'ok' | 'partial' | 'failed';

export type EndedOperation = {
  /** The subgraph, or `gateway`. */
  service: string;
  operation: string;
  seconds: number;
  outcome: Outcome;
  /** Codes of GraphQL errors and of user errors alike. */
  codes: readonly string[];
};

export type GraphQLMetrics = {
  operationEnded(ended: EndedOperation): void;
  /** A request that never became an operation. */
  requestRefused(refused: { service: string; code: string }): void;
};

const DURATIONS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30];
const MOST_OPERATIONS = 200;
const MOST_CODES = 100;

export function graphqlMetrics(registry: Registry): GraphQLMetrics {
  const durations = batchedHistogram({
    name: 'nanopore_graphql_operation_seconds',
    help: 'Seconds of GraphQL operations by the name the client gave them, and by outcome: ok, partial or failed.',
    labelNames: ['service', 'operation', 'outcome'],
    buckets: DURATIONS,
    registers: [registry],
  });
  const errors = new Counter({
    name: 'nanopore_errors_total',
    help: 'Errors by code (see docs/errors.md), GraphQL errors and user errors.',
    labelNames: ['service', 'code'],
    registers: [registry],
  });
  const operationName = boundedNames(MOST_OPERATIONS);
  const codeName = boundedNames(MOST_CODES);
  return {
    operationEnded: ({ service, operation, seconds, outcome, codes }) => {
      durations.observe({ service, operation: operationName(operation), outcome }, seconds);
      for (const code of codes) {
        errors.inc({ service, code: codeName(code) });
      }
    },
    requestRefused: ({ service, code }) => errors.inc({ service, code: codeName(code) }),
  };
}

export const outcomeOf = (data: unknown, errors: readonly unknown[] | undefined): Outcome => {
  if (errors === undefined || errors.length === 0) {
    return 'ok';
  }
  return data === undefined || data === null ? 'failed' : 'partial';
};
