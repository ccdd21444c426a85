/** The single topology: embedded PostgreSQL, five subgraphs and the gateway in one process. `npm start [-- --reset]` */
import { parseArgs } from 'node:util';
import { readSingleConfig, type SingleConfig } from './config.ts';
import { seedDemonstration } from './demo/seed.ts';
import { liveIdentity } from './gateway/authentication/live-identity.ts';
import { buildGatewayServer } from './gateway/http.ts';
import { askOverHttp, readinessAgent } from './gateway/readiness.ts';
import { openWitness } from './gateway/security/open.ts';
import { subgraphsOf } from './gateway/subgraphs.ts';
import { readSupergraph } from './gateway/supergraph/file.ts';
import { httpTransport } from './gateway/transport/http-transport.ts';
import { localTransport } from './gateway/transport/local-transport.ts';
import { weakInGateway } from './gateway/weak-settings.ts';
import { canReread, currentEnvironment } from './platform/config/env-file.ts';
import { StartupError } from './platform/errors/startup-error.ts';
import { type LocalExecutor, localExecutor } from './platform/graphql/in-process.ts';
import { listen } from './platform/http/listen.ts';
import { liveTls } from './platform/http/live-tls.ts';
import { createLog } from './platform/log/log.ts';
import { createMetrics } from './platform/metrics/metrics.ts';
import { type Opened, refuse, runProcess } from './platform/process/run.ts';
import { sayWeakSettings } from './platform/process/say-weak-settings.ts';
import { applyAnew } from './platform/service/apply-anew.ts';
import { checkConnectionBudget } from './platform/service/connection-budget.ts';
import { type OpenService, openService } from './platform/service/open.ts';
import { inboxObserver, inProcess, receiveEvents, relayEvents } from './platform/service/relay-events.ts';
import { provideSecrets } from './platform/service/secrets.ts';
import { buildServiceServer } from './platform/service/serve.ts';
import { weakInServices } from './platform/service/weak-settings.ts';
import { events } from './schema/events.ts';
import { banner } from './start/banner.ts';
import { provideDatabases } from './start/databases.ts';
import { reset } from './start/reset.ts';
import { provideTrust, type Trust } from './start/trust.ts';
import { services } from './subgraphs/index.ts';

const started = performance.now();
let config: SingleConfig;
try {
  config = readSingleConfig();
  const options = readOptions();
  if (options.reset) {
    await reset(config.dataDir, { ask: !options.yes });
  }
} catch (error) {
  refuse(error);
}
const log = createLog({ level: config.logLevel, name: 'nanopore' });
const metrics = createMetrics({ dataDir: config.dataDir });
const tls = liveTls(config.tls);
const identity = liveIdentity(config.gateway.authentication, log);

await runProcess(log, async (opened) => {
  const databases = await provideDatabases(services, config, opened, log);
  await checkConnectionBudget(
    services.map((service) => ({
      service: service.name,
      dbUrl: databases.urlsOf(service).dbUrl,
      // And one for its relay.
      max: poolOf(service).max + 1,
    })),
  );
  const open = await openAll(opened, databases.urlsOf);
  if (databases.seed) {
    await seedDemonstration(open, log);
    await databases.seeded();
  }
  const trust = await provideTrust(open, config, log, metrics.callers);
  const reread = (): void => {
    const anew = readSingleConfig();
    trust.renew(anew);
    tls.use(anew.tls);
    identity.use(anew.gateway.authentication);
    applyAnew(anew, open, log);
  };
  opened.onHangUp(canReread() ? reread : undefined);
  relayAll(open, opened);
  const subgraphPorts = await serveSubgraphs(open, trust, opened);
  const port = await serveGateway(open, trust, opened);
  process.stdout.write(banner({ config, port, subgraphPorts, seconds: (performance.now() - started) / 1000 }));
  sayWeakSettings(config.production ? await weakSettings() : [], log);
});

async function weakSettings(): Promise<string[]> {
  const { gateway, tls, subgraphTrust: trust } = config;
  const environment = currentEnvironment();
  const { sdl } = await readSupergraph(gateway.supergraphPath);
  const elsewhere = subgraphsOf(sdl).filter(({ name }) => services.every((service) => service.name !== name));
  return [
    ...weakInGateway({ ...gateway, tls }, elsewhere, environment),
    ...weakInServices({ ...config, trust }, environment),
  ];
}

