import type { FetchDataRewrite } from '@apollo/query-planner';
import { isObject, own, put, type Values } from '../own.ts';
import type { Types } from './types.ts';

const CONDITION = '... on ';

/** Sets values and renames keys the way a plan says, in an object and whatever is below it. */
export type Rewrite = (value: unknown) => void;

export function rewriteOf(rewrites: readonly FetchDataRewrite[] | undefined, types: Types): Rewrite | undefined {
  if (rewrites === undefined || rewrites.length === 0) {
    return undefined;
  }
  const all = rewrites.map((rewrite) => one(rewrite, types));
  return (value) => {
    for (const rewrite of all) {
      rewrite(value);
    }
  };
}

function one(rewrite: FetchDataRewrite, types: Types): Rewrite {
  const parents = rewrite.path.slice(0, -1);
  const key = rewrite.path.at(-1) as string;
  const apply = (object: Values): void => {
    if (rewrite.kind === 'ValueSetter') {
      put(object, key, rewrite.setValueTo);
      return;
    }
    const value = own(object, key);
    if (value !== undefined) {
      put(object, rewrite.renameKeyTo, value);
      put(object, key, undefined);
    }
  };
  const walk = (value: unknown, depth: number): void => {
    if (Array.isArray(value)) {
      for (const item of value) {
        walk(item, depth);
      }
    } else if (isObject(value)) {
      const element = parents[depth];
      if (element === undefined) {
        apply(value);
      } else if (!element.startsWith(CONDITION)) {
        walk(own(value, element), depth + 1);
      } else if (holdsFor(value, element.slice(CONDITION.length), types)) {
        walk(value, depth + 1);
      }
    }
  };
  return (value) => walk(value, 0);
}

/** An object whose type nobody asked for is what the plan takes it for. */
function holdsFor(object: Values, condition: string, types: Types): boolean {
  const typename = own(object, '__typename');
  return typeof typename !== 'string' || types.isA(typename, condition);
}

/** Keys of a fetch's answer as the client knows them. */
export function renamed(path: readonly (string | number)[], rewrites: readonly FetchDataRewrite[] | undefined) {
  const names = new Map<string, string>();
  for (const rewrite of rewrites ?? []) {
    if (rewrite.kind === 'KeyRenamer') {
      names.set(rewrite.path.at(-1) as string, rewrite.renameKeyTo);
    }
  }
  return names.size === 0
    ? path
    : path.map((element) => (typeof element === 'string' ? (names.get(element) ?? element) : element));
}
