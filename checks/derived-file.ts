import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PROJECT = fileURLToPath(new URL('..', import.meta.url));

/** A file that a command writes from others, committed so that a reader and a diff can see it. */
export type DerivedFile = { url: URL; content: string };

/** The file's path from the project's folder, with slashes. */
const shown = ({ url }: DerivedFile): string => relative(PROJECT, fileURLToPath(url)).replaceAll('\\', '/');

export const isUpToDate = ({ url, content }: DerivedFile): boolean => contentOf(url) === content;

/**
 * What a command that derives files does with them: writes those that differ, or with `--check` only says which
 * do, and exits with 1. `script` is the npm script that writes them.
 */
export function settle(files: readonly DerivedFile[], script: string): void {
  const check = wantsCheck();
  const stale = files.filter((file) => !isUpToDate(file));
  if (check && stale.length > 0) {
    process.stderr.write(`${stale.map(shown).join(', ')} is out of date: run \`npm run ${script}\`.\n`);
    process.exitCode = 1;
    return;
  }
  for (const { url, content } of check ? [] : stale) {
    mkdirSync(dirname(fileURLToPath(url)), { recursive: true });
    writeFileSync(url, content);
  }
  const verb = (file: DerivedFile): string => (stale.includes(file) ? 'written' : 'up to date');
  process.stdout.write(files.map((file) => `${shown(file)}: ${verb(file)}\n`).join(''));
}

function wantsCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: 'boolean', default: false } } }).values.check;
  } catch (error) {
    process.stderr.write(`${(error as Error).message}. The only option is --check.\n`);
    process.exit(1);
  }
}

function contentOf(url: URL): string | undefined {
  try {
    return readFileSync(url, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}