function readOptions(): { reset?: boolean; yes?: boolean } {
  try {
    return parseArgs({ options: { reset: { type: 'boolean' }, yes: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}. The options are --reset and --yes.`, { cause: error });
  }
}

function poolOf(service: (typeof services)[number]) {
  const { pool } = config.services.get(service) ?? service;
  return pool;
}

async function openAll(
  opened: Opened,
  urlsOf: (service: (typeof services)[number]) => { dbUrl: string; ownerUrl: string | undefined },
): Promise<OpenService[]> {
  const { lab, production, replicas } = config;
  const watch = { log, metrics: metrics.database, limits: config.watch };
  return Promise.all(
    services.map(async (definition) => {
      const replicaUrls = config.services.get(definition)?.replicaUrls ?? [];
      const access = { ...urlsOf(definition), replicaUrls, pool: poolOf(definition) };
      const secrets = await provideSecrets(definition, config);
      const observeInbox = inboxObserver(metrics);
      const settings = config.services.get(definition)?.settings ?? {};
      const work = { dataDir: config.dataDir, settings, metrics };
      const options = { mayMigrate: !production, lab, secrets, log, watch, replicas, observeInbox, work };
      const service = await openService(definition, access, options);
      opened.add(`${definition.name} database`, () => service.close());
      return service;
    }),
  );
}

/** What each service does becomes known to those who subscribe, in this process. */
function relayAll(open: readonly OpenService[], opened: Opened): void {
  const options = { graph: events, settings: config.events, opened, log, metrics: metrics.events };
  for (const service of open) {
    receiveEvents(service, options);
    relayEvents(service, open, undefined, options);
  }
}

/** Each subgraph listens on its own port as well, for other gateways that it knows and for schema checks. */
async function serveSubgraphs(
  open: readonly OpenService[],
  { callersOf }: Trust,
  opened: Opened,
): Promise<Map<string, number>> {
  const ports = new Map<string, number>();
  for (const service of open) {
    const server = await buildServiceServer(service, { ...config, tls }, callersOf(service.definition), log, metrics);
    opened.add(`${service.definition.name} server`, () => server.close());
    const own = config.services.get(service.definition);
    const port = await listen(server.fastify, {
      host: config.host,
      port: own?.port ?? service.definition.port,
      variable: own?.portVariable ?? 'PORT',
      mayMove: !config.production && own?.portIsDefault === true,
    });
    ports.set(service.definition.name, port);
  }
  return ports;
}

async function serveGateway(open: readonly OpenService[], { tokens }: Trust, opened: Opened): Promise<number> {
  const agent = readinessAgent(tls);
  opened.add('readiness connections', () => agent.close());
  const local = new Map(open.map((service) => [service.definition.name, service]));
  const executors = new Map<string, LocalExecutor>(
    open.map(({ definition, subgraph }) => [definition.name, localExecutor(subgraph, log, metrics.graphql)]),
  );
  const options = { settings: config.gateway.transport, log, metrics: metrics.fetches };
  const here = localTransport(executors, options);
  const elsewhere = httpTransport({ ...options, tokens, tls });
  opened.add('subgraph connections', async () => void (await Promise.all([here.close(), elsewhere.close()])));
  const consumer = local.get(events.securityLog)?.consumer;
  const server = await buildGatewayServer({
    witness: consumer && openWitness(inProcess(consumer), { opened, log, metrics: metrics.events }),
    config: config.gateway,
    tls,
    identify: identity.identify,
    transport: (subgraph) => (executors.has(subgraph.name) ? here : elsewhere).transport(subgraph),
    askReadiness: async (subgraph) => local.get(subgraph.name)?.health() ?? askOverHttp(agent)(subgraph),
    log,
    metrics,
  });
  opened.add('gateway', () => server.close());
  const { host, port, portIsDefault, production } = config.gateway;
  return listen(server.fastify, { host, port, variable: 'PORT', mayMove: portIsDefault && !production });
}
