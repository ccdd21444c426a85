import { randomBytes } from 'node:crypto';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes renames and new names inside a folder survive a power failure. */
export const syncFolder = async (path: string): Promise<void> => {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
};

/** Replaces a file as a whole: a reader, or a crash at any moment, meets the old text or the new one. Mode 0600. */
export const writePrivateFile = (path: string, text: string): Promise<void> => put(path, text, rename);

/** As `writePrivateFile`, for a file that is not there yet: of several who make it at once one does, the others fail with EEXIST. */
export const createPrivateFile = (path: string, text: string): Promise<void> =>
  put(path, text, async (temporary) => {
    await link(temporary, path);
    await rm(temporary);
  });

type Publish = (temporary: string, path: string) => Promise<void>;

const put = async (path: string, text: string, publish: Publish): Promise<void> => {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await publish(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
};
