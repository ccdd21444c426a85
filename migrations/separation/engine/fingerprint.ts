import type { Face } from './face.ts';
import { keyTexts, type Range, within } from './range.ts';

/** Two seeds make 128 bits of a row. https://www.postgresql.org/docs/current/hash-index.html */
const SEEDS = [1, 2] as const;

/** Count and sums of the rows' hashes: equal for equal sets of rows, whatever their order. */
export type Fingerprint = { rows: string; first: string; second: string };

const record = ({ cells }: Face): string => `row(${cells.map(({ hash }) => hash).join(', ')})`;

const hashes = (of: string): string =>
  SEEDS.map((seed, i) => `hash_record_extended(${of}, ${seed}) as h${i + 1}`).join(', ');

const sum = (seed: number): string => `coalesce(sum(hashtextextended(h${seed}::text, ${seed})), 0)::text`;

/**
 * SQL for the fingerprint of a range. `offset 0` has each row's record made once for both hashes. A record's hash is a
 * sum over its columns, so a sum of these would not see values that changed places between rows: each is hashed again.
 */
export const fingerprintOf = (face: Face, range: Range): string => `
  select count(*)::text as rows, ${sum(1)} as first, ${sum(2)} as second
  from (select ${hashes('r')} from (select ${record(face)} as r from ${face.from} where ${within(face, range)} offset 0) x) y`;

/** SQL for the key and the hash of each row. */
export const rowHashes = (face: Face, where: string): string => `
  select key, h1::text || ' ' || h2::text as hash
  from (select key, ${hashes('r')} from (select ${face.key.length === 0 ? 'null::text[]' : keyTexts(face)} as key, ${record(face)} as r from ${face.from} where ${where} offset 0) x) y`;

/** SQL for the two halves of a row's hash over the face's alias. */
export const hashPair = (face: Face): string =>
  SEEDS.map((seed) => `hash_record_extended(${record(face)}, ${seed})`)
    .join(`::text || ' ' || `)
    .concat('::text');

export const sameFingerprint = (a: Fingerprint, b: Fingerprint): boolean =>
  a.rows === b.rows && a.first === b.first && a.second === b.second;
