import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../migrations/separation/command.ts', import.meta.url));
const SETTINGS = fileURLToPath(new URL('./separation.yaml', import.meta.url));
const POLL_MS = 50;

/** What a verb of the separation took: seconds from start to end of its process, and the most memory it ever held. */
export type Measured = { seconds: number; peakMegabytes: number | undefined };

/** The peak that the kernel keeps of a process; undefined where it keeps none, or the process has ended. */
async function peakOf(pid: number): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
}

/** Runs `npm run separate -- <verb>` as its users do, in a process of its own. Rejects with what it said if it fails. */
export async function runVerb(verb: string, environment: Record<string, string>, folder: string): Promise<Measured> {
  const started = performance.now();
  const child = spawn(process.execPath, [COMMAND, verb, '--config', SETTINGS, '--json'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk) => (said += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  let peakMegabytes: number | undefined;
  const poll = setInterval(async () => {
    peakMegabytes = (await peakOf(child.pid as number)) ?? peakMegabytes;
  }, POLL_MS);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    if (code !== 0) {
      throw new Error(`separate ${verb} ended with ${code}:\n${said.slice(-4000)}`);
    }
    return { seconds: (performance.now() - started) / 1000, peakMegabytes };
  } finally {
    clearInterval(poll);
  }
}
