import { literal } from '../sql.ts';
import type { Face } from './face.ts';

/** Values of a key as texts. */
export type KeyValues = readonly (string | null)[];

/** Rows with `lower < key <= upper`; null: without a bound. */
export type Range = { lower: KeyValues | null; upper: KeyValues | null };

export const EVERYTHING: Range = { lower: null, upper: null };

const value = (text: string | null, type: string): string => {
  const cast = text === null ? 'null' : literal(text);
  return type === 'text' ? `${cast}::text collate "C"` : `${cast}::${type}`;
};

const tuple = (parts: readonly string[]): string => (parts.length === 1 ? `${parts[0]}` : `(${parts.join(', ')})`);

export const keyTuple = ({ key }: Face): string => tuple(key.map(({ sql }) => sql));

const bound = (face: Face, values: KeyValues): string =>
  tuple(face.key.map(({ type }, i) => value(values[i] ?? null, type)));

/** SQL for WHERE. A table without a key has only one range, which is everything. */
export function within(face: Face, { lower, upper }: Range): string {
  const parts = [
    ...(lower === null ? [] : [`${keyTuple(face)} > ${bound(face, lower)}`]),
    ...(upper === null ? [] : [`${keyTuple(face)} <= ${bound(face, upper)}`]),
  ];
  return parts.length === 0 ? 'true' : parts.join(' and ');
}

/** SQL for WHERE: the rows that have one of these keys. */
export function among(face: Face, keys: readonly KeyValues[]): string {
  if (keys.length === 0) {
    return 'false';
  }
  const [only, ...more] = face.key;
  if (only !== undefined && more.length === 0) {
    const collation = only.type === 'text' ? ' collate "C"' : '';
    return `${only.sql} in (${keys.map(([text]) => `${literal(text ?? '')}::${only.type}${collation}`).join(', ')})`;
  }
  return `(${face.key.map(({ sql }) => sql).join(', ')}) in (${keys.map((values) => bound(face, values)).join(', ')})`;
}

/** The key as an array of texts. */
export const keyTexts = ({ key }: Face): string =>
  `array[${key.map(({ sql }) => `(${sql})::text`).join(', ')}]::text[]`;

export const keyOrder = ({ key }: Face): string => key.map(({ sql }) => sql).join(', ');

/** SQL for the key that ends a range of so many rows; no row where fewer are left. */
export const nextBoundary = (face: Face, lower: KeyValues | null, upper: KeyValues | null, rows: number): string =>
  `select ${keyTexts(face)} as key from ${face.from} where ${within(face, { lower, upper })} order by ${keyOrder(face)} offset ${rows - 1} limit 1`;
