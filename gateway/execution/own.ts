export type Values = Record<string, unknown>;

/** Whether an object without that property would answer for its prototype instead. Response keys may be any name. */
export const isInherited = (key: string): boolean => key in Object.prototype;

/** The object's own property; undefined where it has none. */
export const own = (object: Values, key: string): unknown =>
  isInherited(key) && !Object.hasOwn(object, key) ? undefined : object[key];

/** Sets an own property, be its name `__proto__`. */
export function put(object: Values, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

export const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** JavaScript that reads a property the way `own` does. */
export const readOwn = (object: string, key: string): string => {
  const name = JSON.stringify(key);
  return isInherited(key)
    ? `(Object.hasOwn(${object}, ${name}) ? ${object}[${name}] : undefined)`
    : `${object}[${name}]`;
};

/** JavaScript of an object literal's entry: in brackets, or `__proto__` would be no property. */
export const entry = (key: string, value: string): string => `[${JSON.stringify(key)}]: ${value}`;
