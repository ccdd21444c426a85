/** Starts the gateway alone: the subgraphs run elsewhere and are reached over HTTP. */

import { canReread } from '../platform/config/env-file.ts';
import { httpUrl, listen } from '../platform/http/listen.ts';
import { createLog, rereadLevel } from '../platform/log/log.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { refuse, runProcess } from '../platform/process/run.ts';
import { identifyBy } from './authentication/identify.ts';
import { type GatewayConfig, readGatewayConfig } from './config.ts';
import { buildGatewayServer } from './http.ts';
import { askOverHttp, readinessAgent } from './readiness.ts';
import { httpTransport } from './transport/http-transport.ts';

let config: GatewayConfig;
try {
  config = readGatewayConfig();
} catch (error) {
  refuse(error);
}
const log = createLog({ level: config.logLevel, name: 'gateway' });

await runProcess(log, async (opened) => {
  const agent = readinessAgent();
  opened.add('readiness connections', () => agent.close());
  const metrics = createMetrics({ dataDir: config.dataDir });
  const subgraphs = httpTransport({ settings: config.transport, log, metrics: metrics.fetches });
  opened.add('subgraph connections', () => subgraphs.close());
  const addressed = ({ name, url }: { name: string; url: string }) => ({ name, url: config.urlOf(name) ?? url });
  const server = await buildGatewayServer({
    config,
    identify: identifyBy(config.authentication, log),
    transport: (subgraph) => subgraphs.transport(addressed(subgraph)),
    askReadiness: (subgraph) => askOverHttp(agent)(addressed(subgraph)),
    log,
    metrics,
  });
  opened.add('gateway', () => server.close());
  opened.onHangUp(canReread() ? () => rereadLevel(readGatewayConfig(), log) : undefined);
  const port = await listen(server.fastify, {
    host: config.host,
    port: config.port,
    variable: 'PORT',
    mayMove: config.portIsDefault && !config.production,
  });
  process.stdout.write(`gateway: ${httpUrl(config.host, port, '/graphql')}\n`);
});
