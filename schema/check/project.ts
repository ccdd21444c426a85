import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the project that is checked: the one that this file is in. */
export const PROJECT = fileURLToPath(new URL('../..', import.meta.url));

/** A path from the project's folder where it is inside, with slashes. */
export function shownPath(path: string): string {
  const inside = relative(PROJECT, path).replaceAll('\\', '/');
  return inside.startsWith('..') ? path : inside;
}
