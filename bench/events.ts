/**
 * `npm run bench:events [-- --writers N --seconds N --rounds N]`: what events cost the transactions that make them. Writers
 * of the samples service at work, in turns on a database with events and on one without, on one durable server that is
 * removed at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { MikroORM } from '@mikro-orm/postgresql';
import { Client } from 'pg';
import { migrateUp } from '../platform/database/migrate.ts';
import { createOrm } from '../platform/database/orm.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { stopEmitting } from '../platform/events/triggers.ts';
import { createLog } from '../platform/log/log.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import type { ServiceDefinition } from '../platform/service/definition.ts';
import { type DatabaseUrls, startEmbeddedDatabases } from '../platform/service/embedded-databases.ts';
import { samples } from '../subgraphs/samples/service.ts';
import { namesOfTransactions, samplesFor, type Taken, work } from './events/business.ts';

type Options = { writers: number; seconds: number; rounds: number };

function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      writers: { type: 'string', default: '200' },
      seconds: { type: 'string', default: '1' },
      rounds: { type: 'string', default: '20' },
    },
  });
  const number = (name: keyof typeof values): number => {
    const value = Number(values[name]);
    if (!(value > 0 && value <= 10_000) || (name !== 'seconds' && !Number.isInteger(value))) {
      throw new StartupError(`--${name} takes a number above 0, and a whole one unless it is of seconds.`);
    }
    return value;
  };
  return { writers: number('writers'), seconds: number('seconds'), rounds: number('rounds') };
}

/** Whoever has none of them waits for one, which nobody does for longer than two seconds. */
const MOST_CONNECTIONS = 100;

const WARM_UP_MS = 5_000;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** The same service on a database whose changes are no events. */
const SILENT: ServiceDefinition = { ...samples, name: 'silent', database: 'nanopore_samples_silent' };

type Lab = { orm: MikroORM; sampleIds: string[]; owner: Client };

async function database(
  definition: ServiceDefinition,
  urls: DatabaseUrls,
  writers: number,
  opened: Opened,
): Promise<Lab> {
  await migrateUp(definition, urls.ownerUrl, decodeURIComponent(new URL(urls.dbUrl).username));
  const owner = new Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  opened.add(`owner of ${definition.database}`, () => owner.end());
  for (const statement of definition === SILENT ? SILENT.events.tables.flatMap(stopEmitting) : []) {
    await owner.query(statement);
  }
  const connections = Math.min(writers, MOST_CONNECTIONS / 2);
  const orm = await createOrm(definition, { url: urls.dbUrl, pool: { min: connections, max: connections } });
  opened.add(definition.database, () => orm.close(true));
  return { orm, owner, sampleIds: await samplesFor(orm, writers) };
}

async function databases(writers: number, opened: Opened): Promise<{ on: Lab; off: Lab }> {
  const log = createLog({ level: 'warn', name: 'bench' });
  const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-bench-'));
  opened.add('data', () => rm(dataDir, { recursive: true, force: true }));
  const { cluster, urls } = await startEmbeddedDatabases([samples, SILENT], { dataDir, reader: 'bench_reader', log });
  opened.add('server', () => cluster.stop());
  const lab = (definition: ServiceDefinition): Promise<Lab> =>
    database(definition, urls.get(definition.name) as DatabaseUrls, writers, opened);
  return { on: await lab(samples), off: await lab(SILENT) };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function report(without: Taken, withEvents: Taken): void {
  const all = (taken: Taken): number[] => [...taken.values()].flat();
  const row = (name: string, [off, on]: [readonly number[], readonly number[]]): string => {
    const [a, b] = [percentile(off, 0.5), percentile(on, 0.5)];
    const numbers = [
      a.toFixed(1),
      b.toFixed(1),
      (b / a).toFixed(3),
      percentile(off, 0.95).toFixed(1),
      percentile(on, 0.95).toFixed(1),
    ];
    return `${name.padEnd(16)}${numbers.map((text) => text.padStart(10)).join('')}`;
  };
  say(
    `${'ms'.padEnd(16)}${['p50 off', 'p50 on', 'ratio', 'p95 off', 'p95 on'].map((text) => text.padStart(10)).join('')}`,
  );
  for (const name of namesOfTransactions) {
    say(row(name, [without.get(name) ?? [], withEvents.get(name) ?? []]));
  }
  say(row('all', [all(without), all(withEvents)]));
  say(`transactions: ${all(without).length} without events, ${all(withEvents).length} with them`);
}

try {
  const { writers, seconds, rounds } = readOptions();
  await runProcess(createLog({ level: 'warn', name: 'bench' }), async (opened) => {
    const labs = await databases(writers, opened);
    const taken = { off: new Map<string, number[]>(), on: new Map<string, number[]>() };
    const turn = async (events: 'on' | 'off', milliseconds: number): Promise<Taken> =>
      work(labs[events].orm, labs[events].sampleIds, milliseconds, events === 'on');
    // Nobody's plans are made while it counts.
    await turn('off', WARM_UP_MS);
    await turn('on', WARM_UP_MS);
    for (let round = 0; round < rounds * 2; round++) {
      // on off, off on, on off …: whatever grows meanwhile weighs on both alike.
      const events = (round + (round >> 1)) % 2 === 0 ? 'on' : 'off';
      for (const [name, times] of await turn(events, seconds * 1_000)) {
        taken[events].set(name, [...(taken[events].get(name) ?? []), ...times]);
      }
    }
    say(`${writers} writers`);
    report(taken.off, taken.on);
    const { rows } = await labs.on.owner.query<{ events: string }>('select count(*) as events from event_outbox');
    say(`events in the outbox: ${rows[0]?.events}`);
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
