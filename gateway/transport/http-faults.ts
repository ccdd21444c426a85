import { errors } from 'undici';
import { SubgraphFault } from './subgraph-fault.ts';

/** By undici's codes: the subgraph was there, and spoke, but not as it should. */
const MISSPOKEN = /^UND_ERR_(RES_EXCEEDED_MAX_SIZE|RES_CONTENT_LENGTH_MISMATCH|HEADERS_OVERFLOW)$/;
/** Nothing that time would mend. */
const LASTING = /^(UND_ERR_(INVALID_ARG|CLOSED|DESTROYED|NOT_SUPPORTED)|ERR_INVALID_URL)$/;

/** What an error of the HTTP client means. */
export function connectionFault(service: string, error: unknown): SubgraphFault {
  if (error instanceof SubgraphFault) {
    return error;
  }
  const { code, message } = error as Error & { code?: string };
  const reason = code === undefined ? message : `${code} ${message}`.trim();
  if (error instanceof errors.HTTPParserError || (code !== undefined && MISSPOKEN.test(code))) {
    return new SubgraphFault('SUBGRAPH_BAD_ANSWER', service, reason);
  }
  // Without a code it is no error of the network, but a defect; the log gets its stack.
  const options = code === undefined ? { cause: error } : { passing: !LASTING.test(code) };
  return new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, reason, options);
}

const PASSING_STATUS = new Set([502, 503, 504]);

/** What an answer that is no GraphQL means: a server that fails, or something that is no GraphQL server. */
export function statusFault(service: string, status: number, what: string): SubgraphFault {
  const reason = `HTTP status ${status}, ${what}`;
  return status >= 500
    ? new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, reason, { passing: PASSING_STATUS.has(status) })
    : new SubgraphFault('SUBGRAPH_BAD_ANSWER', service, reason);
}
