import { existsSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { composeSupergraph, describeProblem } from '../../composition.ts';
import { readSubgraphs } from '../../subgraphs.ts';
import { CannotRun } from '../cannot-run.ts';
import type { Options } from '../options.ts';
import { schemaAt } from './endpoint.ts';
import { schemaIn } from './file.ts';
import { commitOf, mergeBase, sdlAt } from './git.ts';

/** One side of a comparison. Of a file or an endpoint only what clients see may be known. */
export type Side = {
  /** SDL by subgraph; empty where it is not known. */
  sdl: ReadonlyMap<string, string>;
  supergraph: string | undefined;
  apiSchema: GraphQLSchema;
};

/** What the working tree is compared with, and how that is called. Nothing, when `missing` says why. */
export type Base = { title: string; side: Side } | { missing: string };

/**
 * @param head what is checked, which is not composed once more where the base is the same
 * @throws CannotRun when what was asked for is not there
 */
export async function findBase(
  options: Pick<Options, 'base' | 'headers' | 'subgraph'>,
  head: Side | undefined,
): Promise<Base> {
  const { base } = options;
  if (base === undefined) {
    return options.subgraph === undefined ? atMergeBase(head) : onDisk(head);
  }
  if (/^https?:\/\//.test(base)) {
    return {
      title: base,
      side: { sdl: new Map(), supergraph: undefined, apiSchema: await schemaAt(base, options.headers) },
    };
  }
  if (existsSync(base)) {
    return { title: base, side: { sdl: new Map(), ...schemaIn(base) } };
  }
  const commit = commitOf(base);
  if (commit === undefined) {
    throw new CannotRun(`There is no file and no git revision ${base}: name another --base.`);
  }
  return { title: `${commit} (${base})`, side: composed(sdlAt(commit), base, head) };
}

/** Nobody asked for the merge base: where it is of no use, nothing is compared. */
function atMergeBase(head: Side | undefined): Base {
  const found = mergeBase();
  if ('missing' in found) {
    return found;
  }
  const { commit, branch } = found;
  try {
    return { title: `${commit} (merge base with ${branch})`, side: composed(sdlAt(commit), commit, head) };
  } catch (error) {
    if (error instanceof CannotRun) {
      return { missing: error.message };
    }
    throw error;
  }
}

const onDisk = (head: Side | undefined): Base => ({
  title: 'schema/ as it is',
  side: composed(new Map(readSubgraphs().map(({ name, sdl }) => [name, sdl])), 'schema/', head),
});

function composed(sdl: ReadonlyMap<string, string>, from: string, head: Side | undefined): Side {
  if (
    head !== undefined &&
    head.sdl.size === sdl.size &&
    [...sdl].every(([name, text]) => head.sdl.get(name) === text)
  ) {
    return head;
  }
  if (sdl.size === 0) {
    throw new CannotRun(`${from} has no SDL in schema/: name another --base.`);
  }
  // Where a subgraph listens is no matter of its schema.
  const subgraphs = [...sdl].map(([name, text]) => ({ name, url: `http://${name}.invalid`, sdl: text }));
  const composition = composeSupergraph(subgraphs, { composedBefore: true });
  if (composition.supergraph === undefined) {
    const why = composition.problems.map(describeProblem).join('\n');
    throw new CannotRun(`${from} does not compose, so nothing can be compared with it:\n${why}`);
  }
  const { supergraph, apiSchema } = composition;
  return { sdl, supergraph, apiSchema };
}
