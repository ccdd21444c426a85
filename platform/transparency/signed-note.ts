import { createPrivateKey, createPublicKey, hash, type KeyObject, sign } from 'node:crypto';

/**
 * Checkpoints as C2SP has them: a signed note (c2sp.org/signed-note) whose text is a tree's origin, its size and its
 * root (c2sp.org/tlog-checkpoint), signed with Ed25519.
 */
export type Checkpoint = { origin: string; size: number; root: Buffer };

/** An Ed25519 key under the name that its signatures carry. */
export type Signer = { name: string; key: KeyObject };

/** Says of a signature in a note that it is of Ed25519. */
const ED25519 = Buffer.from([1]);
const SEED_BYTES = 32;
/** What comes before the 32 bytes of the key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param seed the key itself, as 32 bytes in base64. */
export function signerOf(name: string, seed: string): Signer {
  const bytes = Buffer.from(seed, 'base64');
  if (bytes.length !== SEED_BYTES) {
    throw new RangeError(`an Ed25519 key has ${SEED_BYTES} bytes`);
  }
  return { name, key: createPrivateKey({ key: Buffer.concat([PKCS8, bytes]), format: 'der', type: 'pkcs8' }) };
}

const publicBytes = ({ key }: Signer): Buffer =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-SEED_BYTES);

const keyId = (signer: Signer): Buffer =>
  hash('sha256', Buffer.concat([Buffer.from(`${signer.name}\n`), ED25519, publicBytes(signer)]), 'buffer').subarray(
    0,
    4,
  );

/** The public half as those who verify take it: `<name>+<id in hex>+<algorithm and key in base64>`. */
export const verifierKeyOf = (signer: Signer): string =>
  `${signer.name}+${keyId(signer).toString('hex')}+${Buffer.concat([ED25519, publicBytes(signer)]).toString('base64')}`;

export function signCheckpoint(signer: Signer, { origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${root.toString('base64')}\n`;
  const signature = Buffer.concat([keyId(signer), sign(null, Buffer.from(text), signer.key)]);
  return `${text}\n— ${signer.name} ${signature.toString('base64')}\n`;
}
