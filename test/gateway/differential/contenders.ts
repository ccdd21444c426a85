import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { type DocumentNode, GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import { type GraphRequest, graphOf } from '../../../gateway/execution/graph.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../../../gateway/transport/transport.ts';
import { asFromHttp, asSent, composedOf, TEST_CALLER } from '../../support/federation.ts';
import { loreOf } from './lore.ts';
import type { Operation } from './operations.ts';
import { type SimulatedSubgraph, simulated, type Truth, truthOf, type World } from './subgraph.ts';
import type { GraphUnderTest } from './supergraphs.ts';

export type Answer = {
  data?: Record<string, unknown> | null;
  errors?: GraphQLFormattedError[];
  extensions?: { valueCompletion?: GraphQLFormattedError[] };
};

export type Contender = (document: DocumentNode, operation: Operation, world: World) => Promise<Answer>;
export type Contenders = {
  apiSchema: GraphQLSchema;
  ours: Contender;
  stock: Contender;
  truth: Truth;
  close(): Promise<void>;
};

/** The stock gateway and ours over the same graph. */
export async function contendersOf({ subgraphs, kinds }: GraphUnderTest): Promise<Contenders> {
  const { supergraph, sdls } = composedOf(subgraphs);
  const lore = loreOf(sdls, kinds);
  const respond = responderOf(Object.fromEntries(Object.keys(sdls).map((name) => [name, simulated(name, lore)])));
  const { stock, close } = await stockOf(supergraph, respond);
  const { apiSchema, ours } = oursOf(supergraph, respond);
  return { apiSchema, ours, stock, truth: truthOf(supergraph, lore), close };
}

type Respond = (subgraph: string, request: SubgraphRequest, world: World) => SubgraphAnswer;

/** What passes between gateway and subgraph is JSON. */
const responderOf =
  (simulations: Record<string, SimulatedSubgraph>): Respond =>
  (name, request, world) =>
    plain((simulations[name] as SimulatedSubgraph)(plain(request), world));

const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value, (_, each: unknown) => asJson(each))) as T;

/** Errors that are none of GraphQL's have no JSON of their own. */
const asJson = (value: unknown): unknown =>
  value instanceof Error && !(value instanceof GraphQLError) ? { message: value.message } : value;

function oursOf(supergraph: string, respond: Respond): Pick<Contenders, 'apiSchema' | 'ours'> {
  const worlds = new WeakMap<object, World>();
  const graph = graphOf(
    supergraph,
    ({ name }) =>
      async (request, caller) =>
        asFromHttp(respond(name, request, worlds.get(caller) as World)),
  );
  return {
    apiSchema: graph.apiSchema,
    ours: async (document, { query, variables, operationName }, world) => {
      const caller: GraphRequest['caller'] = { ...TEST_CALLER };
      worlds.set(caller, world);
      // An answer is made in two ways: half of the operations for each, and always the same ones.
      const takesJson = query.length % 2 === 0;
      return asSent((await graph.execute({ document, variables, operationName, caller, takesJson })) as Answer);
    },
  };
}

async function stockOf(supergraph: string, respond: Respond): Promise<{ stock: Contender; close(): Promise<void> }> {
  const silent = () => undefined;
  const logger = { debug: silent, info: silent, warn: silent, error: silent };
  const gateway = new ApolloGateway({
    supergraphSdl: supergraph,
    logger,
    buildService: ({ name }): GraphQLDataSource => ({
      process: async ({ request, context }) =>
        respond(
          name,
          {
            kind: 'query',
            query: String(request.query),
            operationName: request.operationName,
            variables: request.variables,
          },
          context as World,
        ) as Awaited<ReturnType<GraphQLDataSource['process']>>,
    }),
  });
  const { executor } = await gateway.load();
  const stock: Contender = async (document, { query, variables, operationName }, world) =>
    plain(
      await executor({
        document,
        queryHash: query,
        request: { query, variables, operationName },
        context: world,
        logger,
        metrics: {},
      } as unknown as Parameters<typeof executor>[0]),
    ) as Answer;
  return { stock, close: () => gateway.stop() };
}
