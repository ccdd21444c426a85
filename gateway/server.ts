/** Starts the gateway alone: the subgraphs run elsewhere and are reached over HTTP. */

import { canReread, currentEnvironment } from '../platform/config/env-file.ts';
import { readTogether } from '../platform/config/environment.ts';
import { readTls, type Tls } from '../platform/config/tls.ts';
import { httpUrl, listen } from '../platform/http/listen.ts';
import { liveTls } from '../platform/http/live-tls.ts';
import { createTokenIssuer } from '../platform/identity/service-tokens/issue.ts';
import { createLog, rereadLevel } from '../platform/log/log.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { refuse, runProcess } from '../platform/process/run.ts';
import { sayWeakSettings } from '../platform/process/say-weak-settings.ts';
import { liveIdentity } from './authentication/live-identity.ts';
import { type GatewayConfig, readGatewayConfig } from './config.ts';
import { buildGatewayServer } from './http.ts';
import { askOverHttp, readinessAgent } from './readiness.ts';
import { subgraphsOf } from './subgraphs.ts';
import { readSupergraph } from './supergraph/file.ts';
import { httpTransport } from './transport/http-transport.ts';
import { type GatewayTrust, provideGatewayKeys, readGatewayTrust, renewedGatewayKeys } from './trust.ts';
import { weakInGateway } from './weak-settings.ts';

type AloneConfig = GatewayConfig & { trust: GatewayTrust; tls: Tls | undefined };

let config: AloneConfig;
try {
  config = readAlone();
} catch (error) {
  refuse(error);
}
const log = createLog({ level: config.logLevel, name: 'gateway' });

await runProcess(log, async (opened) => {
  const tls = liveTls(config.tls);
  const identity = liveIdentity(config.authentication, log);
  const agent = readinessAgent(tls);
  opened.add('readiness connections', () => agent.close());
  const metrics = createMetrics({ dataDir: config.dataDir });
  const keys = await provideGatewayKeys(config.trust, config);
  const tokens = createTokenIssuer(keys);
  const subgraphs = httpTransport({ settings: config.transport, log, metrics: metrics.fetches, tokens, tls });
  opened.add('subgraph connections', () => subgraphs.close());
  const addressed = ({ name, url }: { name: string; url: string }) => ({ name, url: config.urlOf(name) ?? url });
  const server = await buildGatewayServer({
    config,
    tls,
    identify: identity.identify,
    transport: (subgraph) => subgraphs.transport(addressed(subgraph)),
    askReadiness: (subgraph) => askOverHttp(agent)(addressed(subgraph)),
    log,
    metrics,
  });
  opened.add('gateway', () => server.close());
  const reread = (): void => {
    const anew = readAlone();
    tokens.use(renewedGatewayKeys(anew.trust, keys));
    tls.use(anew.tls);
    identity.use(anew.authentication);
    rereadLevel(anew, log);
  };
  opened.onHangUp(canReread() ? reread : undefined);
  const port = await listen(server.fastify, {
    host: config.host,
    port: config.port,
    variable: 'PORT',
    mayMove: config.portIsDefault && !config.production,
  });
  process.stdout.write(`gateway: ${httpUrl(config.host, port, '/graphql', config.tls?.cert !== undefined)}\n`);
  if (config.production) {
    const { sdl } = await readSupergraph(config.supergraphPath);
    sayWeakSettings(weakInGateway(config, subgraphsOf(sdl).map(addressed), currentEnvironment()), log);
  }
});

function readAlone(environment = currentEnvironment()): AloneConfig {
  const { own, ...rest } = readTogether({
    own: () => readGatewayConfig(environment),
    trust: () => readGatewayTrust(environment, { mustBeSet: environment.NODE_ENV === 'production' }),
    tls: () => readTls(environment, { mutual: false }),
  });
  return { ...own, ...rest };
}
