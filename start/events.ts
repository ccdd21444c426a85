/**
 * `npm run events -- status|parked|retry [--json]`: how far the events of each service are delivered, which were refused
 * too often and why, and another try for them. See docs/events.md.
 */
import { Command } from 'commander';
import { StartupError } from '../platform/errors/startup-error.ts';
import { openConnection } from '../platform/events/connection.ts';
import { type Lag, readLag } from '../platform/events/relay/lag.ts';
import { type ParkedEvent, readParked, retry } from '../platform/events/relay/parked.ts';
import { createLog } from '../platform/log/log.ts';
import { refuse } from '../platform/process/run.ts';
import { readServicesConfig } from '../platform/service/config.ts';
import { withDatabases } from '../platform/service/reach-databases.ts';
import { BACKUP_READER, services } from '../subgraphs/index.ts';

type Query = Awaited<ReturnType<typeof openConnection>>['query'];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const tell = (json: boolean, value: unknown, lines: () => string[]): void =>
  json ? say(JSON.stringify(value, null, 2)) : lines().forEach(say);

/** Asks the database of each service, in their order. */
async function ofEach<T>(work: (query: Query, service: string) => Promise<T[]>): Promise<(T & { service: string })[]> {
  const config = readServicesConfig(services, undefined, 'migrate');
  const embedded = { all: services, reader: BACKUP_READER, log: createLog({ level: 'warn', name: 'events' }) };
  return withDatabases(config, services, embedded, async (urls) => {
    const all: (T & { service: string })[] = [];
    for (const service of services) {
      const connection = await openConnection(urls(service).dbUrl, 'nanopore-events');
      try {
        const rows = await work(connection.query, service.name);
        all.push(...rows.map((row) => ({ service: service.name, ...row })));
      } finally {
        await connection.close();
      }
    }
    return all;
  });
}

const COLUMNS = ['service', 'subscriber', 'waiting', 'oldest', 'refused', 'parked', 'relayed', 'lost'];

function statusLines(lags: readonly (Lag & { service: string })[]): string[] {
  const cells = lags.map((lag) => [
    lag.service,
    lag.subscriber,
    String(lag.waiting),
    lag.waiting === 0 ? '–' : age(lag.oldestSeconds),
    String(lag.deferred),
    String(lag.parked),
    String(lag.relayed),
    String(lag.lost),
  ]);
  const parked = lags.filter(({ parkedReason }) => parkedReason !== null);
  return [
    ...table([COLUMNS, ...cells]),
    ...parked.map(
      ({ service, subscriber, parkedReason }) => `${subscriber} gets nothing of ${service}: ${parkedReason}`,
    ),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = COLUMNS.map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] as number) : cell.padStart(widths[i] as number)))
      .join('  ')
      .trimEnd(),
  );
}

function age(seconds: number): string {
  const [unit, size] =
    seconds < 120 ? ['s', 1] : seconds < 7_200 ? ['min', 60] : seconds < 172_800 ? ['h', 3_600] : ['d', 86_400];
  return `${Math.floor(seconds / (size as number))} ${unit}`;
}

const parkedLines = (events: readonly (ParkedEvent & { service: string })[]): string[] =>
  events.length === 0
    ? ['No event is parked.']
    : events.flatMap(({ service, subscriber, id, type, subject, time, attempts, reason, behind }) => [
        `${id}  ${type}  ${subject}  of ${time}`,
        `  ${subscriber} refused it ${attempts} times (database of ${service}): ${reason}`,
        ...(behind === 0 ? [] : [`  ${behind} later event(s) of its subject wait`]),
      ]);

const program = new Command('events').description('Events on their way between the services.');
program
  .command('status')
  .description('how far each subscriber is')
  .option('--json')
  .action(async ({ json = false }: { json?: boolean }) => {
    const lags = await ofEach((query) => readLag(query));
    tell(json, lags, () => statusLines(lags));
  });
program
  .command('parked')
  .description('events that were refused too often, and why')
  .option('--json')
  .action(async ({ json = false }: { json?: boolean }) => {
    const events = await ofEach((query) => readParked(query));
    tell(json, events, () => parkedLines(events));
  });
program
  .command('retry')
  .argument('[id]', 'one event')
  .description('tries parked events again, and subscribers that are parked')
  .option('--all', 'all of them')
  .option('--json')
  .action(async (id: string | undefined, { all = false, json = false }: { all?: boolean; json?: boolean }) => {
    if ((id === undefined) !== all) {
      throw new StartupError('Say which event by its id, as `npm run events -- parked` shows it, or --all.');
    }
    const done = await ofEach(async (query) => [await retry(query, id)]);
    const sum = (of: 'events' | 'subscribers'): number => done.reduce((count, each) => count + each[of], 0);
    if (id !== undefined && sum('events') === 0) {
      throw new StartupError(`No event ${id} is parked.`);
    }
    const result = { events: sum('events'), subscribers: sum('subscribers') };
    tell(json, result, () => [
      `Tried again as soon as the relay looks: ${result.events} event(s), ${result.subscribers} subscriber(s).`,
    ]);
  });

await program.parseAsync().catch(refuse);
