import { isObject, own, put, type Values } from './own.ts';

/**
 * Adds what a subgraph said of an object to what is known of it, nested objects and lists of the same length alike. An
 * object's own type is not given up for the name of its interface, which is all that some subgraphs know.
 */
export function merge(target: Values, source: Values, isConcrete: (typename: string) => boolean): void {
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value === undefined) {
      continue;
    }
    const known = own(target, key);
    if (typeof value === 'object' && value !== null && typeof known === 'object' && known !== null) {
      put(target, key, mergedValue(known, value, isConcrete));
    } else if (key !== '__typename' || typeof known !== 'string' || !isConcrete(known)) {
      put(target, key, value);
    }
  }
}

function mergedValue(known: object, value: object, isConcrete: (typename: string) => boolean): object {
  if (isObject(known) && isObject(value)) {
    merge(known, value, isConcrete);
    return known;
  }
  if (Array.isArray(known) && Array.isArray(value) && known.length === value.length) {
    for (const [i, item] of value.entries()) {
      const before: unknown = known[i];
      known[i] =
        typeof before === 'object' && before !== null && typeof item === 'object' && item !== null
          ? mergedValue(before, item, isConcrete)
          : item;
    }
    return known;
  }
  return value;
}
