import { Agent } from 'undici';
import { callerHeaders } from '../../platform/identity/caller-headers.ts';
import type { Log } from '../../platform/log/log.ts';
import { SubgraphFault } from './subgraph-fault.ts';
import type { Ask, SubgraphAnswer } from './transport.ts';

const TIMEOUT_MS = 30_000;
const CONNECTIONS_PER_SUBGRAPH = 64;

/** Keep-alive connections to all subgraphs; whoever makes it closes it. */
export const httpAgent = (): Agent =>
  new Agent({
    connections: CONNECTIONS_PER_SUBGRAPH,
    connectTimeout: 5_000,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });

/** A subgraph behind HTTP. One that cannot be reached, or answers anything but GraphQL, is unavailable. */
export function httpDataSource(subgraph: { name: string; url: string }, agent: Agent, log: Log): Ask {
  return async ({ query, variables, operationName }, caller) => {
    const requestId = caller.requestId;
    try {
      // Only now: a supergraph with a bad address must load, or fail, without touching the others.
      const { origin, pathname, search } = new URL(subgraph.url);
      const { statusCode, body } = await agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...callerHeaders(caller),
        },
        body: JSON.stringify({ query, variables, operationName }),
      });
      return graphqlAnswer(await body.text(), statusCode);
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      log.warn({ subgraph: subgraph.name, requestId, reason: code ?? message }, 'subgraph unavailable');
      throw new SubgraphFault('SUBGRAPH_UNAVAILABLE', subgraph.name, code ?? message);
    }
  };
}

/** Refused operations come with status 4xx and errors all the same; only what is no GraphQL is an outage. */
function graphqlAnswer(text: string, status: number): SubgraphAnswer {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    throw new Error(`no JSON, HTTP status ${status}`);
  }
  if (typeof answer !== 'object' || answer === null || !('data' in answer || 'errors' in answer)) {
    throw new Error(`no GraphQL answer, HTTP status ${status}`);
  }
  return answer as SubgraphAnswer;
}
