import { StartupError } from '../errors/startup-error.ts';
import type { Layout } from './layout.ts';
import { processesIn } from './process-identity.ts';
import { answers, socketFolderOf } from './sockets.ts';

/**
 * Refuses a folder whose server answers though no process of it can be seen: two containers share the folder, and to each of them
 * the other's lock looks like a dead process's. To be asked before that lock is taken over.
 *
 * @throws StartupError `DATA_DIR_IN_USE`.
 */
export const refuseUnseenServer = async (layout: Layout): Promise<void> => {
  if (!(await answers(socketFolderOf(layout)))) return;
  if ((await processesIn(layout.cluster)).length > 0) return;
  throw new StartupError(
    `${layout.dataDir} is in use by a PostgreSQL that this process cannot see, perhaps of another container; stop it or set DATA_DIR to another folder.`,
    { code: 'DATA_DIR_IN_USE' },
  );
};
