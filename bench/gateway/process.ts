import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/** A process of the benchmark. */
export type Started = {
  pid: number;
  /** The first match in what it prints. */
  said: RegExpExecArray;
  /** Seconds of processor time that it has used, all its threads together. */
  cpuSeconds(): number;
  /** When it has ended by itself, well. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

const TICKS_PER_SECOND = 100;

/** Starts a Node process on one core, if there is `taskset`, and waits until it has printed what is looked for. */
export async function start(
  args: readonly string[],
  options: { core: number | undefined; env?: Record<string, string>; cwd?: string; until: RegExp },
): Promise<Started> {
  const command = [process.execPath, ...args];
  const [program, ...rest] = options.core === undefined ? command : ['taskset', '-c', String(options.core), ...command];
  const child = spawn(program as string, rest, {
    env: { NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: '1', ...options.env },
    cwd: options.cwd ?? process.cwd(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) {
      throw new Error(`${args.join(' ')} ended with ${code}.`);
    }
  });
  ended.catch(() => undefined);
  const said = await printed(child, options.until, args.join(' '));
  const pid = child.pid as number;
  return {
    pid,
    said,
    ended,
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') as string[];
      return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
    },
  };
}

function printed(child: ChildProcess, until: RegExp, what: string): Promise<RegExpExecArray> {
  let output = '';
  return new Promise((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk;
      const found = until.exec(output);
      if (found !== null) {
        resolve(found);
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => reject(new Error(`${what} ended with ${code}:\n${output.slice(-2000)}`)));
  });
}
