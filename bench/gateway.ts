/**
 * `npm run bench [-- --rounds N --seconds N --clients N --only NAME --identity]`: the gateway beside the stock gateway and beside
 * joins written by hand, over subgraphs that answer at once. All take turns in each round. A second one of the same gateway
 * asks who calls: it checks their tokens and the scopes of what they ask for, and vouches for them towards the subgraphs.
 */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { composeSupergraph } from '../schema/composition.ts';
import { type Contender, insistOnEqualAnswers, measureRounds } from './gateway/contenders.ts';
import { identities, scoped } from './gateway/identities.ts';
import { costPerEntity } from './gateway/per-entity.ts';
import { type Started, start } from './gateway/process.ts';
import { requestOf, SCENARIOS, type Scenario, SUBGRAPHS } from './gateway/scenarios.ts';
import { shareOf } from './gateway/share.ts';
import { printTable } from './gateway/table.ts';

const GATEWAY_CORE = 0;
const OTHER_CORE = 1;
const OURS = 'this gateway';
const WITH_IDENTITIES = 'this gateway, asking who calls';
const STOCK = 'stock gateway';

type Options = {
  rounds: number;
  seconds: number;
  clients: number;
  scenarios: readonly Scenario[];
  /** Nothing but what asking who calls costs. */
  identityAlone: boolean;
};

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '5' },
      clients: { type: 'string', default: '16' },
      only: { type: 'string', default: '' },
      identity: { type: 'boolean', default: false },
    },
  });
  const whole = (name: 'rounds' | 'seconds' | 'clients'): number => {
    const value = Number(values[name]);
    if (!Number.isInteger(value) || value < 1 || value > 1_000) {
      throw new StartupError(`--${name} takes a whole number from 1 to 1000.`);
    }
    return value;
  };
  const scenarios = SCENARIOS.filter(({ name }) => name.includes(values.only));
  if (scenarios.length === 0) {
    throw new StartupError(`--only takes a part of: ${SCENARIOS.map(({ name }) => name).join('; ')}.`);
  }
  return {
    rounds: whole('rounds'),
    seconds: whole('seconds'),
    clients: whole('clients'),
    scenarios,
    identityAlone: values.identity,
  };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const here = (file: string): string => join(import.meta.dirname, file);

async function startAll(opened: Opened, pinned: boolean, identityAlone: boolean): Promise<Contender[]> {
  const core = (which: number): number | undefined => (pinned ? which : undefined);
  const started = async (name: string, options: Parameters<typeof start>): Promise<Started> => {
    const running = await start(...options);
    opened.add(name, () => running.stop());
    return running;
  };
  const known = await identities(opened);
  const subgraphs = await started('subgraphs', [
    [here('gateway/fixed-subgraphs.ts'), ...known.subgraphKeys],
    { core: core(OTHER_CORE), until: /^\{.*\}$/m },
  ]);
  const ports = JSON.parse(subgraphs.said[0]) as Record<string, number>;
  const urls = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, `http://127.0.0.1:${port}/`]));
  const folder = await mkdtemp(join(tmpdir(), 'nanopore-bench-'));
  opened.add('folder', () => rm(folder, { recursive: true }));
  const composed = async (file: string, written: (sdl: string) => string): Promise<string> => {
    const { supergraph, problems } = composeSupergraph(
      Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: urls[name] as string, sdl: written(sdl) })),
    );
    if (supergraph === undefined) {
      throw new Error(JSON.stringify(problems));
    }
    await writeFile(join(folder, file), supergraph);
    return join(folder, file);
  };
  const path = await composed('supergraph.graphql', (sdl) => sdl);
  const contender = async (name: string, args: string[], env: Record<string, string>, until: RegExp) => {
    const running = await started(name, [args, { core: core(GATEWAY_CORE), env, cwd: folder, until }]);
    return { name, url: running.said[1] as string, processes: [running] };
  };
  const ours = (name: string, supergraphPath: string, env: Record<string, string>) =>
    contender(
      name,
      [here('../gateway/server.ts')],
      {
        SUPERGRAPH_PATH: supergraphPath,
        HOST: '127.0.0.1',
        PORT: '0',
        SUBGRAPH_SHARED_FETCHES: 'off',
        RATE_ADDRESS_PER_SECOND: '0',
        RATE_COST_PER_SECOND: '0',
        LOG_LEVEL: 'warn',
        ...env,
      },
      /gateway: (http:\S+)/,
    );
  const own = [
    // As the others: nobody is asked who they are.
    await ours(OURS, path, { AUTH_MODE: 'none', AUTH_MODE_NONE_IN_PRODUCTION: 'yes' }),
    {
      ...(await ours(WITH_IDENTITIES, await composed('scoped.graphql', scoped), known.env)),
      headersOf: known.headersOf,
    },
  ];
  if (identityAlone) {
    return own;
  }
  return [
    ...own,
    await contender(STOCK, [here('gateway/stock.ts'), path], {}, /listening: (http:\S+)/),
    await contender('written by hand', [here('gateway/by-hand.ts'), JSON.stringify(urls)], {}, /listening: (http:\S+)/),
  ];
}

async function sayCostPerEntity(rounds: number): Promise<void> {
  const { supergraph } = composeSupergraph(
    Object.entries(SUBGRAPHS).map(([name, sdl]) => ({ name, url: `http://${name}.example`, sdl })),
  );
  const costs = await costPerEntity(supergraph as string, requestOf(SCENARIOS[0] as Scenario, 'the same'), rounds);
  say('\ncost of an entity: executor and JSON alone\n');
  say('| entities | CPU µs an entity |');
  say('| --- | --- |');
  for (const { count, microseconds } of costs) {
    say(`| ${count} | ${microseconds.toFixed(2)} |`);
  }
}

try {
  const options = readOptions();
  const log = createLog({ level: 'warn', name: 'bench' });
  await runProcess(log, async (opened) => {
    const pinned = spawnSync('taskset', ['-V']).status === 0;
    if (pinned) {
      spawnSync('taskset', ['-cp', String(OTHER_CORE), String(process.pid)]);
    }
    const contenders = await startAll(opened, pinned, options.identityAlone);
    say(
      `${options.clients} clients, ${options.rounds} rounds of ${options.seconds} s each; ` +
        (pinned ? 'the gateway has a core, load and subgraphs have another' : 'not pinned: there is no taskset'),
    );
    for (const scenario of options.scenarios) {
      await insistOnEqualAnswers(contenders, requestOf(scenario, 'the same'));
      const seeded = (i: number): object => requestOf(scenario, `seed ${i}`);
      const measured = await measureRounds(contenders, seeded, options);
      printTable(scenario.name, options.identityAlone ? OURS : STOCK, measured, say);
      const [ours, withIdentities] = contenders as [Contender, Contender];
      const { share, least, most } = await shareOf(withIdentities, ours, seeded, options);
      const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
      say(`\nasking who calls: ${percent(share)} more CPU a request (${percent(least)} to ${percent(most)} in fifths)`);
    }
    if (!options.identityAlone) {
      await sayCostPerEntity(options.rounds);
    }
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
