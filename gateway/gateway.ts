import { ApolloGateway } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { DocumentNode, GraphQLSchema } from 'graphql';
import type { FindKnown } from '../platform/http/short-way.ts';
import { apolloLogger, type Log } from '../platform/log/log.ts';
import type { PlanMetrics } from '../platform/metrics/plans.ts';
import { switchTelemetryOff } from './config.ts';
import { executorOf, type GatewayContext } from './execution/executor.ts';
import { type Graph, graphOf } from './execution/graph.ts';
import type { Charge } from './limits/cost/cost-control.ts';
import { type Weights, weightsOf } from './limits/cost/weights.ts';
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
  /** Executes what was learnt of the graph in force, once it has been charged to whoever asks. */
  findKnown(charge: Charge | undefined): FindKnown<GatewayContext>;
  /** The subgraphs of the supergraph in force. */
  subgraphs(): readonly SubgraphAddress[];
  /** What the supergraph behind a schema that Apollo Server has says of costs. */
  weightsIn(schema: GraphQLSchema): Weights;
};

/** A graph, and what its supergraph says of costs. */
type Made = { graph: Graph; weights: Weights };

/**
 * Builds the gateway over a supergraph file: `ApolloGateway` keeps the supergraph and its life, our own graph executes.
 * Nothing is read or watched before Apollo Server loads it.
 */
export function buildGateway({ supergraphPath, showPlans, transport, log, metrics }: GatewayOptions): Gateway {
  switchTelemetryOff();
  const asks = keptAsks(transport);
  // Requests that are under way end in the graph that they began in, which goes with the last of them.
  const known = new WeakMap<GraphQLSchema, Made>();
  let subgraphs: readonly SubgraphAddress[] = [];
  let current: Made | undefined;
  const make = async ({ sdl }: Supergraph): Promise<Made> => {
    const graph = graphOf(sdl, asks.of, { metrics });
    await graph.warm(current?.graph.mostUsed(WARMED) ?? []);
    return { graph, weights: weightsOf(sdl) };
  };
  const inForce = (made: Made, { sdl }: Supergraph): void => {
    current = made;
    subgraphs = subgraphsOf(sdl);
    asks.keepOnly(subgraphs);
  };
  const madeOf = (schema: GraphQLSchema): Made => known.get(schema) as Made;
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
          const before = current;
          current = made;
          try {
            update(next.executable);
          } catch (error) {
            current = before;
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
        return { executor: executorOf((schema) => madeOf(schema).graph, { showPlans }) };
      },
      onSchemaLoadOrUpdate: (callback) =>
        apollo.onSchemaLoadOrUpdate((context) => {
          const made = current as Made;
          const { apiSchema } = made.graph;
          known.set(apiSchema, made);
          callback({ ...context, apiSchema });
        }),
      stop: () => apollo.stop(),
    },
    learn: (schema, source, operationName, document) =>
      known.get(schema)?.graph.known.learn(source, operationName, document),
    findKnown: (charge) => (source, operationName) => {
      const graph = current?.graph;
      const document = graph?.known.find(source, operationName);
      if (graph === undefined || document === undefined) {
        return undefined;
      }
      return async (variables, caller) => {
        try {
          await charge?.(caller, { schema: graph.apiSchema, document, operationName, variables });
        } catch {
          // Nothing is done, and the long way says why.
          return {};
        }
        return graph.execute({ document, operationName, variables, caller, signal: caller.signal, takesJson: true });
      };
    },
    subgraphs: () => subgraphs,
    weightsIn: (schema) => madeOf(schema).weights,
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
