/** A copy of JSON data, as deep as it is. What is no JSON (a Date of a scalar) is shared, for nobody writes into it. */
export function copyOf<T>(value: T): T {
  if (Array.isArray(value)) {
    return value.map(copyOf) as T;
  }
  if (!isRecord(value)) {
    return value;
  }
  // Without a prototype, as graphql-js makes them: a client may call a field `__proto__`.
  const copy: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(value)) {
    copy[key] = copyOf(value[key]);
  }
  return copy as T;
}

/** Whether two JSON values would be written alike, the order of keys included; false in case of doubt. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) {
    return true;
  }
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, i) => isSame(item, b[i]));
  }
  if (!isRecord(a) || !isRecord(b)) {
    return false;
  }
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length && keys.every((key, i) => key === others[i] && isSame(a[key], b[key]));
}

/** The innermost last value: where two of these differ, so do the values they are taken from. */
export function lastLeaf(value: unknown): unknown {
  let leaf = value;
  while (typeof leaf === 'object' && leaf !== null) {
    const values: unknown[] = Array.isArray(leaf) ? leaf : Object.values(leaf);
    leaf = values[values.length - 1];
  }
  return leaf;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  // Not compared with Object.prototype itself: there is one for each realm.
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
