import { chmod, mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../../errors/startup-error.ts';
import { createPrivateFile, writePrivateFile } from '../../postgres/durable-file.ts';
import {
  type Identity,
  newPrivateKey,
  type PublicIdentity,
  publicText,
  readIdentity,
  readPublicIdentity,
} from './keys.ts';

/*
 * Development without any setting: processes that share a data folder know each other from it. `identities/<name>.key`
 * is the private key of one of them, `<name>.pub` what the others read.
 */

const folderOf = (dataDir: string): string => join(dataDir, 'identities');

/** The identity of that name in the data folder; the first who asks makes it. */
export async function keptIdentity(dataDir: string, name: string): Promise<Identity> {
  const folder = folderOf(dataDir);
  const path = join(folder, `${name}.key`);
  const text = await readKept(path);
  if (text === undefined) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await createPrivateFile(path, `${newPrivateKey()}\n`).catch((error: NodeJS.ErrnoException) => {
      // Another process of the same start was first: its key is ours.
      if (error.code !== 'EEXIST') throw error;
    });
    return keptIdentity(dataDir, name);
  }
  const identity = readIdentity(text);
  if (identity === undefined) {
    throw new StartupError(`${path} is damaged: remove it, and start every process on this data folder again.`);
  }
  await chmod(path, 0o600); // a copy or a restored backup may have opened it
  const shared = publicText(identity.publicKey);
  const sharedPath = join(folder, `${name}.pub`);
  if ((await readKept(sharedPath)) !== shared) {
    await writePrivateFile(sharedPath, `${shared}\n`);
  }
  return identity;
}

/** The public keys in the data folder, by name. */
export async function keptPublicIdentities(dataDir: string): Promise<ReadonlyMap<string, PublicIdentity>> {
  const folder = folderOf(dataDir);
  const names = (await filesOf(folder)).filter((file) => file.endsWith('.pub')).map((file) => file.slice(0, -4));
  const read = names.map(async (name) => {
    const path = join(folder, `${name}.pub`);
    const key = readPublicIdentity((await readKept(path)) ?? '');
    if (key === undefined) {
      throw new StartupError(`${path} is damaged: remove it, and start the ${name} process again.`);
    }
    return [name, key] as const;
  });
  return new Map(await Promise.all(read));
}

const readKept = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').then((text) => text.trim(), nothingThere);

const filesOf = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => nothingThere(error) ?? []);

function nothingThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}
