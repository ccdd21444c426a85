import type { Client } from 'pg';
import { label } from '../catalogue/relation.ts';
import { keyName, quarantine, type Refused } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import { textArray } from '../sql.ts';
import type { Refusal } from './careful.ts';
import type { Face } from './face.ts';
import { hashPair } from './fingerprint.ts';
import { among, type KeyValues, keyTexts } from './range.ts';

/** SQL over `s`: the whole row of the source, column → text. */
export const wholeRow = ({ sourceColumns }: Move): string =>
  `jsonb_object(${textArray(sourceColumns.map(({ name }) => name))}, array[${sourceColumns.map(({ printed }) => printed).join(', ')}]::text[])`;

/** SQL: what a row is known by where it has no key, as an array of texts. */
export const hashKey = (face: Face): string => `string_to_array(${hashPair(face)}, ' ')`;

export const keyArray = (face: Face): string => (face.key.length === 0 ? hashKey(face) : keyTexts(face));

/** SQL for WHERE, whether the table has a key or not. */
export const amongRows = (face: Face, keys: readonly KeyValues[]): string =>
  face.key.length > 0
    ? among(face, keys)
    : `${hashPair(face)} = any(${textArray(keys.map((values) => values.join(' ')))})`;

const BATCH = 200;

/** Keeps whole what the target refused, within the transaction that was refused it. */
export async function keepRefused(
  source: Client,
  target: Client,
  move: Move,
  face: Face,
  refusals: readonly Refusal[],
): Promise<void> {
  const reasons = new Map(refusals.map((each) => [keyName(each.keyValues), each]));
  for (let i = 0; i < refusals.length; i += BATCH) {
    const keys = refusals.slice(i, i + BATCH).map(({ keyValues }) => keyValues);
    const { rows } = await source.query<{ key: string[]; row: string }>(
      `select ${keyArray(face)} as key, ${wholeRow(move)}::text as row from ${face.from} where ${amongRows(face, keys)}`,
    );
    await quarantine(
      target,
      moveName(move),
      label(move.source),
      rows.map(({ key, row }) => refused(move, reasons.get(keyName(key)) as Refusal, row)),
    );
  }
}

function refused(move: Move, { keyValues, reason, constraint }: Refusal, row: string): Refused {
  const values = JSON.parse(row) as Record<string, string | null>;
  const named = move.keyColumns.map((name) => [name, values[name] ?? null] as const);
  const key = named.length === 0 ? { hash: keyValues.join(' ') } : Object.fromEntries(named);
  return { keyValues, key, row, reason, constraint };
}

/** The keys of these rows that the source still has, with the MD5 of each row as `wholeRow` makes it. */
export async function digestsOf(
  source: Client,
  move: Move,
  face: Face,
  keys: readonly KeyValues[],
): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let i = 0; i < keys.length; i += BATCH) {
    const { rows } = await source.query<{ key: string[]; digest: string }>(
      `select ${keyArray(face)} as key, md5(${wholeRow(move)}::text) as digest from ${face.from} where ${amongRows(face, keys.slice(i, i + BATCH))}`,
    );
    for (const { key, digest } of rows) {
      found.set(keyName(key), digest);
    }
  }
  return found;
}
