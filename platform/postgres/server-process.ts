import { open, readFile, rename, stat } from 'node:fs/promises';
import { StartupError } from '../errors/startup-error.ts';
import type { Layout } from './layout.ts';
import type { Log } from './log.ts';
import { settles } from './poll.ts';
import { lastLines } from './run.ts';
import type { Runner } from './runner.ts';

export type ServerExit = {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Whether `stop` asked for it. */
  expected: boolean;
};

export type ServerProcess = {
  readonly pid: number;
  /** Resolves when the server has ended, for whatever reason; never rejects. */
  readonly exited: Promise<ServerExit>;
  /** The end of what it has logged since it was started. */
  logTail(): Promise<string>;
  stop(): Promise<void>;
};

export type Settings = Readonly<Record<string, string | number | boolean>>;

const LARGE_LOG = 10 * 1024 * 1024; // bytes
const FAST_MS = 60_000;
const IMMEDIATE_MS = 20_000;

/**
 * Starts the server on the layout's cluster, in a session of its own: Ctrl-C at the terminal reaches us, and we stop it when we
 * no longer need it. It writes to a file, not to us, so that it can go on writing should we be killed.
 */
export const startServer = async (
  layout: Layout,
  runner: Runner,
  settings: Settings,
  log: Log,
): Promise<ServerProcess> => {
  await rotate(layout);
  const output = await open(layout.log, 'a', 0o600);
  const logStart = (await output.stat()).size;
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = runner.start('postgres', ['-D', layout.cluster, ...options], {
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  });

  let stopping: Promise<void> | undefined;
  let running = true;
  const exited = new Promise<ServerExit>((resolve) => {
    const end = (code: number | null, signal: NodeJS.Signals | null) => {
      running = false;
      resolve({ code, signal, expected: stopping !== undefined });
    };
    child.once('exit', end);
    child.once('error', () => end(null, null));
  });
  await new Promise((resolve) => {
    child.once('spawn', resolve);
    child.once('error', resolve); // seen by the caller as an exit
  });
  await output.close();

  const stop = async (): Promise<void> => {
    child.kill('SIGINT'); // fast shutdown: roll back, disconnect, write a checkpoint
    if (await settles(exited, FAST_MS)) return;
    log.error(
      { pid: child.pid },
      'PostgreSQL does not stop; shutting it down at once, the next start will replay its log',
    );
    child.kill('SIGQUIT');
    if (!(await settles(exited, IMMEDIATE_MS))) throw new Error(`PostgreSQL (process ${child.pid}) does not stop`);
  };

  return {
    pid: child.pid ?? 0,
    exited,
    logTail: async () => lastLines((await readFile(layout.log)).subarray(logStart).toString(), 20),
    stop: () => (stopping ??= running ? stop() : Promise.resolve()),
  };
};

/** Nobody but us reads or trims this log; it is cut between two runs. */
const rotate = async (layout: Layout): Promise<void> => {
  const size = await stat(layout.log).then(
    (file) => file.size,
    () => 0,
  );
  if (size > LARGE_LOG) await rename(layout.log, layout.previousLog);
};

/** What a server that ended by itself is reported with. */
export const diedError = async (server: ServerProcess, layout: Layout): Promise<StartupError> => {
  const { code, signal } = await server.exited;
  return new StartupError(
    `PostgreSQL ended (${signal ?? `exit code ${code}`}); its log ${layout.log} says:\n${await server.logTail()}`,
    {
      code: 'POSTGRES_FAILED',
    },
  );
};
