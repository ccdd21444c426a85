import { createSecretKey, hash, type KeyObject } from 'node:crypto';

/** The keys by id: the current one encrypts, all of them decrypt. */
export type KeyRing = { current: string; keys: ReadonlyMap<string, KeyObject> };

const KEY_BYTES = 32;
const ID = /^[A-Za-z0-9_-]{1,32}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=?$/;

/**
 * Reads `[id:]key, …`, keys being 32 bytes as base64. A key without an id is called by the beginning of its SHA-256,
 * so that it keeps its name when others come. Returns what is wrong, without repeating any of it.
 */
export function readKeyRing(text: string): KeyRing | string {
  const keys = new Map<string, KeyObject>();
  for (const [i, part] of text.split(',').entries()) {
    const entry = readKey(part.trim());
    if (typeof entry === 'string') {
      return `${entry} (key ${i + 1} of the list)`;
    }
    if (keys.has(entry.id)) {
      return `must not have two keys of one id (key ${i + 1} of the list)`;
    }
    keys.set(entry.id, entry.key);
  }
  return { current: keys.keys().next().value as string, keys };
}

function readKey(text: string): { id: string; key: KeyObject } | string {
  const colon = text.indexOf(':');
  const encoded = text.slice(colon + 1);
  const bytes = Buffer.from(encoded, 'base64');
  if (!BASE64.test(encoded) || bytes.length !== KEY_BYTES) {
    return 'must be 32 bytes as base64, or several of them as id:key,id:key, the current one first';
  }
  const id = colon === -1 ? hash('sha256', bytes, 'hex').slice(0, 8) : text.slice(0, colon);
  return ID.test(id)
    ? { id, key: createSecretKey(bytes) }
    : 'must have ids of 1 to 32 letters, digits, dashes and underscores';
}
