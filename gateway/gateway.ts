import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { RequestIdentity } from '../platform/identity/actor.ts';
import { apolloLogger, type Log } from '../platform/log/log.ts';
import { switchTelemetryOff } from './config.ts';
import { withKnownOperations } from './execution/known-operation.ts';
import { type SubgraphAddress, subgraphsOf } from './subgraphs.ts';
import { readSupergraph, watchSupergraph } from './supergraph/file.ts';

/** How a subgraph is reached; asked once for each subgraph of each supergraph. */
export type Transport = (subgraph: SubgraphAddress) => GraphQLDataSource<RequestIdentity>;

export type Gateway = {
  /** For Apollo Server, which loads and stops it. */
  apollo: GatewayInterface;
  /** The subgraphs of the supergraph in force. */
  subgraphs(): readonly SubgraphAddress[];
};

/** Builds the gateway over a supergraph file. Nothing is read or watched before Apollo Server loads it. */
export function buildGateway(supergraphPath: string, transport: Transport, log: Log): Gateway {
  switchTelemetryOff();
  let subgraphs: readonly SubgraphAddress[] = [];
  const apollo = new ApolloGateway({
    logger: apolloLogger(log),
    buildService: (definition) => transport({ name: definition.name, url: definition.url ?? '' }),
    supergraphSdl: async ({ update }) => {
      const supergraphSdl = await readSupergraph(supergraphPath);
      subgraphs = subgraphsOf(supergraphSdl);
      const cleanup = watchSupergraph(
        supergraphPath,
        (sdl) => {
          update(sdl);
          subgraphs = subgraphsOf(sdl);
        },
        log,
      );
      return { supergraphSdl, cleanup };
    },
  });
  return { apollo: withKnownOperations(apollo as GatewayInterface), subgraphs: () => subgraphs };
}
