import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import type { Layout } from './layout.ts';
import type { Log } from './log.ts';
import { until } from './poll.ts';
import { processesIn } from './process-identity.ts';

const FAST_MS = 60_000;
const IMMEDIATE_MS = 20_000;

/**
 * Ends the server of a cluster whose owner was killed and could not stop it: PostgreSQL lives on then. The caller holds the
 * data folder's lock, so nobody else's server can be meant.
 *
 * Does what `pg_ctl status` and `pg_ctl stop -m fast -w` do, but believes the cluster's processes rather than `postmaster.pid`:
 * after a reboot, or in a container's next life, the id in there may be anybody's, and pg_ctl would signal it.
 *
 * @throws StartupError `POSTGRES_FAILED` if it does not end.
 */
export const stopLeftOverServer = async (layout: Layout, log: Log): Promise<void> => {
  const processes = () => processesIn(layout.cluster);
  const found = await processes();
  if (found.length > 0) {
    const postmaster = await pidInFile(layout);
    log.warn({ dataDir: layout.dataDir, serverPid: postmaster }, 'stopping a PostgreSQL that lost its owner');
    await endAll(layout, processes, found, postmaster);
  }
  // No process is left, so an id in it that lives belongs to somebody else, and would keep the server from starting.
  await rm(pidFile(layout), { force: true });
};

const endAll = async (
  layout: Layout,
  processes: () => Promise<number[]>,
  found: number[],
  postmaster: number | undefined,
): Promise<void> => {
  const gone = async () => (await processes()).length === 0;
  if (postmaster !== undefined && found.includes(postmaster)) {
    signal([postmaster], 'SIGINT'); // fast shutdown: roll back, disconnect, write a checkpoint
    if (await until(gone, FAST_MS)) return;
  }
  // Backends whose postmaster was killed, or a shutdown that hangs: immediate. The next start replays the log.
  signal(await processes(), 'SIGQUIT');
  if (await until(gone, IMMEDIATE_MS)) return;
  const pids = (await processes()).join(', ');
  throw new StartupError(
    `A PostgreSQL left over in ${layout.dataDir} does not end; kill its processes (${pids}) and start again.`,
    {
      code: 'POSTGRES_FAILED',
    },
  );
};

const pidFile = (layout: Layout): string => join(layout.cluster, 'postmaster.pid');

const pidInFile = async (layout: Layout): Promise<number | undefined> => {
  const text = await readFile(pidFile(layout), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
};

const signal = (pids: number[], name: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, name);
    } catch {
      // it ended in the meantime
    }
  }
};
