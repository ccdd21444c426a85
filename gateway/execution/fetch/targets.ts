import { isObject, own, type Values } from '../own.ts';

export type ResponsePath = readonly (string | number)[];

/** The objects at a path, in the order of the data. `@` stands for every item of a list; what is null is left out. */
export function targetsAt(data: Values, path: readonly string[]): Values[] {
  const found: Values[] = [];
  collect(data, path, 0, found);
  return found;
}

function collect(value: unknown, path: readonly string[], depth: number, found: Values[]): void {
  if (Array.isArray(value)) {
    // A list of lists has one `@` for each of them; a list that the path says nothing of is gone through as well.
    const next = path[depth] === '@' ? depth + 1 : depth;
    for (const item of value) {
      collect(item, path, next, found);
    }
  } else if (isObject(value)) {
    if (depth === path.length) {
      found.push(value);
    } else if (path[depth] !== '@') {
      collect(own(value, path[depth] as string), path, depth + 1, found);
    }
  }
}

/** A place in the data, and the objects above it, the nearest first. */
export type Place = { target: Values; path: ResponsePath; above: readonly Values[] };

/** The same objects in the same order, with where they are. */
export function placesAt(data: Values, path: readonly string[]): Place[] {
  const found: Place[] = [];
  const walk = (value: unknown, depth: number, at: ResponsePath, above: readonly Values[]): void => {
    if (Array.isArray(value)) {
      const next = path[depth] === '@' ? depth + 1 : depth;
      for (const [i, item] of value.entries()) {
        walk(item, next, [...at, i], above);
      }
    } else if (isObject(value)) {
      if (depth === path.length) {
        found.push({ target: value, path: at, above });
      } else if (path[depth] !== '@') {
        const key = path[depth] as string;
        walk(own(value, key), depth + 1, [...at, key], [value, ...above]);
      }
    }
  };
  walk(data, 0, [], []);
  return found;
}
