import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import { syncFolder } from './durable-file.ts';
import type { Layout } from './layout.ts';
import { giveTo } from './ownership.ts';
import { finish, lastLines } from './run.ts';
import type { Runner } from './runner.ts';

export const SUPERUSER = 'postgres';

export const clusterExists = async (layout: Layout): Promise<boolean> => {
  try {
    return (await stat(layout.cluster)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
};

/**
 * Makes a cluster: UTF-8, sorted by code point whatever the machine's locales (the built-in provider's C.UTF-8), page checksums,
 * passwords by SCRAM for every connection.
 *
 * initdb works in a folder of its own, which gets the cluster's name when all of it is on disk: an interrupted one leaves rubbish
 * (`removeUnfinished`), never half a cluster.
 *
 * @param durable whether to write all of it through to the disk; a server that runs without fsync needs none of it.
 */
export const createCluster = async (
  layout: Layout,
  runner: Runner,
  password: string,
  durable: boolean,
): Promise<void> => {
  const workshop = await mkdtemp(layout.unfinished);
  try {
    const passwordFile = join(workshop, 'password');
    await writeFile(passwordFile, password, { flag: 'wx', mode: 0o600 });
    if (runner.mode === 'nobody') await giveTo(workshop, runner.account);

    const made = join(workshop, 'cluster');
    await initdb(runner, made, passwordFile, durable);
    await rename(made, layout.cluster);
    await syncFolder(layout.dataDir);
  } finally {
    await rm(workshop, { recursive: true, force: true });
  }
};

const initdb = async (runner: Runner, folder: string, passwordFile: string, durable: boolean): Promise<void> => {
  const child = runner.start('initdb', [
    ...['--pgdata', folder, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
    ...['--data-checksums', '--no-instructions'],
    ...(durable ? [] : ['--no-sync']), // it syncs once, at its end: 0.1 s, or 1 s on a disk that is busy
  ]);
  const { code, signal, output } = await finish(child);
  if (code === 0) return;
  throw new StartupError(
    `PostgreSQL could not make its files in ${dirname(dirname(folder))} (${signal ?? `exit code ${code}`}): ${lastLines(output, 5)}`,
    {
      code: 'POSTGRES_FAILED',
    },
  );
};

/** Removes what interrupted starts and resets left. An initdb that outlived its owner finds its folder gone and gives up. */
export const removeUnfinished = async (layout: Layout): Promise<void> => {
  const prefix = basename(layout.unfinished);
  const rubbish = (await readdir(layout.dataDir)).filter((name) => name.startsWith(prefix));
  for (const name of rubbish)
    await rm(join(layout.dataDir, name), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
};
