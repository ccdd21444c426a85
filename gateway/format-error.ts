import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import type { Log } from '../platform/log/log.ts';

/** The error as the client gets it: with the service it comes from, without what the gateway says to itself. */
export function formatGatewayError(formatted: GraphQLFormattedError, error: unknown, log: Log): GraphQLFormattedError {
  const { serviceName, stacktrace: _, ...extensions } = formatted.extensions ?? {};
  const code = isRefusal(formatted, error) ? 'BAD_REQUEST' : (extensions.code ?? 'INTERNAL_SERVER_ERROR');
  const service = extensions.service ?? serviceName;
  if (code === 'INTERNAL_SERVER_ERROR' && service === undefined) {
    log.error({ err: error, path: formatted.path }, 'the gateway failed');
    return { ...formatted, message: 'The gateway failed to answer; the log knows more.', extensions: { code } };
  }
  return { ...formatted, extensions: { ...extensions, code, ...(service === undefined ? {} : { service }) } };
}

/** What Apollo Server refuses without giving it a code: a hash that is not the document's, for one. */
function isRefusal({ extensions }: GraphQLFormattedError, error: unknown): boolean {
  const status = error instanceof GraphQLError ? (error.extensions.http as { status?: number } | undefined)?.status : 0;
  return extensions?.code === 'INTERNAL_SERVER_ERROR' && status !== undefined && status >= 400 && status < 500;
}
