import type { Client } from 'pg';
import { keyName } from '../ledger/quarantine.ts';
import { type Fingerprint, fingerprintOf, rowHashes, sameFingerprint } from './fingerprint.ts';
import { type KeyValues, nextBoundary, type Range, within } from './range.ts';
import type { Writing } from './stage.ts';

/** Rows that are not the same on both sides, by key. */
export type Differences = { missing: KeyValues[]; changed: KeyValues[]; extra: KeyValues[] };

export type Compared = { fromRows: number; toRows: number; differences: Differences | null };

async function fingerprint(client: Client, sql: string): Promise<Fingerprint> {
  const { rows } = await client.query<Fingerprint>(sql);
  return rows[0] as Fingerprint;
}

async function rowsOf(client: Client, sql: string): Promise<Map<string, { key: string[]; hash: string }>> {
  const { rows } = await client.query<{ key: string[]; hash: string }>(sql);
  return new Map(rows.map((row) => [keyName(row.key), row]));
}

/** Compares a range by one hash each; where these differ, down to the rows. */
export async function compareRange(from: Client, to: Client, writing: Writing, range: Range): Promise<Compared> {
  const [here, there] = await Promise.all([
    fingerprint(from, fingerprintOf(writing.from, range)),
    fingerprint(to, fingerprintOf(writing.to, range)),
  ]);
  const counts = { fromRows: Number(here.rows), toRows: Number(there.rows) };
  if (sameFingerprint(here, there)) {
    return { ...counts, differences: null };
  }
  const differences = writing.from.key.length === 0 ? NOT_BY_KEY : await differingRows(from, to, writing, range);
  return { ...counts, differences };
}

/** Rows without a key are not told apart here: see `differingHashes`. */
const NOT_BY_KEY: Differences = { missing: [], changed: [], extra: [] };

async function differingRows(from: Client, to: Client, writing: Writing, range: Range): Promise<Differences> {
  const [here, there] = await Promise.all([
    rowsOf(from, rowHashes(writing.from, within(writing.from, range))),
    rowsOf(to, rowHashes(writing.to, within(writing.to, range))),
  ]);
  const differences: Differences = { missing: [], changed: [], extra: [] };
  for (const [name, { key, hash }] of here) {
    const other = there.get(name);
    if (other === undefined) {
      differences.missing.push(key);
    } else if (other.hash !== hash) {
      differences.changed.push(key);
    }
    there.delete(name);
  }
  differences.extra.push(...[...there.values()].map(({ key }) => key));
  return differences;
}

/** Splits a range where the rows of the first side say; the last part has no more rows than the others. */
export async function* rangesOf(
  from: Client,
  { from: face }: Writing,
  range: Range,
  rows: number,
): AsyncGenerator<Range> {
  if (face.key.length === 0) {
    yield range;
    return;
  }
  let { lower } = range;
  for (;;) {
    const next: string[] | undefined = (
      await from.query<{ key: string[] }>(nextBoundary(face, lower, range.upper, rows))
    ).rows[0]?.key;
    if (next === undefined || (range.upper !== null && keyName(next) === keyName(range.upper))) {
      yield { lower, upper: range.upper };
      return;
    }
    yield { lower, upper: next };
    lower = next;
  }
}
