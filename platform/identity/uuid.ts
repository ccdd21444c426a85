import { createHash, randomBytes } from 'node:crypto';

/** A time-ordered UUID, RFC 9562 version 7: new rows lie next to each other in their indexes. */
export function v7(now = Date.now()): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(now, 0, 6);
  return formatted(bytes, 7);
}

/** The same UUID for the same parts, wherever it is made: RFC 9562 version 8, the beginning of their SHA-256. */
export function nameBased(parts: readonly string[]): string {
  return formatted(createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, 16), 8);
}

function formatted(bytes: Buffer, version: number): string {
  bytes[6] = (version << 4) | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
