import { rename, rm, stat } from 'node:fs/promises';
import { clusterExists, removeUnfinished } from './create-cluster.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { layoutOf } from './layout.ts';
import { stopLeftOverServer } from './left-over-server.ts';
import { type Log, SILENT } from './log.ts';
import { socketFolderOf } from './sockets.ts';

/**
 * Removes the cluster, its log, and the credentials from a data folder, and nothing else that lies there. A server left over from
 * a killed process is stopped first.
 *
 * @throws StartupError `DATA_DIR_IN_USE` while another process, or this one, has the folder's cluster running.
 */
export const resetDataDir = async (dataDir: string, log: Log = SILENT): Promise<void> => {
  if (!(await exists(dataDir))) return;
  const lock = await lockDataDir(dataDir);
  try {
    const layout = layoutOf(lock.dataDir);
    await stopLeftOverServer(layout, log);
    // The cluster goes at one blow: a reset that is interrupted leaves no half of it for the next start.
    if (await clusterExists(layout)) await rename(layout.cluster, `${layout.unfinished}removed`);
    await removeUnfinished(layout);
    const others = [layout.credentials, layout.log, layout.previousLog, layout.binaries, socketFolderOf(layout)];
    for (const path of others) await rm(path, { recursive: true, force: true });
  } finally {
    await lock.release();
  }
};

/** What cannot be looked at is there: taking its lock says why not. */
const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code !== 'ENOENT',
  );
