import {
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hash,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** What a process is known by: an X25519 key pair. `id` is the beginning of the public key's SHA-256. */
export type Identity = { id: string; privateKey: KeyObject; publicKey: PublicIdentity };
/** What others know of it. */
export type PublicIdentity = { id: string; key: KeyObject; bytes: Buffer };

const KEY_BYTES = 32;
const BASE64 = /^[A-Za-z0-9+/]{43}=?$/;
/** Tells a key that anybody may see from one that nobody may, which are 32 bytes as well. */
const PUBLIC = 'pub:';

// RFC 8410: what stands before the bytes of an X25519 key in PKCS #8 and in SubjectPublicKeyInfo.
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');

/** 32 random bytes as base64: every such number is a private key. */
export const newPrivateKey = (): string => randomBytes(KEY_BYTES).toString('base64');

/** The public key as it stands in variables and files. */
export const publicText = ({ bytes }: PublicIdentity): string => `${PUBLIC}${bytes.toString('base64')}`;

/** Undefined where the text is none. */
export function readIdentity(text: string): Identity | undefined {
  const bytes = bytesOf(text);
  if (bytes === undefined) {
    return undefined;
  }
  const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
  const publicKey = publicIdentity(spki.subarray(SPKI.length));
  return { id: publicKey.id, privateKey, publicKey };
}

/** Undefined where the text is none. */
export function readPublicIdentity(text: string): PublicIdentity | undefined {
  const bytes = text.startsWith(PUBLIC) ? bytesOf(text.slice(PUBLIC.length)) : undefined;
  const identity = bytes && publicIdentity(bytes);
  return identity !== undefined && isUsable(identity) ? identity : undefined;
}

/** A few numbers give everybody the same key, and are no public keys for that. */
function isUsable({ key }: PublicIdentity): boolean {
  try {
    return diffieHellman({ privateKey: generateKeyPairSync('x25519').privateKey, publicKey: key }).length > 0;
  } catch {
    return false;
  }
}

const publicIdentity = (bytes: Buffer): PublicIdentity => ({
  id: hash('sha256', bytes, 'hex').slice(0, 8),
  key: createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' }),
  bytes: Buffer.from(bytes),
});

function bytesOf(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return BASE64.test(text) && bytes.length === KEY_BYTES ? bytes : undefined;
}
