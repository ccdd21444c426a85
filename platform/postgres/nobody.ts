import { chmod, chown, cp, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, firstClosedFolder, NOBODY } from './account.ts';
import type { Binaries } from './binaries.ts';
import type { Layout } from './layout.ts';
import { openToAll } from './ownership.ts';
import { failureOf, type Runner } from './runner.ts';

/**
 * Makes the data folder and the binaries reachable for nobody.
 *
 * The data folder stays root's and unreadable: nobody's group may only pass through it, to the cluster that is given to nobody.
 * Binaries are copied there (60 MB) if nobody cannot run them where npm put them.
 *
 * @returns the runner, or what stands in the way.
 */
export const prepareForNobody = async (
  binaries: Binaries,
  layout: Layout,
  runFrom: (folder: string) => Runner,
): Promise<Runner | string> => {
  const obstacle = await openPassage(layout.dataDir);
  if (obstacle !== undefined) return `as nobody: ${obstacle}`;

  const inPlace = runFrom(binaries.folder);
  if ((await failureOf(inPlace)) === undefined) return inPlace;

  const copied = runFrom(await copyBinaries(binaries, layout));
  const failure = await failureOf(copied);
  return failure === undefined ? copied : `as nobody: ${failure}`;
};

const openPassage = async (dataDir: string): Promise<string | undefined> => {
  const closed = await firstClosedFolder(dataDir, NOBODY);
  if (closed === undefined) return undefined;
  if (closed.path !== dataDir || closed.uid !== process.geteuid?.()) return describe(closed);
  const { uid, mode } = await stat(dataDir);
  await chown(dataDir, uid, NOBODY.gid);
  await chmod(dataDir, (mode & 0o700) | 0o010);
  return undefined;
};

const copyBinaries = async (binaries: Binaries, layout: Layout): Promise<string> => {
  const copy = join(layout.binaries, binaries.version);
  if (await stat(copy).catch(() => undefined)) return copy;
  const draft = `${copy}.draft`; // alone here: the caller holds the data folder's lock
  await rm(layout.binaries, { recursive: true, force: true });
  await mkdir(layout.binaries, { mode: 0o755 });
  await cp(binaries.folder, draft, { recursive: true, verbatimSymlinks: true });
  await openToAll(layout.binaries);
  await rename(draft, copy);
  return copy;
};
