import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';

export type Outcome = {
  /** Exit code; null where a signal ended the program or where it could not be started at all. */
  code: number | null;
  signal: NodeJS.Signals | null;
  /** Both streams as they came; for a program that could not be started, the reason. */
  output: string;
};

/**
 * What the programs run here get to see of our environment: nothing. PGHOST, PGDATA, PGOPTIONS, LANG or LD_PRELOAD of whoever
 * starts us must not change what a server does. The path is for `unshare` and `ps`, including where NixOS has them.
 */
export const CLEAN_ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/run/current-system/sw/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
};

/** Waits for a program that was spawned with piped output, giving it `input` to read. Never rejects. */
export const finish = (child: ChildProcess, input = ''): Promise<Outcome> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const output = () => Buffer.concat(chunks).toString();
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stdin?.on('error', () => {}); // it ended without reading: its exit code and output tell more
    child.stdin?.end(input);
    child.once('error', (error) => resolve({ code: null, signal: null, output: error.message }));
    child.once('close', (code, signal) => resolve({ code, signal, output: output() }));
  });

export const run = (file: string, args: string[], options: SpawnOptions = {}): Promise<Outcome> =>
  finish(spawn(file, args, { env: CLEAN_ENVIRONMENT, stdio: 'pipe', ...options }));

export const lastLine = (output: string): string => lastLines(output, 1);

export const lastLines = (output: string, count: number): string => output.trim().split('\n').slice(-count).join('\n');
