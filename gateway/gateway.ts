import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { RequestIdentity } from '../platform/identity/actor.ts';
import type { Log } from '../platform/log/log.ts';
import { switchTelemetryOff } from './config.ts';
import { readSupergraph, watchSupergraph } from './supergraph/file.ts';
import { type SubgraphAddress, subgraphsOf } from './subgraphs.ts';

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
    logger: { ...quiet(log) },
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
  return { apollo: apollo as GatewayInterface, subgraphs: () => subgraphs };
}

/** Apollo's own chatter is for whoever debugs it. */
const quiet = (log: Log) => ({
  debug: (message?: string) => log.trace(message),
  info: (message?: string) => log.debug(message),
  warn: (message?: string) => log.warn(message),
  error: (message?: string) => log.error(message),
});
