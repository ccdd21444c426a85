import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { refuse } from '../../../platform/errors/refusal.ts';
import type { KeyRing } from './key-ring.ts';

/** Where a value belongs. It is authenticated with the value, which therefore opens nowhere else. */
export type Place = { configKey: string; environment: string };

const CIPHER = 'aes-256-gcm';
/** The length that GCM is made for. NIST SP 800-38D, 8.2.2: random ones are good for 2^32 values a key. */
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `v1`, key id, nonce, then the authentication tag with the ciphertext; base64url. */
const SEALED = /^v1\.(?<id>[A-Za-z0-9_-]{1,32})\.(?<iv>[\w-]{16})\.(?<rest>[\w-]{22,})$/;

const additionalData = ({ configKey, environment }: Place): Buffer =>
  Buffer.from(JSON.stringify(['application_configs', configKey, environment]));

/** Encrypts a value for its place, under the current key. */
export function seal({ current, keys }: KeyRing, place: Place, value: string): string {
  const key = keys.get(current);
  if (key === undefined) {
    throw new Error('a key ring without its current key');
  }
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES }).setAAD(additionalData(place));
  const ciphertext = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  const rest = Buffer.concat([cipher.getAuthTag(), ciphertext]);
  return ['v1', current, iv.toString('base64url'), rest.toString('base64url')].join('.');
}

/** The id of the key that a value is encrypted with; null for what was not encrypted here. */
export const keyIdOf = (sealed: string): string | null => SEALED.exec(sealed)?.groups?.id ?? null;

/** Decrypts a value. Refuses, by name, what was not encrypted here, with a key of ours, for this very place. */
export function unseal({ keys }: KeyRing, place: Place, sealed: string): string {
  const name = `${place.configKey} in ${place.environment}`;
  const cannot = (why: string) => refuse('CANNOT_DECRYPT', 'configKey', `configKey: ${why}; set the value anew.`);
  const { id = '', iv = '', rest = '' } = SEALED.exec(sealed)?.groups ?? {};
  if (id === '') {
    throw cannot(`the stored value of ${name} was not encrypted by this service`);
  }
  const key = keys.get(id);
  if (key === undefined) {
    throw cannot(`the stored value of ${name} is encrypted with the key ${id}, which CONFIG_ENCRYPTION_KEY lacks`);
  }
  const bytes = Buffer.from(rest, 'base64url');
  const decipher = createDecipheriv(CIPHER, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
    .setAAD(additionalData(place))
    .setAuthTag(bytes.subarray(0, TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    // Node says no more than that the tag does not fit.
    throw cannot(`the stored value does not belong to ${name}: it was moved there or changed by hand`);
  }
}
