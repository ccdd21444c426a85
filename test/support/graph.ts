import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { seedDemonstration } from '../../demo/seed.ts';
import { readGatewayConfig } from '../../gateway/config.ts';
import { buildGatewayServer } from '../../gateway/http.ts';
import { type AskReadiness, askOverHttp, readinessAgent } from '../../gateway/readiness.ts';
import { httpTransport } from '../../gateway/transport/http-transport.ts';
import { localTransport } from '../../gateway/transport/local-transport.ts';
import type { TransportOptions } from '../../gateway/transport/resilient-transport.ts';
import type { Transport } from '../../gateway/transport/transport.ts';
import { databaseHealth } from '../../platform/database/health.ts';
import type { Identify } from '../../platform/http/graphql-server.ts';
import { listen } from '../../platform/http/listen.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';
import { createTokenIssuer } from '../../platform/identity/service-tokens/issue.ts';
import type { Identity, PublicIdentity } from '../../platform/identity/service-tokens/keys.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import type { OpenService } from '../../platform/service/open.ts';
import { buildServiceServer } from '../../platform/service/serve.ts';
import { gatewaysOnly } from '../../platform/service/trusted-callers.ts';
import { services } from '../../subgraphs/index.ts';
import { type Answer, type ServiceUnderTest, serviceUnderTest } from './service.ts';
import { newPair } from './vouching.ts';

const OPEN = {
  introspection: true,
  landingPage: true,
  studioCors: true,
  metrics: { token: undefined, everybody: true },
};
const LIMITS = { exposure: OPEN, bodyLimitBytes: 4 * 1024 * 1024, requestTimeoutMs: 1_000 };
/** Opens the SDL of each subgraph behind a socket. */
export const SDL_KEY = 'the-key-of-the-SDL-which-opens-nothing-else';
/** All tests of a file come from one address, as fast as they can. */
const { limits } = readGatewayConfig({ RATE_ADDRESS_PER_SECOND: '0' });
const SUPERGRAPH = fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url));

/** A gateway over services that run already. */
export type GatewayUnderTest = {
  http: FastifyInstance;
  /** Asks over HTTP, without a socket; the answer's very bytes. */
  text(query: string, variables?: Record<string, unknown>): Promise<string>;
  query(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
};

export type DistributedUnderTest = AsyncDisposable &
  GatewayUnderTest & {
    urls: Map<string, string>;
    /** What the gateway signs with. */
    identity: Identity;
    publicKeyOf(name: string): PublicIdentity;
    stopService(name: string): Promise<void>;
  };

export type GraphUnderTest = AsyncDisposable &
  GatewayUnderTest & {
    services: Map<string, ServiceUnderTest>;
    service(name: string): ServiceUnderTest;
    /** A second gateway over the same services, which it reaches through sockets. */
    distributed(options?: { gatewayTrusted: boolean }): Promise<DistributedUnderTest>;
  };

/**
 * The whole graph in this process: gateway, five subgraphs, five databases; with the demonstration lab if wanted. Whoever
 * asks is the demonstration user, who may do everything, or whom `identify` says.
 */
export async function graphUnderTest(options: {
  demonstration: boolean;
  identify?: Identify;
}): Promise<GraphUnderTest> {
  const started = await Promise.all(services.map((definition) => serviceUnderTest(definition)));
  const byName = new Map(started.map((service) => [service.definition.name, service]));
  const service = (name: string): ServiceUnderTest => byName.get(name) as ServiceUnderTest;
  if (options.demonstration) {
    await seedDemonstration(started.map(asOpenService), silentLog());
  }
  const local = localTransport(
    new Map(started.map((each) => [each.definition.name, each.execute])),
    transportOptions(),
  );
  const gateway = await gatewayOver(local.transport, ({ name }) => databaseHealth(service(name).orm), options.identify);
  const close = async (): Promise<void> => {
    await gateway.close();
    await local.close();
    await Promise.all(started.map((each) => each.close()));
  };
  return {
    ...gateway,
    services: byName,
    service,
    distributed: (trust = { gatewayTrusted: true }) => distributedOver(started, trust),
    close,
    [Symbol.asyncDispose]: close,
  };
}

const asOpenService = ({ definition, orm, subgraph, close }: ServiceUnderTest): OpenService => ({
  definition,
  orm,
  subgraph,
  health: () => databaseHealth(orm),
  close,
});

const transportOptions = (): TransportOptions => ({
  settings: readGatewayConfig({}).transport,
  log: silentLog(),
  metrics: createMetrics().fetches,
});

async function gatewayOver(
  transport: Transport,
  askReadiness: AskReadiness,
  identify: Identify = () => DEMONSTRATION_ACTOR,
): Promise<GatewayUnderTest> {
  const server = await buildGatewayServer({
    config: { ...LIMITS, supergraphPath: SUPERGRAPH, limits },
    identify,
    transport,
    askReadiness,
    log: silentLog(),
    metrics: createMetrics(),
  });
  const text = async (query: string, variables?: Record<string, unknown>): Promise<string> => {
    const { body } = await server.fastify.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
    return body;
  };
  return {
    http: server.fastify,
    text,
    query: async (query, variables) => JSON.parse(await text(query, variables)),
    close: () => server.close(),
  };
}

async function distributedOver(
  started: readonly ServiceUnderTest[],
  { gatewayTrusted }: { gatewayTrusted: boolean },
): Promise<DistributedUnderTest> {
  const agent = readinessAgent();
  const gatewayIdentity = newPair().identity;
  const identities = new Map(started.map(({ definition }) => [definition.name, newPair().identity]));
  const tokens = createTokenIssuer({
    identity: gatewayTrusted ? gatewayIdentity : newPair().identity,
    subgraph: (name) => identities.get(name)?.publicKey,
  });
  const subgraphs = httpTransport({ ...transportOptions(), tokens });
  const servers = new Map(
    await Promise.all(
      started.map(async (each) => {
        const { name } = each.definition;
        const metrics = createMetrics();
        const callers = gatewaysOnly({
          service: name,
          keys: { identities: [identities.get(name) as Identity], gateways: [gatewayIdentity.publicKey] },
          sdlKey: SDL_KEY,
          log: silentLog(),
          metrics: metrics.callers,
        });
        const server = await buildServiceServer(asOpenService(each), LIMITS, callers, silentLog(), metrics);
        const port = await listen(server.fastify, { host: '127.0.0.1', port: 0, variable: 'PORT', mayMove: false });
        return [name, { server, url: `http://127.0.0.1:${port}/graphql` }] as const;
      }),
    ),
  );
  const addressed = ({ name }: { name: string }) => ({ name, url: servers.get(name)?.url as string });
  const ask = askOverHttp(agent);
  const gateway = await gatewayOver(
    (subgraph) => subgraphs.transport(addressed(subgraph)),
    (subgraph) => ask(addressed(subgraph)),
  );
  const stopped = new Set<string>();
  const stopService = async (name: string): Promise<void> => {
    if (!stopped.has(name)) {
      stopped.add(name);
      await servers.get(name)?.server.close();
    }
  };
  const close = async (): Promise<void> => {
    await gateway.close();
    await Promise.all([...servers.keys()].map(stopService));
    await subgraphs.close();
    await agent.destroy();
  };
  return {
    ...gateway,
    urls: new Map([...servers].map(([name, { url }]) => [name, url])),
    identity: gatewayIdentity,
    publicKeyOf: (name) => (identities.get(name) as Identity).publicKey,
    stopService,
    close,
    [Symbol.asyncDispose]: close,
  };
}
