import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';

/** A key as C2SP's signed-note writes it: `<name>+<id>+<algorithm and key>`. */
export type VerifierKey = { name: string; id: Buffer; key: KeyObject };

/** What a checkpoint says, by C2SP's tlog-checkpoint. */
export type Checkpoint = { size: number; root: Buffer };

const ED25519 = 1;
/** What comes before the 32 bytes of the key in SubjectPublicKeyInfo. */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/** @throws Error that says what is wrong with the key. */
export function readKey(text: string): VerifierKey {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/.exec(text.trim());
  const [, name = '', hex = '', base64 = ''] = parts ?? [];
  const bytes = Buffer.from(base64, 'base64');
  const id = Buffer.from(hex, 'hex');
  if (parts === null || bytes.length !== 33 || bytes[0] !== ED25519) {
    throw new Error('The key is none: it looks like nanopore-audit+1a2b3c4d+AbCd…, as the service prints it.');
  }
  if (!createHash('sha256').update(`${name}\n`).update(bytes).digest().subarray(0, 4).equals(id)) {
    throw new Error('The key is damaged: its id is not the one of its name and bytes.');
  }
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes.subarray(1)]), format: 'der', type: 'spki' });
  return { name, id, key };
}

/** What a note says if one of the keys signed it; otherwise what is wrong with it. Keys change, and older notes keep theirs. */
export function readCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint | string {
  const read = keys.map((key) => readSignedBy(note, key));
  return read.find((each) => typeof each !== 'string') ?? (read.at(-1) as string);
}

function readSignedBy(note: string, { name, id, key }: VerifierKey): Checkpoint | string {
  const end = note.lastIndexOf('\n\n');
  if (end < 0) {
    return 'it is no signed note';
  }
  const text = note.slice(0, end + 1);
  const signatures = note
    .slice(end + 2)
    .split('\n')
    .map((line) => /^— (\S+) (\S+)$/.exec(line))
    .filter((line) => line?.[1] === name)
    .map((line) => Buffer.from(line?.[2] ?? '', 'base64'))
    .filter((signature) => signature.subarray(0, 4).equals(id));
  if (signatures.length === 0) {
    return `it carries no signature of ${name}`;
  }
  if (!signatures.some((signature) => verify(null, Buffer.from(text), key, signature.subarray(4)))) {
    return 'its signature is not of this text';
  }
  const [origin, size = '', root = ''] = text.split('\n');
  if (origin !== name || !/^(0|[1-9]\d*)$/.test(size) || Buffer.from(root, 'base64').length !== 32) {
    return 'it is no checkpoint of this log';
  }
  return { size: Number(size), root: Buffer.from(root, 'base64') };
}
