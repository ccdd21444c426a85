import { hash } from 'node:crypto';

/** RFC 6962, section 2.1: leaves and nodes are hashed with different prefixes, so that none passes for the other. */
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);

const sha256 = (...parts: Buffer[]): Buffer => hash('sha256', Buffer.concat(parts), 'buffer');

export const leafHash = (entry: string | Buffer): Buffer => sha256(LEAF, Buffer.from(entry as string));
export const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(NODE, left, right);
export const EMPTY_ROOT = sha256();

/**
 * A complete subtree: of 2^level leaves, the index-th of its size from the left. Level 0 are the leaves. Kept are those of
 * every third level, each of eight of the level below: what lies between is computed, and an eighth of the rows is enough.
 */
export type Subtree = { level: number; index: number };
export const STRIDE = 3;
const WIDTH = 2 ** STRIDE;

/** Subtrees of kept levels side by side, so many that they make one of the next kept level, as far as they are complete. */
export type Block = Subtree;

/** The blocks in which all lies that is asked about these places of a tree of that size. */
export function blocksAt(places: readonly number[], size: number): Block[] {
  const found = new Map<string, Block>();
  for (let level = 0; 2 ** level <= size; level += STRIDE) {
    for (const place of places) {
      const index = Math.floor(place / 2 ** level / WIDTH);
      found.set(`${level} ${index}`, { level, index });
    }
  }
  return [...found.values()];
}

/** Hashes of complete subtrees of kept levels, by which all others are computed. */
export class KnownSubtrees {
  readonly #hashes = new Map<string, Buffer>();

  add({ level, index }: Subtree, of: Buffer): void {
    this.#hashes.set(`${level} ${index}`, of);
  }

  /** @throws RangeError if it cannot be computed of what is known. */
  hashOf({ level, index }: Subtree): Buffer {
    const known = this.#hashes.get(`${level} ${index}`);
    if (known !== undefined) {
      return known;
    }
    if (level % STRIDE === 0) {
      throw new RangeError(`the subtree ${index} of level ${level} is not known`);
    }
    const left = { level: level - 1, index: 2 * index };
    const computed = nodeHash(this.hashOf(left), this.hashOf({ ...left, index: left.index + 1 }));
    this.add({ level, index }, computed);
    return computed;
  }

  /** MTH(D[from:to]) of RFC 6962; `from` is where such a range can begin within a tree. */
  rangeHash(from: number, to: number): Buffer {
    const length = to - from;
    if (length === 0) {
      return EMPTY_ROOT;
    }
    const level = Math.floor(Math.log2(length));
    if (2 ** level === length) {
      return this.hashOf({ level, index: from / length });
    }
    const middle = from + splitOf(length);
    return nodeHash(this.rangeHash(from, middle), this.rangeHash(middle, to));
  }
}

/** The largest power of two smaller than n. */
function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) {
    split *= 2;
  }
  return split;
}

/** PATH(m, D[n]): the hashes that lead from leaf `index` to the root of the first `size` leaves, from below. */
export function inclusionProof(known: KnownSubtrees, index: number, size: number): Buffer[] {
  const path: Buffer[] = [];
  let [from, to] = [0, size];
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    if (index < middle) {
      path.unshift(known.rangeHash(middle, to));
      to = middle;
    } else {
      path.unshift(known.rangeHash(from, middle));
      from = middle;
    }
  }
  return path;
}

/** PROOF(m, D[n]): the hashes that show the first `older` leaves to be the same in the tree of `size`. */
export function consistencyProof(known: KnownSubtrees, older: number, size: number): Buffer[] {
  const proof: Buffer[] = [];
  let [from, to] = [0, size];
  let whole = true;
  while (to !== older) {
    const middle = from + splitOf(to - from);
    if (older <= middle) {
      proof.unshift(known.rangeHash(middle, to));
      to = middle;
    } else {
      proof.unshift(known.rangeHash(from, middle));
      from = middle;
      whole = false;
    }
  }
  return whole || older === 0 ? proof : [known.rangeHash(from, to), ...proof];
}

/** A tree that only grows, known by the complete subtrees that its leaves make. */
export class GrowingTree {
  #size: number;
  /** From the left, the largest first. */
  readonly #whole: { level: number; hash: Buffer }[] = [];

  constructor(known: KnownSubtrees, size: number) {
    this.#size = size;
    for (let from = 0; from < size; ) {
      const level = Math.floor(Math.log2(size - from));
      this.#whole.push({ level, hash: known.hashOf({ level, index: from / 2 ** level }) });
      from += 2 ** level;
    }
  }

  get size(): number {
    return this.#size;
  }

  /** @returns the subtrees of kept levels, above the leaves, that this leaf completes. */
  append(leaf: Buffer): (Subtree & { hash: Buffer })[] {
    const completed: (Subtree & { hash: Buffer })[] = [];
    this.#size += 1;
    let top = { level: 0, hash: leaf };
    while (this.#whole.at(-1)?.level === top.level) {
      const left = this.#whole.pop() as { level: number; hash: Buffer };
      top = { level: top.level + 1, hash: nodeHash(left.hash, top.hash) };
      if (top.level % STRIDE === 0) {
        completed.push({ ...top, index: this.#size / 2 ** top.level - 1 });
      }
    }
    this.#whole.push(top);
    return completed;
  }

  root(): Buffer {
    return this.#whole.length === 0
      ? EMPTY_ROOT
      : this.#whole.map((each) => each.hash).reduceRight((right, left) => nodeHash(left, right));
  }
}
