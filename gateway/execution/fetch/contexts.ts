import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import { isObject, own, type Values } from '../own.ts';
import type { Place } from './targets.ts';
import type { Types } from './types.ts';

const CONDITION = '... on ';

/** The arguments that fields take from objects above them (`@fromContext`), for an entity at a place. */
export function contextOf(place: Place, rewrites: readonly FetchDataKeyRenamer[], types: Types): Values {
  const context: Values = {};
  for (const { path, renameKeyTo } of rewrites) {
    const value = valueAt(place, path, types);
    if (value !== undefined) {
      context[renameKeyTo] = value;
    }
  }
  return context;
}

/** Follows a path that begins with `..`, once for each object further up; undefined where a type condition fails. */
function valueAt(place: Place, path: readonly string[], types: Types): unknown {
  const up = path.filter((element) => element === '..').length;
  let value: unknown = up === 0 ? place.target : place.above[up - 1];
  for (const element of path.slice(up)) {
    if (!isObject(value)) {
      return value === null ? null : undefined;
    }
    if (!element.startsWith(CONDITION)) {
      value = own(value, element);
    } else if (!types.isA(String(own(value, '__typename')), element.slice(CONDITION.length))) {
      return undefined;
    }
  }
  return value;
}
