import type { GatewayConfig } from '../../../gateway/config.ts';
import { buildGatewayServer } from '../../../gateway/http.ts';
import { localTransport } from '../../../gateway/transport/local-transport.ts';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { type LocalExecutor, localExecutor } from '../../../platform/graphql/in-process.ts';
import type { GraphQLServer } from '../../../platform/http/graphql-server.ts';
import { type Actor, EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import type { Log } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import type { Secrets, ServiceDefinition } from '../../../platform/service/definition.ts';
import { type OpenService, openService } from '../../../platform/service/open.ts';

/** Whoever may run this command may see everything: nothing of it leaves the process. */
const OPERATOR: Actor = { userId: null, name: 'separation', email: null, kind: 'service', scopes: EVERY_SCOPE };

/** How the graph is put together, as `start.ts` would. */
export type GraphOptions = {
  lab: LabCalendar;
  gateway: Pick<GatewayConfig, 'supergraphPath' | 'exposure' | 'bodyLimitBytes' | 'transport'>;
  secretsOf(service: ServiceDefinition): Promise<Secrets>;
  log: Log;
};

/** A service as an operator sees it; `latencyMs` of one round trip to its database. */
export type ServiceReadiness = { name: string; healthy: boolean; latencyMs?: number; problem?: string };

export type Opening =
  | { service: OpenService; readiness: ServiceReadiness }
  | { service: undefined; readiness: ServiceReadiness };

/** Opens a service as its run-time role, and asks it whether it is ready. What keeps it from that is an answer. */
export async function openReadily(
  definition: ServiceDefinition,
  dbUrl: string,
  { lab, secretsOf, log }: GraphOptions,
): Promise<Opening> {
  const { name, pool } = definition;
  const access = { dbUrl, ownerUrl: undefined, replicaUrls: [], pool: { ...pool, min: 0 } };
  try {
    const secrets = await secretsOf(definition);
    const service = await openService(definition, access, { mayMigrate: false, lab, secrets, log });
    const { healthy, latencyMs } = await service.health();
    const problem = healthy ? {} : { problem: 'its database does not answer' };
    return { service, readiness: { name, healthy, latencyMs, ...problem } };
  } catch (error) {
    if (error instanceof StartupError) {
      return { service: undefined, readiness: { name, healthy: false, problem: error.message } };
    }
    throw error;
  }
}

/** The gateway over open services, in this process. The caller closes it, before the services. */
export async function gatewayOver(
  services: readonly OpenService[],
  { gateway, log }: Pick<GraphOptions, 'gateway' | 'log'>,
): Promise<GraphQLServer> {
  const byName = new Map(services.map((service) => [service.definition.name, service]));
  const executors = new Map<string, LocalExecutor>(
    services.map(({ definition, subgraph }) => [definition.name, localExecutor(subgraph, log)]),
  );
  const metrics = createMetrics();
  const { transport, close } = localTransport(executors, {
    settings: gateway.transport,
    log,
    metrics: metrics.fetches,
  });
  const server = await buildGatewayServer({
    // Without limits: nobody but the operator asks.
    config: {
      supergraphPath: gateway.supergraphPath,
      exposure: gateway.exposure,
      bodyLimitBytes: gateway.bodyLimitBytes,
    },
    transport: (subgraph) => (executors.has(subgraph.name) ? transport(subgraph) : notOurs(subgraph.name)),
    identify: () => OPERATOR,
    askReadiness: async ({ name }) => byName.get(name)?.health() ?? { healthy: false, latencyMs: 0 },
    log,
    metrics,
  });
  return {
    ...server,
    close: async () => {
      await server.close();
      await close();
    },
  };
}

function notOurs(name: string): never {
  throw new StartupError(
    `The supergraph has a subgraph ${name} that is no service of this project: accept it with SUPERGRAPH_PATH unset.`,
  );
}
