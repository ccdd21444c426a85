import { createHash } from 'node:crypto';

const sha256 = (...parts: (Buffer | string)[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part);
  }
  return hash.digest();
};

export const hashOfLeaf = (text: string): Buffer => sha256(Buffer.of(0), text);
export const hashOfNode = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.of(1), left, right);

/** The Merkle tree of RFC 6962 over leaves as they come: the roots of its complete subtrees, the largest first. */
export class Tree {
  size = 0;
  #roots: Buffer[] = [];

  append(leaf: Buffer): void {
    let root = leaf;
    // As many subtrees are completed as the old size has ones at its end, written in binary.
    for (let rest = this.size; rest % 2 === 1; rest = (rest - 1) / 2) {
      root = hashOfNode(this.#roots.pop() as Buffer, root);
    }
    this.#roots.push(root);
    this.size += 1;
  }

  root(): Buffer {
    const [last, ...others] = [...this.#roots].reverse();
    return others.reduce((right, left) => hashOfNode(left, right), last ?? sha256());
  }
}

/**
 * The root that an inclusion proof leads to (RFC 9162, section 2.1.3.2); undefined when it is too short or too long.
 * Whoever holds an entry, its proof and a signed checkpoint needs nothing else.
 */
export function rootOfInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | undefined {
  let [place, last, root] = [index, size - 1, leaf];
  if (index >= size) {
    return undefined;
  }
  for (const hash of proof) {
    if (last === 0) {
      return undefined;
    }
    if (place % 2 === 1 || place === last) {
      root = hashOfNode(hash, root);
      while (place % 2 === 0 && place !== 0) {
        [place, last] = [place / 2, Math.floor(last / 2)];
      }
    } else {
      root = hashOfNode(root, hash);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 ? root : undefined;
}

/** Whether a consistency proof (RFC 9162, section 2.1.4.2) leads to both roots. */
export function isConsistent(
  older: { size: number; root: Buffer },
  newer: { size: number; root: Buffer },
  proof: readonly Buffer[],
): boolean {
  if (older.size === newer.size) {
    return proof.length === 0 && older.root.equals(newer.root);
  }
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof];
  const first = path.shift();
  if (first === undefined) {
    return false;
  }
  let [place, last] = [older.size - 1, newer.size - 1];
  while (place % 2 === 1) {
    [place, last] = [(place - 1) / 2, Math.floor(last / 2)];
  }
  let [old, now] = [first, first];
  for (const hash of path) {
    if (last === 0) {
      return false;
    }
    if (place % 2 === 1 || place === last) {
      [old, now] = [hashOfNode(hash, old), hashOfNode(hash, now)];
      while (place % 2 === 0 && place !== 0) {
        [place, last] = [place / 2, Math.floor(last / 2)];
      }
    } else {
      now = hashOfNode(now, hash);
    }
    [place, last] = [Math.floor(place / 2), Math.floor(last / 2)];
  }
  return last === 0 && old.equals(older.root) && now.equals(newer.root);
}
