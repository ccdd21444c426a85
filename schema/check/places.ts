import { sdlFile } from '../subgraphs.ts';
import { elementsOf } from './coordinates.ts';
import type { Place } from './finding.ts';

export type Places = {
  /** Where something stands in the SDL; of what is gone, where it stood inside of. */
  of(coordinate: string, subgraph?: string): Place | undefined;
};

type Lines = { name: string; now: ReadonlyMap<string, number>; before: ReadonlySet<string> };

/**
 * @param now SDL by subgraph, all of which parses
 * @param before the same of the base; what one of them had and has no more is looked for there first
 */
export function placesIn(now: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): Places {
  const all = [...now].map(([name, sdl]): Lines => {
    const lines = new Map<string, number>();
    for (const { coordinate, line } of elementsOf(sdl)) {
      lines.set(coordinate, lines.get(coordinate) ?? line);
    }
    const old = before.get(name);
    const had = new Set(old === undefined ? [] : elementsOf(old).map(({ coordinate }) => coordinate));
    return { name, now: lines, before: had };
  });
  return {
    of: (coordinate, subgraph) => {
      const among = subgraph === undefined ? all : all.filter(({ name }) => name === subgraph);
      const lost = among.filter((each) => each.before.has(coordinate) && !each.now.has(coordinate));
      for (const part of outwards(coordinate)) {
        const found = [...lost, ...among].find((each) => each.now.has(part));
        if (found !== undefined) {
          return { file: sdlFile(found.name), line: found.now.get(part) };
        }
      }
      return subgraph === undefined ? undefined : { file: sdlFile(subgraph) };
    },
  };
}

/** `Query.samples.first`, then `Query.samples`, then `Query`. */
function outwards(coordinate: string): string[] {
  const parts = coordinate.split(/[./]/);
  return [coordinate, ...parts.map((_, i) => parts.slice(0, parts.length - i).join('.'))];
}
