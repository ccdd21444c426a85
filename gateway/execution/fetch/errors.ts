import type { GraphQLErrorExtensions, GraphQLFormattedError } from 'graphql';
import type { SubgraphFault } from '../../transport/subgraph-fault.ts';
import type { ResponsePath } from './targets.ts';

/** What went wrong with a fetch, at a place in the data. */
export type FetchError = { message: string; path: ResponsePath | undefined; extensions: GraphQLErrorExtensions };

/** What a subgraph may say of itself and clients are not to know. */
const INTERNAL = new Set(['exception', 'stacktrace', 'stackTrace', 'stack', 'debug', 'originalError']);

/** A subgraph's error, with the service it comes from and without what is nobody else's business. */
export function subgraphError(
  error: GraphQLFormattedError,
  service: string,
  path: ResponsePath | undefined,
): FetchError {
  const { message, extensions } = isError(error) ? error : { message: undefined, extensions: undefined };
  const known = Object.entries(extensions ?? {}).filter(([name]) => !INTERNAL.has(name));
  return {
    message: typeof message === 'string' && message !== '' ? message : `The ${service} service failed.`,
    path,
    extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', ...Object.fromEntries(known), service },
  };
}

const isError = (error: unknown): error is GraphQLFormattedError => typeof error === 'object' && error !== null;

export const faultError = ({ message, code, service }: SubgraphFault, path: ResponsePath): FetchError => ({
  message,
  path,
  extensions: { code, service },
});
