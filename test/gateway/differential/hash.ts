/** FNV-1a over the parts, mixed once more: 32 bits that depend on all of them. */
export function hash(seed: number, ...parts: readonly string[]): number {
  let state = 0x811c9dc5 ^ seed;
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 1) {
      state = Math.imul(state ^ part.charCodeAt(i), 0x01000193);
    }
    state = Math.imul(state ^ 0x1f, 0x01000193);
  }
  state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
  return (state ^ (state >>> 13)) >>> 0;
}
