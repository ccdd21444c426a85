/**
 * `npm run bench:lists [-- --rounds N]`: how long the lists of a filled lab take through the gateway, in process, one
 * after the other: percentiles over rounds that each ask for something else. Fill it first: `npm run bench:data`.
 */
import { parseArgs } from 'node:util';
import { readSingleConfig } from '../config.ts';
import { buildGatewayServer } from '../gateway/http.ts';
import { localTransport } from '../gateway/transport/local-transport.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { type LocalExecutor, localExecutor } from '../platform/graphql/in-process.ts';
import { DEMONSTRATION_ACTOR } from '../platform/identity/demonstration.ts';
import { createLog } from '../platform/log/log.ts';
import { createMetrics } from '../platform/metrics/metrics.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { openService } from '../platform/service/open.ts';
import { provideSecrets } from '../platform/service/secrets.ts';
import { provideDatabases } from '../start/databases.ts';
import { services } from '../subgraphs/index.ts';
import { LISTS, type Question } from './lists/questions.ts';

type Ask = (question: Question) => Promise<{ data: Record<string, unknown>; errors?: unknown[] }>;

const log = createLog({ level: 'warn', name: 'bench' });

/** The gateway over the five services, in this process. */
async function openGraph(opened: Opened): Promise<Ask> {
  const config = readSingleConfig();
  const databases = await provideDatabases(services, { ...config, seed: 'none' }, opened, log);
  const executors = new Map<string, LocalExecutor>();
  for (const definition of services) {
    const access = { ...databases.urlsOf(definition), replicaUrls: [], pool: definition.pool };
    const secrets = await provideSecrets(definition, config);
    const { lab, production } = config;
    const service = await openService(definition, access, { mayMigrate: !production, lab, secrets, log });
    opened.add(`${definition.name} database`, () => service.close());
    executors.set(definition.name, localExecutor(service.subgraph, log));
  }
  const metrics = createMetrics({ dataDir: config.dataDir });
  const options = { settings: config.gateway.transport, log, metrics: metrics.fetches };
  const { transport, close } = localTransport(executors, options);
  opened.add('transport', close);
  const server = await buildGatewayServer({
    config: config.gateway,
    transport,
    identify: () => DEMONSTRATION_ACTOR,
    askReadiness: async () => {
      throw new Error('Nobody asks a benchmark whether it is ready.');
    },
    metrics,
    log,
  });
  opened.add('gateway', () => server.close());
  return async (question) => {
    const { body } = await server.fastify.inject({ method: 'POST', url: '/graphql', payload: question });
    return JSON.parse(body);
  };
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] as number;

async function measure(ask: Ask, question: (round: number) => Question, rounds: number): Promise<number[]> {
  const times: number[] = [];
  // The first few fill caches, and let PostgreSQL decide on the plans it keeps.
  for (let round = -WARM_UP; round < rounds; round++) {
    const started = performance.now();
    const { errors } = await ask(question(round + WARM_UP));
    if (errors !== undefined) {
      throw new Error(JSON.stringify(errors));
    }
    if (round >= 0) {
      times.push(performance.now() - started);
    }
  }
  return times.sort((a, b) => a - b);
}

const WARM_UP = 10;

try {
  const { values } = parseArgs({ options: { rounds: { type: 'string', default: '40' }, only: { type: 'string' } } });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1 || rounds > 10_000) {
    throw new StartupError('--rounds takes a whole number, from 1 to 10000.');
  }
  await runProcess(log, async (opened) => {
    const ask = await openGraph(opened);
    const { data } = await ask({ query: '{ samples(first: 0) { totalCount } }' });
    const samples = (data.samples as { totalCount: number }).totalCount;
    process.stdout.write(`${samples} samples that are not deleted, ${rounds} rounds each\n\n`);
    process.stdout.write('| what | p50 ms | p95 ms |\n|---|---|---|\n');
    for (const [name, question] of Object.entries(LISTS)) {
      if (name.includes(values.only ?? '')) {
        const times = await measure(ask, question, rounds);
        process.stdout.write(
          `| ${name} | ${percentile(times, 0.5).toFixed(1)} | ${percentile(times, 0.95).toFixed(1)} |\n`,
        );
      }
    }
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
