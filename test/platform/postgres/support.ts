import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { type Cluster, type ClusterOptions, startCluster } from '../../../platform/postgres/index.ts';
import { startOf } from '../../../platform/postgres/process-identity.ts';

export const isRoot = process.geteuid?.() === 0;

/** A folder below one that only we can enter; gone when the test is over. */
export const temporaryFolder = async (): Promise<AsyncDisposable & { path: string }> => {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'pg-test-')));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 }),
  };
};

/**
 * A cluster that is stopped when the test is over. It does not wait for the disk: nothing here cuts the power, and a commit
 * survives the end of any process without that.
 */
export const running = async (
  dataDir: string,
  options: Partial<ClusterOptions> = {},
): Promise<AsyncDisposable & Cluster> => {
  const cluster = await startCluster({ dataDir, settings: { fsync: false }, ...options });
  return { ...cluster, [Symbol.asyncDispose]: () => cluster.stop() };
};

/** One statement on a connection of its own. */
export const sql = async <Row extends object = Record<string, unknown>>(
  url: string,
  text: string,
  values?: unknown[],
): Promise<Row[]> => {
  const client = new Client({ connectionString: url });
  client.on('error', () => {}); // servers are killed here; the query rejects with it
  await client.connect();
  try {
    return (await client.query(text, values)).rows as Row[];
  } finally {
    await client.end();
  }
};

/** The SQLSTATE that a statement, or the connection for it, is refused with. */
export const refusalOf = async (url: string, text: string): Promise<string> => {
  try {
    await sql(url, text);
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'allowed';
};

export const eventually = async (condition: () => boolean | Promise<boolean>, what: string): Promise<void> => {
  const deadline = Date.now() + 50_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`never happened: ${what}`);
    await pause(5);
  }
};

/** A zombie that waits for somebody to ask for its exit code is not running. */
export const isRunning = async (pid: number): Promise<boolean> => (await startOf(pid)) !== undefined;

export const OWNER = fileURLToPath(new URL('./fixtures/owner.ts', import.meta.url));

/** Another process, as if alone at a terminal, that starts the cluster of a data folder and holds on to it. */
export const owner = (
  dataDir: string,
): { child: ChildProcess; started: Promise<Pick<Cluster, 'adminUrl' | 'pid'>> } => {
  const child = spawn(process.execPath, [OWNER, dataDir], { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const lines = createInterface({ input: child.stdout as NonNullable<typeof child.stdout> });
  const started = once(lines, 'line').then(([line]) => JSON.parse(line));
  return { child, started };
};

export const kill = async (child: ChildProcess): Promise<void> => {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
};

/** Files as a user without rights sees them, where we are root. Only for code that starts no process. */
export const asNobody = async <T>(work: () => Promise<T>): Promise<T> => {
  if (!isRoot) return work();
  process.setegid?.(65534);
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
    process.setegid?.(0);
  }
};
