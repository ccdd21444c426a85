import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { SILENT } from '../../../migrations/separation/report/progress.ts';
import type { VerifyReport } from '../../../migrations/separation/report/verify-report.ts';
import { openServer, type Server } from '../../../migrations/separation/session.ts';
import { parseSettings } from '../../../migrations/separation/settings.ts';
import { alone, type Separation } from '../../../migrations/separation/verbs/context.ts';
import { type CopyReport, copy } from '../../../migrations/separation/verbs/copy.ts';
import { verify } from '../../../migrations/separation/verbs/verify.ts';
import { services } from '../../../subgraphs/index.ts';
import { asAdmin, planOf, type TestDatabase, testDatabase } from '../../support/databases.ts';
import { type MonolithDatabase, monolithDatabase } from '../../support/monolith/database.ts';
import { createNastySchema, fillNasty, NASTY_CONFIG } from '../../support/monolith/nasty.ts';
import { type Exit, type RunningProcess, run, temporaryFolder } from '../../support/process.ts';

export type Ended = { code: number | null; output: string };

/** A monolith and five databases, and the command that takes it apart, in processes of its own. */
export type CommandLab = AsyncDisposable & {
  monolith: MonolithDatabase;
  /** What the command reads: DATABASE_URL, the URLs of the five databases. */
  environment: Record<string, string>;
  database(service: string): TestDatabase;
  /** Starts a verb; options follow it. `changed` replaces variables of the environment. */
  start(args: string[], changed?: Record<string, string>): RunningProcess;
  /** Runs a verb to its end. */
  separate(args: string[], changed?: Record<string, string>): Promise<Ended>;
  /** Starts the copy that kills itself after so many chunks: see dying-copy.ts. */
  dyingCopy(chunks: number): RunningProcess;
  /** The verbs within this process, which is quicker. */
  work<T>(verb: (separation: Separation) => Promise<T>): Promise<T>;
  copyHere(): Promise<CopyReport>;
  verifyHere(): Promise<VerifyReport>;
  /** Starts a verb, kills it where it waits for what another connection has locked, and lets that go. */
  killAt(args: string[], url: string, lock: string): Promise<void>;
  /** Ends the separation's connections to the source or to a service's database, as a restart of its server does. */
  endConnections(name: string): Promise<void>;
  /** Whatever a superuser does in a service's database. */
  byAdmin<T>(service: string, work: (client: Client) => Promise<T>): Promise<T>;
};

const COMMAND = 'migrations/separation/command.ts';
const DYING_COPY = 'test/separation/support/dying-copy.ts';
const CHUNK_ROWS = 50;
const PACE = ['--workers', '2', '--chunk-rows', String(CHUNK_ROWS)];

export type MonolithToSeparate = { settings: string; make(monolith: MonolithDatabase): Promise<void> };

