import { readdir, readFile, readlink } from 'node:fs/promises';
import { run } from './run.ts';

/**
 * Tells one process from a later one that got the same id: boot and start time on Linux, the start time elsewhere.
 * `undefined` when there is no such process, or only its zombie: in a container without an init these stay for ever.
 */
export const startOf = async (pid: number): Promise<string | undefined> => {
  if (process.platform !== 'linux') return startByPs(pid);
  let stat: string;
  try {
    stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // "pid (name) state …": the name may hold blanks and parentheses. Field 22 is the start, in ticks since boot (man 5 proc).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, start] = [fields[0], fields[19]];
  if (state === undefined || 'ZX'.includes(state)) return undefined;
  return `${await bootId()}/${start}`;
};

const bootId = async (): Promise<string> =>
  (await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim();

const startByPs = async (pid: number): Promise<string | undefined> => {
  const { code, output } = await run('ps', ['-o', 'state=,lstart=', '-p', String(pid)]);
  const [, state, start] = /^\s*(\S+)\s+(.+?)\s*$/.exec(output) ?? [];
  return code === 0 && state !== undefined && !state.startsWith('Z') ? start : undefined;
};

/**
 * The living processes that work in a folder. Every process of a PostgreSQL server, postmaster or backend, has the cluster as
 * its working folder, so this finds a server that lost its owner, and backends that lost their postmaster, and cannot be
 * fooled by a process id that went to somebody else. `folder` must be a real path.
 */
export const processesIn = async (folder: string): Promise<number[]> => {
  if (process.platform !== 'linux') return processesByPs(folder);
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    // Unreadable or gone: a process of another user, or none.
    names.map(async (name) =>
      (await readlink(`/proc/${name}/cwd`).catch(() => '')) === folder ? Number(name) : undefined,
    ),
  );
  return found.filter((pid) => pid !== undefined && pid !== process.pid) as number[];
};

/** Where there is no /proc only the postmaster can be recognised, by the `-D` of its command line. */
const processesByPs = async (folder: string): Promise<number[]> => {
  const { output } = await run('ps', ['-axww', '-o', 'pid=,command=']);
  const lines = output.split('\n').map((line) => /^\s*(\d+)\s+(.*)$/.exec(line));
  return lines.filter((line) => line?.[2]?.includes(`postgres -D ${folder} `)).map((line) => Number(line?.[1]));
};
