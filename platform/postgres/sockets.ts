import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, rm, rmdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';
import { type Account, NOBODY } from './account.ts';
import type { Layout } from './layout.ts';

/** Part of the socket's file name and nothing else: the server opens no TCP port. */
export const SOCKET_PORT = 5432;

const MAX_SOCKET_PATH = 100; // bytes; the kernels allow 104 (macOS) and 108 (Linux) with the closing zero

const socketIn = (folder: string): string => join(folder, `.s.PGSQL.${SOCKET_PORT}`);
const fits = (folder: string): boolean => Buffer.byteLength(socketIn(folder)) < MAX_SOCKET_PATH;

/**
 * The folder of a data folder's socket: in it, or, where that path is too long for a socket, in the folder for temporary files,
 * under a name that every later start finds again.
 */
export const socketFolderOf = (layout: Layout, temporary: string = tmpdir()): string => {
  if (fits(layout.sockets)) return layout.sockets;
  const name = `postgres-${createHash('sha256').update(layout.dataDir).digest('hex').slice(0, 16)}`;
  const folder = join(temporary, name);
  return fits(folder) ? folder : join('/tmp', name);
};

/**
 * Makes the folder (0700) for the server's account, empty of what a killed server left: its socket lock names a process id that
 * may be somebody else's by now. No server of ours may be running.
 *
 * @throws StartupError `DATA_DIR_UNUSABLE` if the name is taken by something that others could have put there to listen in.
 */
export const prepareSocketFolder = async (folder: string, { uid, gid }: Account): Promise<void> => {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const found = await lstat(folder);
  // Root may meet the folder of a server that it ran as nobody, and the other way round: it made both.
  const owners = process.geteuid?.() === 0 ? [uid, 0, NOBODY.uid] : [uid];
  if (!found.isDirectory() || (found.mode & 0o077) !== 0 || !owners.includes(found.uid)) {
    throw new StartupError(
      `${folder} should be a folder that only this user can enter, but it is not; remove it and start again.`,
      {
        code: 'DATA_DIR_UNUSABLE',
      },
    );
  }
  if (found.uid !== uid) await chown(folder, uid, gid);
  await rm(socketIn(folder), { force: true });
  await rm(`${socketIn(folder)}.lock`, { force: true });
};

/** The server removes its socket itself; what is left of the folder is worth nothing, and whatever keeps it alive may stay. */
export const removeSocketFolder = async (folder: string): Promise<void> => {
  await rmdir(folder).catch(() => {});
};

/** Whether somebody accepts connections on the folder's socket. */
export const answers = (folder: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(socketIn(folder));
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
