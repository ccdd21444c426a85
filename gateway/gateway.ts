import { ApolloGateway } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { FindKnown } from '../platform/http/short-way.ts';
import { apolloLogger, type Log } from '../platform/log/log.ts';
import type { PlanMetrics } from '../platform/metrics/plans.ts';
import { switchTelemetryOff } from './config.ts';
import { executorOf, type GatewayContext } from './execution/executor.ts';
import { type Graph, graphOf } from './execution/graph.ts';
import { type SubgraphAddress, subgraphsOf } from './subgraphs.ts';
import { readSupergraph, type Supergraph, watchSupergraph } from './supergraph/file.ts';
import type { Ask, Transport } from './transport/transport.ts';

/** So many operations are planned for a new supergraph before it is put in force. */
const WARMED = 200;

export type GatewayOptions = {
  supergraphPath: string;
  /** Whether those who ask for it see how their operation is executed. */
  showPlans: boolean;
  transport: Transport;
  log: Log;
  metrics: PlanMetrics;
};

export type Gateway = {
  /** For Apollo Server, which loads and stops it. */
  apollo: GatewayInterface;
  /** Hears of a query that is valid in the schema that clients see, or saw a moment ago. */
  learn(schema: GraphQLSchema, source: string, operationName: string | undefined, document: DocumentNode): void;
  /** Executes what was learnt of the graph in force. */
  findKnown: FindKnown<GatewayContext>;
  /** The subgraphs of the supergraph in force. */
  subgraphs(): readonly SubgraphAddress[];
};

/**
 * Builds the gateway over a supergraph file: `ApolloGateway` keeps the supergraph and its life, our own graph executes.
 * Nothing is read or watched before Apollo Server loads it.
 */
export function buildGateway({ supergraphPath, showPlans, transport, log, metrics }: GatewayOptions): Gateway {
  switchTelemetryOff();
  const asks = keptAsks(transport);
  // Requests that are under way end in the graph that they began in, which goes with the last of them.
  const graphs = new WeakMap<GraphQLSchema, Graph>();
  let subgraphs: readonly SubgraphAddress[] = [];
  let graph: Graph | undefined;
  const make = async ({ sdl }: Supergraph): Promise<Graph> => {
    const made = graphOf(sdl, asks.of, { metrics });
    await made.warm(graph?.mostUsed(WARMED) ?? []);
    return made;
  };
  const inForce = (made: Graph, { sdl }: Supergraph): void => {
    graph = made;
    subgraphs = subgraphsOf(sdl);
    asks.keepOnly(subgraphs);
  };
  const apollo = new ApolloGateway({
    logger: apolloLogger(log),
    buildService: () => ({ process: () => Promise.reject(new Error('Fetches go through the transports.')) }),
    supergraphSdl: async ({ update }) => {
      const first = await readSupergraph(supergraphPath);
      inForce(await make(first), first);
      const cleanup = watchSupergraph(
        supergraphPath,
        async (next) => {
          const made = await make(next);
          const before = graph;
          graph = made;
          try {
            update(next.executable);
          } catch (error) {
            graph = before;
            throw error;
          }
          inForce(made, next);
        },
        log,
      );
      return { supergraphSdl: first.executable, cleanup };
    },
  });
  return {
    apollo: {
      load: async (options) => {
        await apollo.load(options);
        return { executor: executorOf((schema) => graphs.get(schema) as Graph, { showPlans }) };
      },
      onSchemaLoadOrUpdate: (callback) =>
        apollo.onSchemaLoadOrUpdate((context) => {
          const { apiSchema } = graph as Graph;
          graphs.set(apiSchema, graph as Graph);
          callback({ ...context, apiSchema });
        }),
      stop: () => apollo.stop(),
    },
    learn: (schema, source, operationName, document) =>
      graphs.get(schema)?.known.learn(source, operationName, document),
    findKnown: (source, operationName) => {
      const asked = graph;
      const document = asked?.known.find(source, operationName);
      return (
        asked &&
        document &&
        ((variables, caller) => asked.execute({ document, operationName, variables, caller, signal: caller.signal }))
      );
    },
    subgraphs: () => subgraphs,
  };
}

/** A subgraph that stays where it is keeps its connections, and what is known of its health, when the supergraph changes. */
function keptAsks(transport: Transport): { of: Transport; keepOnly(subgraphs: readonly SubgraphAddress[]): void } {
  const kept = new Map<string, Ask>();
  const keyOf = ({ name, url }: SubgraphAddress): string => `${name} ${url}`;
  return {
    of: (subgraph) => {
      const key = keyOf(subgraph);
      const ask = kept.get(key) ?? transport(subgraph);
      kept.set(key, ask);
      return ask;
    },
    keepOnly: (subgraphs) => {
      const wanted = new Set(subgraphs.map(keyOf));
      for (const key of kept.keys()) {
        if (!wanted.has(key)) {
          kept.delete(key);
        }
      }
    },
  };
}
