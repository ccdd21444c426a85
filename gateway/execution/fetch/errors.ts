import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { SubgraphFault } from '../../transport/subgraph-fault.ts';
import type { ResponsePath } from './targets.ts';

/** What a subgraph may say of itself and clients are not to know. */
const INTERNAL = new Set(['exception', 'stacktrace', 'stackTrace', 'stack', 'debug', 'originalError']);

/** A subgraph's error as the client gets it: at the client's own path, with the service it comes from. */
export function subgraphError(error: GraphQLFormattedError, service: string, path: ResponsePath | undefined) {
  const { message, extensions } = isError(error) ? error : { message: undefined, extensions: undefined };
  const known = Object.entries(extensions ?? {}).filter(([name]) => !INTERNAL.has(name));
  return new GraphQLError(typeof message === 'string' && message !== '' ? message : `The ${service} service failed.`, {
    ...(path === undefined ? {} : { path }),
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...Object.fromEntries(known), service },
  });
}

const isError = (error: unknown): error is GraphQLFormattedError => typeof error === 'object' && error !== null;

export const faultError = (fault: SubgraphFault, path: ResponsePath): GraphQLError =>
  new GraphQLError(fault.message, { path, extensions: { code: fault.code, service: fault.service } });
