import { mkdir, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import { layoutOf } from './layout.ts';
import { LockHeld, takeLockFile } from './lock-file.ts';
import { refuseUnseenServer } from './unseen-server.ts';

export type DataDirLock = {
  /** The folder's real path. */
  readonly dataDir: string;
  release(): Promise<void>;
};

/**
 * Makes the data folder if there is none (mode 0700) and takes it for this process.
 *
 * Processes are told apart by id and start time, so a crash, a reboot or a reused id does not keep the folder locked. Two
 * containers that share a folder do not see each other's processes; there the server's socket tells (unseen-server.ts).
 *
 * @throws StartupError `DATA_DIR_IN_USE` while another process holds it; `DATA_DIR_UNUSABLE` if it cannot be made or written to.
 */
export const lockDataDir = async (dataDir: string): Promise<DataDirLock> => {
  try {
    await makeFolder(resolve(dataDir));
    const real = await realpath(dataDir);
    await refuseUnseenServer(layoutOf(real));
    return { dataDir: real, release: await takeLockFile(layoutOf(real).lock) };
  } catch (error) {
    throw explained(resolve(dataDir), error);
  }
};

/**
 * `mkdir -p`. Node's own recursive mkdir never returns where the file system answers ENOENT to a name below an existing folder,
 * as /proc does (nodejs 24).
 */
const makeFolder = async (path: string): Promise<void> => {
  const make = () =>
    mkdir(path, { mode: 0o700 }).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST' || !(await stat(path)).isDirectory()) throw error;
    });
  try {
    await make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || dirname(path) === path) throw error;
    await makeFolder(dirname(path));
    await make();
  }
};

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'its file system is read-only',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'it is a file',
  ELOOP: 'its symbolic links form a circle',
  ENOENT: 'it is a symbolic link to nowhere, or cannot be made there',
  ENAMETOOLONG: 'the path is too long',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};

const explained = (dataDir: string, error: unknown): unknown => {
  if (error instanceof LockHeld) {
    return new StartupError(
      `${dataDir} is in use by process ${error.pid}; stop it or set DATA_DIR to another folder.`,
      {
        code: 'DATA_DIR_IN_USE',
        cause: error,
      },
    );
  }
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const reason = REASONS[code];
  if (reason === undefined) return error;
  return new StartupError(
    `The data folder ${dataDir} cannot be used (${code}: ${reason}); set DATA_DIR to a folder that this user may write to.`,
    {
      code: 'DATA_DIR_UNUSABLE',
      cause: error,
    },
  );
};
