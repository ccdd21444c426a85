import { chmod, lchown, lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import { type Account, NOBODY } from './account.ts';

/** Gives a folder with all that is in it to an account. Symbolic links are changed themselves, never followed. */
export const giveTo = async (path: string, { uid, gid }: Account): Promise<void> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  for (const entry of entries) await lchown(join(entry.parentPath, entry.name), uid, gid);
  await lchown(path, uid, gid);
};

/** Lets everybody read a folder with all that is in it, and run what its owner can run. */
export const openToAll = async (path: string): Promise<void> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => !entry.isSymbolicLink()).map((entry) => join(entry.parentPath, entry.name));
  for (const each of [path, ...paths]) {
    const { mode } = await lstat(each);
    await chmod(each, (mode & 0o700) | (mode & 0o100 ? 0o055 : 0o044));
  }
};

/**
 * Makes an existing cluster the server's. Root may have run it as nobody before, or in a user namespace; the account it runs
 * as changes with what the machine allows.
 *
 * @throws StartupError `DATA_DIR_UNUSABLE` if the cluster is another user's.
 */
export const takeOverCluster = async (path: string, account: Account): Promise<void> => {
  const { uid } = await lstat(path);
  if (uid === account.uid) return;
  if (process.geteuid?.() !== 0 || (uid !== 0 && uid !== NOBODY.uid)) {
    throw new StartupError(
      `The database files in ${path} belong to user ${uid}: start as that user, or set DATA_DIR to another folder.`,
      {
        code: 'DATA_DIR_UNUSABLE',
      },
    );
  }
  await giveTo(path, account);
};
