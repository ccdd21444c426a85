import { buildGraphQLServer, type GraphQLServer, type Identify } from '../platform/http/graphql-server.ts';
import type { LiveTls } from '../platform/http/live-tls.ts';
import { publicTls } from '../platform/http/tls.ts';
import type { Log } from '../platform/log/log.ts';
import type { Metrics } from '../platform/metrics/metrics.ts';
import type { GatewayConfig } from './config.ts';
import type { GatewayContext } from './execution/executor.ts';
import { formatGatewayError } from './format-error.ts';
import { buildGateway } from './gateway.ts';
import { openGuard } from './limits/guard.ts';
import { learnOperations } from './plugins/learn-operations.ts';
import { type AskReadiness, gatewayReadiness } from './readiness.ts';
import type { Transport } from './transport/transport.ts';
import { usageRecorder } from './usage/recorder.ts';
import { recordedPlugin, recordedShortWay } from './usage/recording.ts';

export type GatewayServerOptions = {
  /** Without `limits` where no client can ask. */
  config: Pick<GatewayConfig, 'supergraphPath' | 'exposure' | 'bodyLimitBytes'> &
    Partial<Pick<GatewayConfig, 'limits' | 'usage'>>;
  tls?: LiveTls | undefined;
  identify: Identify;
  transport: Transport;
  askReadiness: AskReadiness;
  log: Log;
  metrics: Metrics;
};

/** The gateway behind HTTP, the same in both topologies: they differ in transport and in how readiness is asked. */
export async function buildGatewayServer({
  config,
  tls,
  identify,
  transport,
  askReadiness,
  log,
  metrics,
}: GatewayServerOptions): Promise<GraphQLServer> {
  const gateway = buildGateway({
    supergraphPath: config.supergraphPath,
    showPlans: config.exposure.introspection,
    transport,
    log,
    metrics: metrics.plans,
  });
  const recorder = config.usage && usageRecorder(config.usage, log);
  const guard = config.limits && (await openGuard(config.limits, gateway.weightsIn, log));
  const findKnown = gateway.findKnown(guard?.charge);
  const server = await buildGraphQLServer<GatewayContext>({
    name: 'gateway',
    log,
    exposure: config.exposure,
    bodyLimitBytes: config.bodyLimitBytes,
    serve: { gateway: gateway.apollo },
    identify,
    tls: publicTls(tls?.current()),
    ...(guard === undefined ? {} : { guard }),
    formatError: (formatted, error) => formatGatewayError(formatted, error, log),
    plugins: [learnOperations(gateway.learn), ...(recorder === undefined ? [] : [recordedPlugin(recorder)])],
    findKnown: recorder === undefined ? findKnown : recordedShortWay(findKnown, recorder),
    createContext: (identity, signal) => ({ ...identity, signal }),
    readiness: () => gatewayReadiness(gateway.subgraphs(), askReadiness),
    metrics,
    // Where the subgraphs run in this process as well, theirs are among them.
    metricsText: () => metrics.text(),
  });
  tls?.shownBy(server.fastify.server, publicTls);
  return {
    fastify: server.fastify,
    close: async () => {
      await server.close();
      await guard?.close();
      await recorder?.close();
    },
  };
}
