import type { Client } from 'pg';
import { identifier } from '../sql.ts';
import type { Face } from './face.ts';
import { among, type KeyValues, keyTexts } from './range.ts';
import { streamRows } from './stream.ts';

/** A column that is written, with its type in the table that takes it. */
export type WrittenColumn = { name: string; type: string };

/** From where rows come and into which table they go. */
export type Writing = {
  from: Face;
  to: Face;
  /** The table that takes them, quoted. */
  into: string;
  columns: readonly WrittenColumn[];
  /** Those of the columns that make the key: an update leaves them as they are. */
  keyColumns: readonly string[];
  binary: boolean;
};

export const STAGE = 'pg_temp.separation_stage';

/** Columns of the stage have names of their own, so that no name of the table's can meet one of ours. */
export const staged = (i: number): string => `c${i}`;

/** A table of this transaction that takes rows without asking anything of them. */
export async function createStage(client: Client, columns: readonly WrittenColumn[]): Promise<void> {
  const own = columns.map(({ type }, i) => `${staged(i)} ${type}`).join(', ');
  await client.query(
    `create temp table separation_stage (n bigint generated always as identity, key text[] not null, ${own}) on commit drop`,
  );
}

/** SQL for rows of the source with their key, as the stage takes them. */
const withKeys = ({ from }: Writing, where: string, key: string): string =>
  `select ${key}, ${from.cells
    .filter(({ computed }) => !computed)
    .map(({ value }) => value)
    .join(', ')} from ${from.from} where ${where}`;

export async function fillStage(
  source: Client,
  target: Client,
  writing: Writing,
  where: string,
  key = keyTexts(writing.from),
): Promise<number> {
  const columns = ['key', ...writing.columns.map((_, i) => staged(i))].join(', ');
  return streamRows(source, withKeys(writing, where, key), target, `${STAGE} (${columns})`, writing.binary);
}

/** So many keys fit a statement. */
const KEYS_A_STATEMENT = 500;

export async function fillStageByKeys(
  source: Client,
  target: Client,
  writing: Writing,
  keys: readonly KeyValues[],
): Promise<void> {
  for (let i = 0; i < keys.length; i += KEYS_A_STATEMENT) {
    await fillStage(source, target, writing, among(writing.from, keys.slice(i, i + KEYS_A_STATEMENT)));
  }
}

/** What a COPY writes to. A table may have no columns at all, and an empty list is none to PostgreSQL. */
export const columnsInto = ({ into, columns }: Writing): string =>
  columns.length === 0 ? into : `${into} (${columnList(columns)})`;

export const columnList = (columns: readonly WrittenColumn[]): string =>
  columns.map(({ name }) => identifier(name)).join(', ');

/** SQL: a row of the stage is the row of the table that has its key. */
export const sameKey = ({ to }: Writing, stage = 'st'): string =>
  to.key
    .map(({ sql, type }, i) => `${sql} = ${stage}.key[${i + 1}]::${type}${type === 'text' ? ' collate "C"' : ''}`)
    .join(' and ');
