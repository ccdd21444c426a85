/**
 * `npm run bench:events [-- --writers N --seconds N --rounds N]`: what events cost the transactions that make them. Writers
 * of the samples service at work, with events and without, in turns on one durable server that is removed at the end.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { migrateUp } from '../platform/database/migrate.ts';
import { createOrm } from '../platform/database/orm.ts';
import { StartupError } from '../platform/errors/startup-error.ts';
import { TRIGGER_PREFIX } from '../platform/events/triggers.ts';
import { createLog } from '../platform/log/log.ts';
import { type Opened, refuse, runProcess } from '../platform/process/run.ts';
import { startEmbeddedDatabases } from '../platform/service/embedded-databases.ts';
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

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function database(opened: Opened): Promise<{ dbUrl: string; ownerUrl: string }> {
  const log = createLog({ level: 'warn', name: 'bench' });
  const dataDir = await mkdtemp(join(tmpdir(), 'nanopore-bench-'));
  opened.add('data', () => rm(dataDir, { recursive: true, force: true }));
  const { cluster, urls } = await startEmbeddedDatabases([samples], { dataDir, reader: 'bench_reader', log });
  opened.add('server', () => cluster.stop());
  const found = urls.get(samples.name) as { dbUrl: string; ownerUrl: string };
  await migrateUp(samples, found.ownerUrl, decodeURIComponent(new URL(found.dbUrl).username));
  return found;
}

/** Turns the triggers of events on or off, in a transaction: no change is half of each. */
async function switchEvents(owner: Client, on: boolean): Promise<void> {
  await owner.query('begin');
  for (const { table } of samples.events.tables) {
    for (const event of ['insert', 'update', 'delete']) {
      await owner.query(`alter table "${table}" ${on ? 'enable' : 'disable'} trigger ${TRIGGER_PREFIX}${event}`);
    }
  }
  await owner.query('commit');
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
    const { dbUrl, ownerUrl } = await database(opened);
    const connections = Math.min(writers, MOST_CONNECTIONS);
    const orm = await createOrm(samples, { url: dbUrl, pool: { min: connections, max: connections }, unhurried: true });
    opened.add('database', () => orm.close(true));
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    opened.add('owner', () => owner.end());
    const ids = await samplesFor(orm, writers);
    await work(orm, ids, 3_000, true);
    const taken = { off: new Map<string, number[]>(), on: new Map<string, number[]>() };
    for (let round = 0; round < rounds * 2; round++) {
      // on off, off on, on off …: whatever grows meanwhile weighs on both alike.
      const on = (round + (round >> 1)) % 2 === 0;
      await switchEvents(owner, on);
      for (const [name, times] of await work(orm, ids, seconds * 1_000, on)) {
        const before = taken[on ? 'on' : 'off'];
        before.set(name, [...(before.get(name) ?? []), ...times]);
      }
    }
    say(`${writers} writers, ${connections} connections`);
    report(taken.off, taken.on);
    const { rows } = await owner.query<{ events: string }>('select count(*) as events from event_outbox');
    say(`events in the outbox: ${rows[0]?.events}`);
    await opened.close();
  });
} catch (error) {
  refuse(error);
}
