/** Starts the gateway alone: the subgraphs run elsewhere and are reached over HTTP. */

import { httpUrl, listen } from '../platform/http/listen.ts';
import { createLog } from '../platform/log/log.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { refuse, runProcess } from '../platform/process/run.ts';
import { type GatewayConfig, readGatewayConfig } from './config.ts';
import { buildGatewayServer } from './http.ts';
import { askOverHttp } from './readiness.ts';
import { httpAgent, httpDataSource } from './transport/http.ts';

let config: GatewayConfig;
try {
  config = readGatewayConfig();
} catch (error) {
  refuse(error);
}
const log = createLog({ level: config.logLevel, name: 'gateway' });

await runProcess(log, async (opened) => {
  const agent = httpAgent();
  opened.add('subgraph connections', () => agent.close());
  const addressed = ({ name, url }: { name: string; url: string }) => ({ name, url: config.urlOf(name) ?? url });
  const server = await buildGatewayServer({
    config,
    transport: (subgraph) => httpDataSource(addressed(subgraph), agent, log),
    askReadiness: (subgraph) => askOverHttp(agent)(addressed(subgraph)),
    log,
    metrics: createMetrics({ dataDir: config.dataDir }),
  });
  opened.add('gateway', () => server.close());
  const port = await listen(server.fastify, {
    host: config.host,
    port: config.port,
    variable: 'PORT',
    mayMove: config.portIsDefault && !config.production,
  });
  process.stdout.write(`gateway: ${httpUrl(config.host, port, '/graphql')}\n`);
});
