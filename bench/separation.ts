/**
 * `npm run bench:separation [-- --samples N|none --rounds N --memory ROWS,ROWS|none]`: the separation beside a plain COPY of the
 * same tables and beside inserts row by row, on a server of its own that is removed at the end; then how much memory it
 * holds for sources of several sizes.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { StartupError } from '../platform/errors/startup-error.ts';
import { createLog } from '../platform/log/log.ts';
import { type Cluster, startCluster } from '../platform/postgres/index.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { fillMonolith, ROWS_A_SAMPLE } from './separation/monolith.ts';
import { plainCopy, type RowByRow, rowByRow } from './separation/plain-copy.ts';
import { memoryTable, type Round, speedTable } from './separation/table.ts';
import { makeTargets, onServer } from './separation/targets.ts';
import { type Measured, runVerb } from './separation/verb.ts';

type Options = { samples: number; rounds: number; memory: number[] };

/** Samples whose rows are inserted one by one: about 20,000 rows. */
const ONE_BY_ONE = Math.round(20_000 / ROWS_A_SAMPLE);
const VERBS = ['copy', 'verify', 'sync'] as const;

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      samples: { type: 'string', default: '200000' },
      rounds: { type: 'string', default: '1' },
      memory: { type: 'string', default: '1000000,5000000' },
    },
  });
  const whole = (name: string, text: string): number => {
    const value = Number(text);
    if (!Number.isInteger(value) || value < 1 || value > 100_000_000) {
      throw new StartupError(`--${name} takes whole numbers from 1 on.`);
    }
    return value;
  };
  return {
    samples: values.samples === 'none' ? 0 : whole('samples', values.samples),
    rounds: whole('rounds', values.rounds),
    memory: values.memory === 'none' ? [] : values.memory.split(',').map((text) => whole('memory', text)),
  };
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** A database beside the five, on the same server. */
function databaseUrl(cluster: Cluster, name: string): string {
  const url = new URL(cluster.adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function monolith(cluster: Cluster, samples: number): Promise<{ url: string; rows: number; name: string }> {
  const name = `monolith_${samples}`;
  await onServer(cluster.adminUrl, `create database ${name}`);
  const url = databaseUrl(cluster, name);
  const rows = await fillMonolith(url, samples);
  await onServer(cluster.adminUrl, 'checkpoint');
  return { url, rows, name };
}

/** Copies, verifies and syncs into new databases. */
async function separate(
  cluster: Cluster,
  url: string,
  folder: string,
  suffix: string,
): Promise<Record<(typeof VERBS)[number], Measured>> {
  const targets = await makeTargets(cluster, suffix);
  try {
    const environment = { ...targets.environment, DATABASE_URL: url };
    const measured = {} as Record<(typeof VERBS)[number], Measured>;
    for (const verb of VERBS) {
      measured[verb] = await runVerb(verb, environment, folder);
      say(`  ${verb}: ${measured[verb].seconds.toFixed(1)} s`);
    }
    return measured;
  } finally {
    await targets.drop();
  }
}

async function plain(cluster: Cluster, url: string, suffix: string): Promise<number> {
  const targets = await makeTargets(cluster, suffix);
  try {
    const seconds = await plainCopy(url, targets.owners);
    say(`  plain COPY: ${seconds.toFixed(1)} s`);
    return seconds;
  } finally {
    await targets.drop();
  }
}

async function oneByOne(cluster: Cluster, url: string, together: boolean): Promise<RowByRow> {
  const targets = await makeTargets(cluster, `rows_${together}`);
  try {
    return await rowByRow(url, targets.owners, { share: ONE_BY_ONE, together });
  } finally {
    await targets.drop();
  }
}

/** The order of what is compared changes from round to round, so that a machine that slows down slows down both. */
async function measureRound(cluster: Cluster, url: string, folder: string, round: number): Promise<Round> {
  say(`round ${round + 1}`);
  await onServer(cluster.adminUrl, 'checkpoint');
  const first = round % 2 === 0 ? await plain(cluster, url, `plain_${round}`) : undefined;
  await onServer(cluster.adminUrl, 'checkpoint');
  const { copy, verify, sync } = await separate(cluster, url, folder, `separated_${round}`);
  await onServer(cluster.adminUrl, 'checkpoint');
  const plainSeconds = first ?? (await plain(cluster, url, `plain_${round}`));
  return { plain: plainSeconds, copy: copy.seconds, verify: verify.seconds, sync: sync.seconds };
}

async function measureSpeed(cluster: Cluster, folder: string, { samples, rounds }: Options): Promise<void> {
  const { url, rows, name } = await monolith(cluster, samples);
  say(`${rows} rows of ${samples} samples`);
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    measured.push(await measureRound(cluster, url, folder, round));
  }
  const single = { each: await oneByOne(cluster, url, false), together: await oneByOne(cluster, url, true) };
  say(`\n${speedTable(rows, measured, single)}\n`);
  await onServer(cluster.adminUrl, `drop database ${name}`);
}

async function measureMemory(cluster: Cluster, folder: string, sizes: readonly number[]): Promise<void> {
  const measured: { rows: number; peaks: Record<string, number | undefined> }[] = [];
  for (const size of sizes) {
    const { url, rows, name } = await monolith(cluster, Math.ceil(size / ROWS_A_SAMPLE));
    say(`${rows} rows`);
    const verbs = await separate(cluster, url, folder, `memory_${size}`);
    measured.push({
      rows,
      peaks: Object.fromEntries(VERBS.map((verb) => [verb, verbs[verb].peakMegabytes])),
    });
    await onServer(cluster.adminUrl, `drop database ${name}`);
  }
  say(`\n${memoryTable(measured)}`);
}

const log = createLog({ level: 'warn', name: 'bench' });

async function ownServer(opened: Opened): Promise<{ cluster: Cluster; folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-separation-'));
  opened.add('files', () => rm(folder, { recursive: true, force: true }));
  const cluster = await startCluster({ dataDir: join(folder, 'data'), log });
  opened.add('server', () => cluster.stop());
  return { cluster, folder };
}

try {
  const options = readOptions();
  await runProcess(log, async (opened) => {
    const { cluster, folder } = await ownServer(opened);
    if (options.samples > 0) {
      await measureSpeed(cluster, folder, options);
    }
    if (options.memory.length > 0) {
      await measureMemory(cluster, folder, options.memory);
    }
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
