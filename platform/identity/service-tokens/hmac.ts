import { hash, timingSafeEqual } from 'node:crypto';

/** A key of HMAC-SHA256, made ready: RFC 2104 hashes twice, each time after a block that has the key in it. */
export type HmacKey = { inner: Buffer; outer: Buffer };

const BLOCK = 64;
const DIGEST = 32;

/** @param key at most 64 bytes */
export function hmacKey(key: Uint8Array): HmacKey {
  const inner = Buffer.alloc(BLOCK, 0x36);
  const outer = Buffer.alloc(BLOCK + DIGEST, 0x5c);
  for (const [i, byte] of key.entries()) {
    inner[i] = 0x36 ^ byte;
    outer[i] = 0x5c ^ byte;
  }
  return { inner, outer };
}

/**
 * HMAC-SHA256 of a text of ASCII and a body, in base64url. `createHmac` says the same and takes twice as long, which is
 * much where it is done for every fetch: it makes an object that has to be collected.
 */
export function hmac({ inner, outer }: HmacKey, text: string, body: string | Uint8Array): string {
  const start = BLOCK + text.length;
  const message = Buffer.allocUnsafe(start + Buffer.byteLength(body));
  message.set(inner);
  message.write(text, BLOCK, 'latin1');
  if (typeof body === 'string') {
    message.write(body, start);
  } else {
    message.set(body, start);
  }
  outer.set(hash('sha256', message, 'buffer'), BLOCK);
  return hash('sha256', outer, 'base64url');
}

/** In a time that says nothing of how far they agree. Each code is written in one way only. */
export const isSameCode = (given: string, expected: string): boolean =>
  given.length === expected.length && timingSafeEqual(Buffer.from(given, 'latin1'), Buffer.from(expected, 'latin1'));
