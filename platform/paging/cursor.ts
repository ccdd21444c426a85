import { hash } from 'node:crypto';
import { badInput } from '../errors/fault.ts';

/** How a key of a cursor is written; a tampered cursor must fail here and not in a statement. */
export type KeyKind = 'timestamptz' | 'uuid' | 'int' | 'numeric' | 'text';

const FORMS: Record<KeyKind, RegExp> = {
  timestamptz: /^(-?infinity|\d{4,6}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(\.\d{1,6})?(\+00|Z)( BC)?)$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  int: /^-?\d{1,9}$/,
  numeric: /^-?\d{1,15}(\.\d{1,15})?$/,
  text: /^[^\0]{0,1000}$/su,
};

/** A list as one client sees it: its name, order, filter and parent. A cursor is valid in the list it came from only. */
export const scopeOf = (...parts: unknown[]): string =>
  // What is null in a filter is as good as not there.
  hash(
    'sha1',
    JSON.stringify(parts, (_, value) => value ?? undefined),
    'base64url',
  ).slice(0, 10);

export const encodeCursor = (scope: string, keys: readonly string[]): string =>
  Buffer.from(JSON.stringify([scope, ...keys])).toString('base64url');

/** The keys after which a page begins. Throws `BAD_USER_INPUT` for what is no cursor of this very list. */
export function decodeCursor(cursor: string, scope: string, kinds: readonly KeyKind[]): string[] {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    throw badInput('after', 'this is no cursor of ours; pass the endCursor of the page before.');
  }
  if (!Array.isArray(decoded) || decoded.length !== kinds.length + 1) {
    throw badInput('after', 'this is no cursor of ours; pass the endCursor of the page before.');
  }
  const [from, ...keys] = decoded as string[];
  if (from !== scope) {
    throw badInput('after', 'this cursor comes from a list with another filter, order or parent.');
  }
  if (!kinds.every((kind, i) => isWellFormed(kind, keys[i]))) {
    throw badInput('after', 'this is no cursor of ours; pass the endCursor of the page before.');
  }
  return keys;
}

function isWellFormed(kind: KeyKind, key: unknown): boolean {
  if (typeof key !== 'string' || !FORMS[kind].test(key)) {
    return false;
  }
  return kind !== 'timestamptz' || key.endsWith('infinity') || isOnCalendar(key);
}

/** JavaScript takes 31 February for 3 March, PostgreSQL refuses it. */
function isOnCalendar(key: string): boolean {
  const iso = `${key.slice(0, 19).replace(' ', 'T')}Z`;
  const instant = new Date(iso);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso.slice(0, 19));
}
