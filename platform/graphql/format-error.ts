import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { isDatabaseAway, isPassing, isPoolExhausted } from '../database/sqlstate.ts';
import { Fault } from '../errors/fault.ts';
import type { FaultCode } from '../errors/registry.ts';
import type { Log } from '../log/log.ts';

const originalOf = (error: unknown): unknown =>
  error instanceof GraphQLError && error.originalError !== undefined ? originalOf(error.originalError) : error;

/** What went wrong, in the registry's words; undefined for what GraphQL itself refused (syntax, validation). */
function classify(error: unknown, service: string): { code: FaultCode; message: string; details?: object } | undefined {
  const original = originalOf(error);
  if (original instanceof Fault) {
    return { code: original.code, message: original.message, details: original.details };
  }
  if (original instanceof GraphQLError) {
    return undefined;
  }
  if (isPoolExhausted(original)) {
    return { code: 'POOL_EXHAUSTED', message: `The ${service} service has no free database connection; try again.` };
  }
  if (isDatabaseAway(original)) {
    return { code: 'SUBGRAPH_UNAVAILABLE', message: `The database of the ${service} service is unavailable.` };
  }
  if (isPassing(original)) {
    return {
      code: 'TRY_AGAIN',
      message: `The ${service} service was too busy to answer; nothing was written, try again.`,
    };
  }
  return { code: 'INTERNAL_SERVER_ERROR', message: `The ${service} service failed to answer; the log knows more.` };
}

/** The error a client may see. Anything unforeseen is masked, and logged with its cause. */
export function formatError(
  formatted: GraphQLFormattedError,
  error: unknown,
  service: string,
  log: Log,
): GraphQLFormattedError {
  const found = classify(error, service);
  if (found === undefined) {
    return formatted;
  }
  if (found.code === 'INTERNAL_SERVER_ERROR') {
    log.error({ err: originalOf(error), path: formatted.path }, 'a field failed');
  } else if (found.code !== 'BAD_USER_INPUT') {
    log.warn({ reason: (originalOf(error) as Error).message, path: formatted.path }, found.code);
  }
  const { code, message, details } = found;
  return { ...formatted, message, extensions: { code, service, ...details } };
}
