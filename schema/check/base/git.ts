import { execFileSync } from 'node:child_process';
import { PROJECT } from '../project.ts';

/** What git prints; undefined when it fails, also where there is no git and where this is no repository. */
function git(...args: string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: PROJECT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trimEnd();
  } catch {
    return undefined;
  }
}

/** The short name of a commit; undefined when the revision is not known here. */
export const commitOf = (revision: string): string | undefined =>
  git('rev-parse', '--verify', '--quiet', '--short', `${revision}^{commit}`);

/** Where this history left the line that others merge into. */
export type MergeBase = { commit: string; branch: string };

/** As they are named in a clone, in the order in which they are believed. */
const MAIN_LINES = ['origin/main', 'main'];

/** The merge base, or why there is none. */
export function mergeBase(): MergeBase | { missing: string } {
  if (commitOf('HEAD') === undefined) {
    return { missing: 'this is no git repository, or it has no commit' };
  }
  const branch = MAIN_LINES.find((name) => commitOf(name) !== undefined);
  if (branch === undefined) {
    return { missing: `this clone has none of ${MAIN_LINES.join(', ')}` };
  }
  const commit = git('merge-base', 'HEAD', branch);
  if (commit === undefined) {
    return { missing: `this clone has no common ancestor of HEAD and ${branch}, it may be shallow` };
  }
  return { commit: commitOf(commit) ?? commit, branch };
}

/** The SDL of each subgraph at a commit, by name. */
export function sdlAt(commit: string): Map<string, string> {
  const paths = (git('ls-tree', '--name-only', commit, 'schema/') ?? '').split('\n');
  const names = paths.flatMap((path) => /^schema\/(\w+)\.graphql$/.exec(path)?.[1] ?? []);
  return new Map(
    names.flatMap((name) => {
      const sdl = name === 'supergraph' ? undefined : git('show', `${commit}:schema/${name}.graphql`);
      return sdl === undefined ? [] : [[name, sdl] as const];
    }),
  );
}
