const C1 = 0xcc9e2d51;
const C2 = 0x1b873593;

const rotated = (value: number, by: number): number => (value << by) | (value >>> (32 - by));
const scrambled = (block: number): number => Math.imul(rotated(Math.imul(block, C1), 15), C2);

/**
 * MurmurHash3_x86_32 of a text's UTF-8 bytes: 32 bits, unsigned. Spreads evenly and is the same in every language,
 * so that another program can put a unit into the same place.
 * https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp
 */
export function murmur3(text: string, seed = 0): number {
  const bytes = Buffer.from(text, 'utf8');
  const whole = bytes.length - (bytes.length % 4);
  let hash = seed;
  for (let i = 0; i < whole; i += 4) {
    hash = (Math.imul(rotated(hash ^ scrambled(bytes.readInt32LE(i)), 13), 5) + 0xe6546b64) | 0;
  }
  if (whole < bytes.length) {
    hash ^= scrambled(bytes.readUIntLE(whole, bytes.length - whole));
  }
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
