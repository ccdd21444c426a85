import type { GraphQLFormattedError } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { SubgraphAddress } from '../subgraphs.ts';

/** What a subgraph is asked: an operation of the query plan. */
export type SubgraphRequest = {
  kind: 'query' | 'mutation';
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
};

/** What it said. It belongs to whoever asked, who may write into it. */
export type SubgraphAnswer = {
  data?: Record<string, unknown> | null;
  errors?: readonly GraphQLFormattedError[];
  /** Its strings hold nothing that JSON has to escape. Not said of every answer of which it is true. */
  plain?: boolean;
};

/**
 * Asks one subgraph. `signal` says that nobody waits for the answer any more.
 * @throws SubgraphFault when there is no answer
 */
export type Ask = (
  request: SubgraphRequest,
  caller: RequestIdentity,
  signal: AbortSignal | undefined,
) => Promise<SubgraphAnswer>;

/** How a subgraph is reached; asked once for each subgraph of each supergraph. */
export type Transport = (subgraph: SubgraphAddress) => Ask;
