/**
 * `npm run bench:journey [-- --samples N --rounds N --seconds N --clients N]`: the sample journey from end to end, with
 * real databases: the single topology and the distributed one beside one statement on a monolith that holds the same rows.
 */
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { startCluster } from '../platform/postgres/index.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { services } from '../subgraphs/index.ts';
import { type Contender, insistOnEqualAnswers, measureRounds } from './gateway/contenders.ts';
import { start } from './gateway/process.ts';
import { printTable } from './gateway/table.ts';
import { fillMonolith } from './journey/monolith.ts';
import { makeTargets, onServer } from './separation/targets.ts';

const JOURNEY = readFileSync(join(import.meta.dirname, '../schema/operations/sample-journey.graphql'), 'utf8');
const MINUTE_MS = 60_000;
const here = (file: string): string => join(import.meta.dirname, file);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Each page is another one, and has its 20 samples. */
const requestOf = (i: number): object => ({
  operationName: 'SampleJourney',
  query: JOURNEY,
  variables: { first: 20, filter: { submittedBefore: new Date(Date.now() - (i % 5_000) * MINUTE_MS).toISOString() } },
});

function readOptions() {
  const { values } = parseArgs({
    options: {
      samples: { type: 'string', default: '20000' },
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '16' },
    },
  });
  const whole = (name: keyof typeof values): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > 1_000_000) {
      throw new StartupError(`--${name} takes a whole number from 1 to 1000000.`);
    }
    return value;
  };
  return {
    samples: whole('samples'),
    rounds: whole('rounds'),
    seconds: whole('seconds'),
    clients: whole('clients'),
  };
}

/** Five databases with a lab in them, and a monolith with the same rows. */
async function databases(opened: Opened, samples: number) {
  const folder = await mkdtemp(join(tmpdir(), 'bench-journey-'));
  opened.add('files', () => rm(folder, { recursive: true, force: true }));
  const log = createLog({ level: 'warn', name: 'bench' });
  const cluster = await startCluster({ dataDir: join(folder, 'data'), log });
  opened.add('server', () => cluster.stop());
  const targets = await makeTargets(cluster, 'journey');
  const environment = { ...targets.environment, DATA_DIR: folder, NODE_ENV: 'development', SEED: 'none' };
  const filling = await start([here('data.ts'), '--samples', String(samples)], {
    core: undefined,
    env: environment,
    until: /config: \d+ s/,
  });
  await filling.ended;
  await onServer(cluster.adminUrl, 'create database monolith');
  const monolith = new URL(cluster.adminUrl);
  monolith.pathname = '/monolith';
  await fillMonolith(monolith.href, targets.owners);
  await onServer(cluster.adminUrl, 'checkpoint');
  return { environment, monolith: monolith.href };
}

async function contenders(opened: Opened, environment: Record<string, string>, monolith: string): Promise<Contender[]> {
  const anyPort = Object.fromEntries(services.map(({ name }) => [`${name.toUpperCase()}_PORT`, '0']));
  const common = {
    ...environment,
    ...anyPort,
    PORT: '0',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'warn',
    SUBGRAPH_SHARED_FETCHES: 'off',
    RATE_ADDRESS_PER_SECOND: '0',
    // As the monolith, which asks nobody who they are.
    AUTH_MODE: 'none',
  };
  const started = async (name: string, args: string[], env: Record<string, string>, until: RegExp) => {
    const running = await start(args, { core: undefined, env, until });
    opened.add(name, () => running.stop());
    return running;
  };
  const urls: Record<string, string> = {};
  const running = await Promise.all(
    services.map(async ({ name }) => {
      const prefix = name.toUpperCase();
      const own = { ...common, [`${prefix}_PORT`]: '0' };
      const service = await started(name, [here(`../subgraphs/${name}/server.ts`)], own, /: (http:\S+\/graphql)/);
      urls[`${prefix}_URL`] = service.said[1] as string;
      return service;
    }),
  );
  const single = await started('single', [here('../start.ts')], common, /(http:\S+\/graphql)/);
  const gateway = await started(
    'gateway',
    [here('../gateway/server.ts')],
    { ...common, ...urls },
    /gateway: (http:\S+)/,
  );
  const one = await started('monolith', [here('journey/monolith-server.ts'), monolith], {}, /listening: (http:\S+)/);
  return [
    { name: 'one statement on a monolith', url: one.said[1] as string, processes: [one] },
    { name: 'single topology', url: single.said[1] as string, processes: [single] },
    { name: 'distributed topology', url: gateway.said[1] as string, processes: [gateway, ...running] },
  ];
}

try {
  const options = readOptions();
  await runProcess(createLog({ level: 'warn', name: 'bench' }), async (opened) => {
    const { environment, monolith } = await databases(opened, options.samples);
    const all = await contenders(opened, environment, monolith);
    say(
      `${options.samples} samples, ${options.clients} clients, ${options.rounds} rounds of ${options.seconds} s each`,
    );
    await insistOnEqualAnswers(all, requestOf(1));
    printTable(
      'the sample journey: 20 samples with steps, extractions and trail',
      all[0]?.name as string,
      await measureRounds(all, requestOf, options),
      say,
    );
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
