import { randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { until } from './poll.ts';
import { startOf } from './process-identity.ts';

/** Somebody alive holds the lock. */
export class LockHeld extends Error {
  readonly pid: number;

  constructor(path: string, pid: number) {
    super(`${path} is held by process ${pid}`);
    this.name = 'LockHeld';
    this.pid = pid;
  }
}

type Holder = { readonly pid: number; readonly started: string | undefined };

/**
 * Takes a lock that is a file naming its holder. The lock of a dead process is taken over.
 *
 * The file appears by `link` with its content complete, so nobody ever reads half a lock. Taking over must not hit a lock that
 * a faster process has just made its own: whoever wants to replace a dead holder first takes `<path>.takeover` in the same
 * way, then looks again. A crash in between leaves a dead `.takeover`, which is itself taken over.
 *
 * @returns how to release it. Resolves also if the file is gone by then.
 * @throws LockHeld, and what the file system says (EACCES, EROFS, ENOSPC, …).
 */
export const takeLockFile = async (path: string): Promise<() => Promise<void>> => {
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid) } satisfies Holder);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, mine, { flag: 'wx', mode: 0o600 });
  try {
    while (!(await linkNew(draft, path))) {
      const found = await readIfThere(path);
      if (found === undefined) continue; // released in this moment
      const holder = parseHolder(found);
      if (holder !== undefined && (await isAlive(holder))) throw new LockHeld(path, holder.pid);
      if (await replaceDead(path, found, draft)) break;
    }
  } finally {
    await rm(draft, { force: true });
  }
  return async () => {
    if ((await readIfThere(path)) === mine) await rm(path, { force: true });
  };
};

/** @returns false when the lock has changed since it was found dead: look again. */
const replaceDead = async (path: string, dead: string, draft: string): Promise<boolean> => {
  const release = await takePatiently(`${path}.takeover`);
  try {
    if ((await readIfThere(path)) !== dead) return false;
    await rename(draft, path);
    return true;
  } finally {
    await release();
  }
};

/** A takeover lasts a moment: whoever holds it alive will be done before the deadline. */
const takePatiently = async (path: string): Promise<() => Promise<void>> => {
  let release: (() => Promise<void>) | undefined;
  let held: unknown;
  await until(async () => {
    try {
      release = await takeLockFile(path);
    } catch (error) {
      if (!(error instanceof LockHeld)) throw error;
      held = error;
    }
    return release !== undefined;
  }, 5_000);
  if (release === undefined) throw held;
  return release;
};

const linkNew = async (from: string, to: string): Promise<boolean> => {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
};

const readIfThere = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/** Links are complete, so something unreadable is what a power failure left: its process is dead. */
const parseHolder = (text: string): Holder | undefined => {
  try {
    const { pid, started } = JSON.parse(text) as Partial<Holder>;
    return Number.isSafeInteger(pid) && Number(pid) > 0 ? { pid: Number(pid), started } : undefined;
  } catch {
    return undefined;
  }
};

const isAlive = async ({ pid, started }: Holder): Promise<boolean> => {
  const running = await startOf(pid);
  return running !== undefined && running === started;
};
