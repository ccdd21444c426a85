import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { issueDevelopmentToken } from '../../gateway/authentication/development-issuer.ts';

const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
/** The Node that npm scripts run on: Jest's own, unless somebody calls it by hand. */
const NODE = join(PROJECT, 'node_modules/.bin/node');

/** Free ports everywhere, so that tests run beside each other and beside a developer's own start. */
const ANY_PORT = { PORT: '0', SAMPLES_PORT: '0', AI_PORT: '0', AUDIT_PORT: '0', BACKUP_PORT: '0', CONFIG_PORT: '0' };

export type Exit = { code: number | null; signal: NodeJS.Signals | null };

export type RunningProcess = AsyncDisposable & {
  child: ChildProcess;
  output(): string;
  /** Resolves with the match when the output has it; rejects when the process ends before. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  exit: Promise<Exit>;
  stop(signal?: NodeJS.Signals): Promise<Exit>;
};

/** Runs one of our programs as a user would, with an environment of its own. */
export function run(file: string, env: Record<string, string>, args: string[] = [], spawnOptions = {}): RunningProcess {
  const { PATH, HOME } = process.env;
  const child = spawn(NODE, [file, ...args], {
    cwd: PROJECT,
    env: { PATH, HOME, ...ANY_PORT, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...spawnOptions,
  });
  let output = '';
  const listeners = new Set<() => void>();
  const collect = (chunk: Buffer): void => {
    output += chunk.toString();
    for (const listener of listeners) listener();
  };
  child.stdout?.on('data', collect);
  child.stderr?.on('data', collect);
  const exit = once(child, 'close').then(([code, signal]) => ({ code, signal }) as Exit);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<Exit> => {
    child.kill(signal);
    return exit;
  };
  return {
    child,
    output: () => output,
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const match = pattern.exec(output);
          if (match !== null) {
            listeners.delete(look);
            resolve(match);
          }
        };
        listeners.add(look);
        void exit.then((ended) =>
          reject(new Error(`ended with ${JSON.stringify(ended)} before ${pattern}:\n${output}`)),
        );
        look();
      }),
    exit,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop('SIGTERM');
    },
  };
}

/** Where somebody asks, and the token by which they are who they are there. */
export type Asked = { url: string; token?: string };
export type Lab = RunningProcess & { url: string; token: string; dataDir: string };

/** A token for a lab on this data folder, of somebody who may do whatever people may. */
export const staffToken = (dataDir: string): Promise<string> =>
  issueDevelopmentToken(dataDir, { roles: ['lab_manager', 'admin'], name: 'Ada Lane', email: undefined });

/** The single topology on a data folder; `url` is the gateway's. */
export async function startLab(dataDir: string, env: Record<string, string> = {}): Promise<Lab> {
  const running = run('start.ts', { DATA_DIR: dataDir, ...env });
  const [, url] = await running.says(/Ready in [\d.]+ s: (http:\S+)\/graphql/);
  return { ...running, url: url as string, token: await staffToken(dataDir), dataDir };
}

export const headersOf = (token?: string): Record<string, string> => ({
  'content-type': 'application/json',
  ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
});

export async function ask({ url, token }: Asked, query: string, variables?: Record<string, unknown>) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: headersOf(token),
    body: JSON.stringify({ query, variables }),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the query's
  return (await response.json()) as { data: any; errors?: unknown[] };
}

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'nanopore-')));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 }),
  };
}
