import { describe, expect, test } from '@jest/globals';
import { hashOfLeaf, isConsistent, rootOfInclusion, Tree } from '../../../audit-verifier/tree.ts';
import {
  blocksAt,
  consistencyProof,
  EMPTY_ROOT,
  GrowingTree,
  inclusionProof,
  KnownSubtrees,
  leafHash,
  STRIDE,
} from '../../../platform/transparency/merkle.ts';

/** The eight leaves that implementations of RFC 6962 are tested with, and the roots of the trees of the first of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map(
  (hex) => Buffer.from(hex, 'hex'),
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));

/** A tree as the database keeps it: leaves, and the subtrees of every third level. */
function kept(leaves: readonly Buffer[]): { known: KnownSubtrees; all: Map<string, Buffer>; roots: Buffer[] } {
  const all = new Map<string, Buffer>();
  const known = new KnownSubtrees();
  const tree = new GrowingTree(known, 0);
  const roots = [tree.root()];
  leaves.forEach((leaf, index) => {
    const hash = leafHash(leaf);
    for (const each of [{ level: 0, index, hash }, ...tree.append(hash)]) {
      all.set(`${each.level} ${each.index}`, each.hash);
      known.add(each, each.hash);
    }
    roots.push(tree.root());
  });
  return { known, all, roots };
}

describe('the well-known tree of eight leaves', () => {
  const { known, roots } = kept(LEAVES);

  test('has its roots, as it grows, for the service and for the verifier', () => {
    expect(hex(roots)).toEqual(ROOTS);
    expect(EMPTY_ROOT.toString('hex')).toBe(ROOTS[0]);
    const tree = new Tree();
    const seen = [
      tree.root(),
      ...LEAVES.map((leaf) => {
        tree.append(hashOfLeaf(leaf.toString()));
        return tree.root();
      }),
    ];
    expect(hex(seen)).toEqual(ROOTS);
  });

  test.each([
    [0, 1, []],
    [
      0,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      5,
      8,
      [
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [
      1,
      5,
      [
        '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('the path of leaf %i among %i', (index, size, path) => {
    expect(hex(inclusionProof(known, index, size))).toEqual(path);
  });

  test.each([
    [1, 1, []],
    [
      1,
      8,
      [
        '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
      ],
    ],
    [
      6,
      8,
      [
        '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
        'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
        'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
      ],
    ],
    [
      2,
      5,
      [
        '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
        'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      ],
    ],
  ])('that %i leaves are the beginning of %i', (older, size, proof) => {
    expect(hex(consistencyProof(known, older, size))).toEqual(proof);
  });
});

describe('trees of all sizes up to a hundred', () => {
  const MOST = 100;
  const leaves = Array.from({ length: MOST }, (_, i) => Buffer.from(`entry ${i}`));
  const { all, roots } = kept(leaves);
  const root = (size: number): Buffer => roots[size] as Buffer;

  /** What would be read of the database for these places: whole blocks, as far as they are complete. */
  function readFor(places: readonly number[], size: number): KnownSubtrees {
    const known = new KnownSubtrees();
    for (const { level, index } of blocksAt(places, size)) {
      for (let i = index * 2 ** STRIDE; i < (index + 1) * 2 ** STRIDE; i += 1) {
        const hash = all.get(`${level} ${i}`);
        if (hash !== undefined) {
          known.add({ level, index: i }, hash);
        }
      }
    }
    return known;
  }

  test('the verifier comes to the root by every proof of an entry, and by no other', () => {
    for (let size = 1; size <= MOST; size += 1) {
      for (let index = 0; index < size; index += 1) {
        const leaf = leafHash(leaves[index] as Buffer);
        const proof = inclusionProof(readFor([index, size], size), index, size);
        expect(rootOfInclusion(leaf, index, size, proof)?.equals(root(size))).toBe(true);
        expect(rootOfInclusion(leafHash('another'), index, size, proof)?.equals(root(size))).not.toBe(true);
        expect(rootOfInclusion(leaf, index, size, [...proof, leaf])?.equals(root(size))).not.toBe(true);
        expect(rootOfInclusion(leaf, (index + 1) % size, size, proof)?.equals(root(size)) ?? false).toBe(size === 1);
      }
    }
  });

  test('the verifier believes every proof of consistency, and none of another tree', () => {
    const other = leafHash('another');
    for (let size = 1; size <= MOST; size += 1) {
      for (let older = 1; older <= size; older += 1) {
        const proof = consistencyProof(readFor([older - 1, older, size], size), older, size);
        const [one, two] = [
          { size: older, root: root(older) },
          { size, root: root(size) },
        ];
        expect(isConsistent(one, two, proof)).toBe(true);
        expect(isConsistent({ ...one, root: other }, two, proof)).toBe(false);
        expect(isConsistent(one, { ...two, root: other }, proof)).toBe(false);
        expect(isConsistent(one, two, [...proof, other])).toBe(false);
      }
    }
  });

  test('a tree that is taken up again goes on as if it had never been put down', () => {
    for (let size = 0; size < MOST; size += 1) {
      const tree = new GrowingTree(readFor([size], size), size);
      expect(tree.root()).toEqual(root(size));
      tree.append(leafHash(leaves[size] as Buffer));
      expect(tree.root()).toEqual(root(size + 1));
    }
  });

  test('what is not known cannot be computed', () => {
    expect(() => inclusionProof(new KnownSubtrees(), 3, 8)).toThrow('is not known');
  });
});
