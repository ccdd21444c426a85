import { type Dispatcher, Pool } from 'undici';
import { callerHeaders } from '../../platform/identity/caller-headers.ts';
import type { SubgraphAddress } from '../subgraphs.ts';
import type { Attempt, Landed } from './attempt.ts';
import { graphqlAnswer } from './graphql-answer.ts';
import { connectionFault } from './http-faults.ts';
import { type HttpAnswer, post } from './post.ts';
import { type OpenTransport, resilientTransport, type TransportOptions } from './resilient-transport.ts';
import type { TransportSettings } from './settings.ts';
import { SubgraphFault } from './subgraph-fault.ts';

const CONTENT_TYPE = 'application/json';
const ACCEPT = 'application/graphql-response+json, application/json';

/** Subgraphs behind HTTP/1.1, over connections that are kept open. */
export function httpTransport(options: TransportOptions): OpenTransport {
  const pools = createPools(options.settings);
  const { transport, close } = resilientTransport(options, (subgraph) => httpAttempt(subgraph, pools.of));
  return {
    transport,
    close: async () => {
      await close();
      await pools.close();
    },
  };
}

function httpAttempt({ name, url }: SubgraphAddress, poolOf: (origin: string) => Dispatcher): Attempt {
  const address = URL.parse(url);
  // A supergraph with a bad address must load all the same: the other subgraphs are not to blame.
  if (address === null || !/^https?:$/.test(address.protocol)) {
    return () => Promise.reject(new SubgraphFault('SUBGRAPH_UNAVAILABLE', name, 'its URL is none of HTTP'));
  }
  const path = address.pathname + address.search;
  const pool = poolOf(address.origin);
  const landed = (answer: HttpAnswer): Landed => ({
    answer: graphqlAnswer(name, answer),
    again: () => graphqlAnswer(name, answer),
  });
  const failed = (error: unknown): never => {
    throw connectionFault(name, error);
  };
  return ({ query, variables, operationName }, caller, cancellation) => {
    const headers = { 'content-type': CONTENT_TYPE, accept: ACCEPT, ...callerHeaders(caller) };
    return post(pool, path, headers, { query, variables, operationName }, cancellation).then(landed, failed);
  };
}

type Pools = { of(origin: string): Dispatcher; close(): Promise<void> };

function createPools({ connections, connectTimeoutMs, answerLimitBytes }: TransportSettings): Pools {
  const pools = new Map<string, Pool>();
  return {
    of: (origin) => {
      const pool =
        pools.get(origin) ??
        new Pool(origin, {
          connections,
          connectTimeout: connectTimeoutMs,
          maxResponseSize: answerLimitBytes,
          // Each fetch has a deadline for everything together.
          headersTimeout: 0,
          bodyTimeout: 0,
        });
      pools.set(origin, pool);
      return pool;
    },
    close: async () => {
      const open = [...pools.values()];
      pools.clear();
      await Promise.all(open.map((pool) => pool.close()));
    },
  };
}
