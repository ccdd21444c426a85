import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';

export type Account = { readonly uid: number; readonly gid: number };

/** The account `nobody` has this number on every Linux distribution. */
export const NOBODY: Account = { uid: 65534, gid: 65534 };

export type ClosedFolder = { readonly path: string; readonly mode: string; readonly uid: number };

/**
 * The outermost folder on the way to `path`, itself included, that an account without root's privileges cannot enter.
 * Reads permission bits, not access lists: root asks this on behalf of somebody else, for whom access(2) cannot be called.
 */
export const firstClosedFolder = async (path: string, account: Account): Promise<ClosedFolder | undefined> => {
  for (const folder of [...ancestors(path), path]) {
    const { mode, uid, gid } = await stat(folder);
    const mayEnter = uid === account.uid ? mode & 0o100 : gid === account.gid ? mode & 0o010 : mode & 0o001;
    if (!mayEnter) return { path: folder, mode: (mode & 0o777).toString(8).padStart(4, '0'), uid };
  }
  return undefined;
};

export const describe = ({ path, mode, uid }: ClosedFolder): string =>
  `${path} (mode ${mode} of user ${uid}) cannot be entered`;

const ancestors = (path: string): string[] => {
  const above = dirname(path);
  return above === path ? [] : [...ancestors(above), above];
};
