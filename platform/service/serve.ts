import type { GraphQLError } from 'graphql';
import { canReread, currentEnvironment } from '../config/env-file.ts';
import { readTogether } from '../config/environment.ts';
import type { ProcessConfig } from '../config/process.ts';
import { readTls, type Tls } from '../config/tls.ts';
import { StartupError } from '../errors/startup-error.ts';
import { type EventPeers, type EventSettings, readEventPeers, readEventSettings } from '../events/config.ts';
import { serveEvents } from '../events/endpoint.ts';
import type { EventGraph } from '../events/graph.ts';
import { formatError } from '../graphql/format-error.ts';
import { buildGraphQLServer, type GraphQLServer } from '../http/graphql-server.ts';
import { httpUrl, listen } from '../http/listen.ts';
import { type LiveTls, liveTls } from '../http/live-tls.ts';
import { serverTls } from '../http/tls.ts';
import type { TrustedCallers } from '../http/trusted-callers.ts';
import {
  provideSubgraphKeys,
  readSubgraphTrust,
  renewedKeys,
  type SubgraphTrust,
} from '../identity/service-tokens/config.ts';
import { createLog, type Log } from '../log/log.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { refuse, runProcess } from '../process/run.ts';
import { sayWeakSettings } from '../process/say-weak-settings.ts';
import { applyAnew } from './apply-anew.ts';
import { readServicesConfig, type ServicesConfig } from './config.ts';
import type { ServiceDefinition } from './definition.ts';
import { type EventSenders, withEventSenders } from './event-senders.ts';
import { provideEventTrust } from './event-trust.ts';
import { type OpenService, openService } from './open.ts';
import { inboxObserver, receiveEvents, relayEvents, wayOverHttp } from './relay-events.ts';
import { provideSecrets } from './secrets.ts';
import { gatewaysOnly } from './trusted-callers.ts';
import { weakInServices } from './weak-settings.ts';

/** A page of entities with what is required of them is more than a client sends; nobody means more than this. */
const BODY_VALUES = 250_000;

/** The service's subgraph behind HTTP, on a port of its own in both topologies. */
export async function buildServiceServer(
  service: OpenService,
  config: Pick<ProcessConfig, 'exposure' | 'bodyLimitBytes' | 'requestTimeoutMs'> & { tls?: LiveTls | undefined },
  callers: TrustedCallers,
  log: Log,
  metrics: Metrics,
  senders?: EventSenders | undefined,
): Promise<GraphQLServer> {
  const { name } = service.definition;
  const { consumer } = service;
  const server = await buildGraphQLServer({
    name,
    log,
    // Pages and other sites' scripts have no token.
    exposure: { ...config.exposure, landingPage: false, studioCors: false },
    bodyLimitBytes: config.bodyLimitBytes,
    arrival: { bodyValues: BODY_VALUES, requestTimeoutMs: config.requestTimeoutMs },
    serve: { schema: service.subgraph.schema },
    identify: senders === undefined ? callers : withEventSenders(callers, senders),
    addRoutes: (fastify, identityOf) => consumer && senders && serveEvents(fastify, consumer, identityOf),
    tls: serverTls(config.tls?.current()),
    formatError: (formatted, error) => formatError(formatted, error as GraphQLError, name, log),
    createContext: (identity) => service.subgraph.createContext(identity),
    readiness: async () => {
      const health = await service.health();
      return {
        status: health.healthy ? 'ready' : 'unavailable',
        services: { [name]: health },
        timestamp: new Date().toISOString(),
      };
    },
    metrics,
    metricsText: () => metrics.text(name),
  });
  config.tls?.shownBy(server.fastify.server, serverTls);
  return server;
}

type AloneConfig = ServicesConfig & {
  trust: SubgraphTrust;
  tls: Tls | undefined;
  events: EventSettings;
  peers: EventPeers;
};

function readAlone(definition: ServiceDefinition, graph: EventGraph, environment = currentEnvironment()): AloneConfig {
  const mustBeSet = environment.NODE_ENV === 'production';
  const { own, ...rest } = readTogether({
    own: () => readServicesConfig([definition], environment),
    trust: () => readSubgraphTrust(environment, { mustBeSet }),
    tls: () => readTls(environment, { mutual: true }),
    events: () => readEventSettings(environment),
    peers: () => readEventPeers(definition.name, graph, environment, { mustBeSet }),
  });
  return { ...own, ...rest };
}

/** Runs one service as a process of its own. Its database comes from the environment, other services are where the graph says. */
export async function serveAlone(definition: ServiceDefinition, graph: EventGraph): Promise<void> {
  let config: AloneConfig;
  try {
    config = readAlone(definition, graph);
  } catch (error) {
    refuse(error);
  }
  const log = createLog({ level: config.logLevel, name: definition.name });
  await runProcess(log, async (opened) => {
    const own = config.services.get(definition);
    if (own?.dbUrl === undefined) {
      throw new StartupError(
        `${definition.name.toUpperCase()}_DB_URL is not set: give it the database's URL, or use npm start or npm run start:distributed, which bring one.`,
      );
    }
    const { production, lab, watch, replicas } = config;
    const secrets = await provideSecrets(definition, config);
    const metrics = createMetrics({ dataDir: config.dataDir });
    const service = await openService(
      definition,
      { ...own, dbUrl: own.dbUrl },
      {
        mayMigrate: !production,
        lab,
        secrets,
        log,
        replicas,
        watch: { log, metrics: metrics.database, limits: watch },
        observeInbox: inboxObserver(metrics),
        work: { dataDir: config.dataDir, settings: own.settings, metrics },
      },
    );
    opened.add('database', () => service.close());
    const { trust } = config;
    const tls = liveTls(config.tls);
    const keys = await provideSubgraphKeys(definition.name, trust, config);
    const { sdlKey } = trust;
    const callers = gatewaysOnly({ service: definition.name, keys, sdlKey, log, metrics: metrics.callers });
    const events = await provideEventTrust(definition.name, keys, config.peers, graph, config);
    const server = await buildServiceServer(service, { ...config, tls }, callers, log, metrics, events.senders);
    opened.add('server', () => server.close());
    const reread = (): void => {
      const anew = readAlone(definition, graph);
      const renewed = renewedKeys(anew.trust, keys);
      callers.use(renewed, anew.trust.sdlKey);
      events.renew(renewed, anew.peers);
      tls.use(anew.tls);
      applyAnew(anew, [service], log);
    };
    opened.onHangUp(canReread() ? reread : undefined);
    const port = await listen(server.fastify, {
      host: config.host,
      port: own.port,
      variable: own.portVariable,
      mayMove: own.portIsDefault && !production,
    });
    const eventOptions = { graph, settings: config.events, opened, log, metrics: metrics.events };
    receiveEvents(service, eventOptions);
    relayEvents(service, [service], wayOverHttp(definition.name, config.peers.urls, events.tokens, tls), eventOptions);
    process.stdout.write(`${definition.name}: ${httpUrl(config.host, port, '/graphql', config.tls !== undefined)}\n`);
    sayWeakSettings(production ? weakInServices(config, currentEnvironment()) : [], log);
  });
}