export async function commandLab({ settings, make }: MonolithToSeparate): Promise<CommandLab> {
  const stack = new AsyncDisposableStack();
  const monolith = stack.use(await monolithDatabase());
  await make(monolith);
  const databases = new Map<string, TestDatabase>();
  for (const definition of services) {
    const database = await testDatabase(definition);
    stack.defer(() => database.drop());
    databases.set(definition.name, database);
  }
  const { path: folder } = stack.use(await temporaryFolder());
  const file = join(folder, 'separation.yaml');
  await writeFile(file, settings);
  const environment: Record<string, string> = { DATABASE_URL: monolith.url };
  for (const [name, { dbUrl, ownerUrl }] of databases) {
    environment[`${name.toUpperCase()}_DB_URL`] = dbUrl;
    environment[`${name.toUpperCase()}_DB_OWNER_URL`] = ownerUrl;
  }
  const database = (service: string): TestDatabase => databases.get(service) as TestDatabase;
  const start: CommandLab['start'] = (args, changed = {}) =>
    stack.use(run(COMMAND, { ...environment, ...changed }, ['--config', file, '--report', folder, ...PACE, ...args]));
  const work: CommandLab['work'] = async (verb) => {
    const targets = new Map<string, Server>();
    for (const { name } of services) {
      targets.set(name, await openServer(name, database(name).ownerUrl, 'X'));
    }
    const source = await openServer('source', monolith.url, 'DATABASE_URL');
    const runtimeRoles = new Map(services.map((each) => [each.name, planOf(each).runtime.user]));
    return alone({ source, targets, runtimeRoles }, { workers: 2, chunkRows: CHUNK_ROWS, progress: SILENT }, verb);
  };
  return {
    monolith,
    environment,
    database,
    start,
    separate: (args, changed) => ended(start(args, changed)),
    dyingCopy: (chunks) => stack.use(run(DYING_COPY, environment, [file, String(CHUNK_ROWS), String(chunks)])),
    work,
    copyHere: () => work((separation) => copy(separation, parseSettings(settings))),
    verifyHere: () => work(verify),
    killAt: async (args, url, lock) => {
      await using held = await hold(url, lock);
      const running = start(args);
      await Promise.race([held.wanted(), running.exit]);
      const exit = await running.stop('SIGKILL');
      if (exit.signal !== KILLED.signal) {
        throw new Error(`It was to be killed, and ended by itself:\n${running.output()}`);
      }
      // The server notices that nobody is there to be answered. Let go before, it would do what was asked.
      await held.unwanted();
    },
    endConnections: (name) => endConnections(name === 'source' ? monolith.name : database(name).name),
    byAdmin: (service, admin) => asAdmin(admin, database(service).name),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

export async function ended(running: RunningProcess): Promise<Ended> {
  const { code } = await running.exit;
  return { code, output: running.output() };
}

/** What holds something locked until it is let go. */
export type Held = AsyncDisposable & {
  /** Resolves when somebody waits for it. */
  wanted(): Promise<void>;
  /** Resolves when nobody does any more. */
  unwanted(): Promise<void>;
};

/** Between two looks, so that these do not take the processor from whom they wait for. */
const LOOK_MS = 20;

/** Not pg_stat_activity: what that says stays the same within a transaction. */
const WAITING =
  'select exists (select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))) as waiting';

/** Locks a table so that whoever comes to it waits there: a place to kill a process at, or to work beside it. */
export async function hold(url: string, lock: string): Promise<Held> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  await client.query(`begin; ${lock}`);
  const until = async (wanted: boolean): Promise<void> => {
    const { rows } = await client.query<{ waiting: boolean }>(WAITING);
    if (rows[0]?.waiting !== wanted) {
      await setTimeout(LOOK_MS);
      await until(wanted);
    }
  };
  return {
    wanted: () => until(true),
    unwanted: () => until(false),
    [Symbol.asyncDispose]: () => client.end(),
  };
}

/** What a process that was killed ends with. */
export const KILLED: Exit = { code: null, signal: 'SIGKILL' };

async function endConnections(database: string): Promise<void> {
  await asAdmin((client) =>
    client.query(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where datname = $1 and application_name = 'nanopore-separation'`,
      [database],
    ),
  );
}

/** What a process said last: its sentence, where it failed. */
export const lastLine = (running: RunningProcess): string => running.output().trimEnd().split('\n').at(-1) ?? '';

/** The nasty monolith, small, with the settings that fit it. */
export const nastyLab = (samples = 40): Promise<CommandLab> =>
  commandLab({
    settings: NASTY_CONFIG,
    make: async (monolith) => {
      await createNastySchema(monolith);
      await fillNasty(monolith, { samples });
    },
  });

/** Over all services. */
export async function chunksCommitted(lab: CommandLab): Promise<number> {
  let chunks = 0;
  for (const { name } of services) {
    chunks += await lab.byAdmin(name, async (client) => {
      const { rows } = await client.query<{ there: boolean }>(
        `select to_regclass('separation.chunks') is not null as there`,
      );
      return rows[0]?.there ? (await client.query('select from separation.chunks')).rows.length : 0;
    });
  }
  return chunks;
}

/**
 * Copies with processes that are each killed after their first chunk, until one finds nothing to copy and ends by
 * itself. Returns how many were killed.
 */
export async function killedAfterEveryChunk(
  lab: CommandLab,
  afterKill: (kills: number) => Promise<unknown>,
): Promise<number> {
  for (let kills = 0; ; kills++) {
    const before = await chunksCommitted(lab);
    const running = lab.dyingCopy(1);
    const { code, signal } = await running.exit;
    const committed = (await chunksCommitted(lab)) - before;
    if (code === 0 && committed === 0) {
      return kills;
    }
    // Two workers are at work: the other one's chunk may have been committed as well.
    if (signal !== KILLED.signal || committed < 1 || committed > 2) {
      throw new Error(`Ended with ${code ?? signal} after ${committed} chunks:\n${running.output()}`);
    }
    await afterKill(kills);
  }
}
