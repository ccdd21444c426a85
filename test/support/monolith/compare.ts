import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Sql } from './database.ts';

/** What stands in a database: `schema.table` → its rows as texts, sorted. Two are equal when their rows are. */
export type Image = Map<string, string[]>;

/** The same value is the same text on any server, whatever the connection had set. */
const SETTINGS = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';
  set local bytea_output = 'hex'; set local extra_float_digits = 1; set local lc_monetary = 'C'; set local search_path = public`;

const TABLES = `
  select n.nspname as schema, c.relname as name, c.relkind = 'r' as plain,
    array(select a.attname::text from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence <> 't'
    and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'separation')`;

type Table = { schema: string; name: string; plain: boolean; columns: string[] };

/** Stands between columns: nobody types it. */
const SEPARATOR = '\u001f';
const LONGEST = 1_000;

/** A value as PostgreSQL prints it, quoted; of a very long one the beginning and a hash. */
const columnText = (name: string): string => {
  const value = `format('%L', ${escapeIdentifier(name)})`;
  const short = `left(${value}, 40) || '… ' || length(${value}) || ' characters, md5 ' || md5(${value})`;
  return `${escapeLiteral(`${name}=`)} || case when length(${value}) <= ${LONGEST} then ${value} else ${short} end`;
};

const rowsOf = ({ schema, name, plain, columns }: Table): string =>
  `select ${columns.map(columnText).join(` || ${escapeLiteral(SEPARATOR)} || `) || `''`} as row
   from ${plain ? 'only ' : ''}${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;

/**
 * Reads every table of a database, partitioned ones as a whole, except what the separation keeps in a schema of its own.
 * Opens a transaction on the connection, which must be in none.
 */
export async function imageOf(client: Sql): Promise<Image> {
  await client.query(`begin isolation level repeatable read read only; ${SETTINGS}`);
  try {
    const { rows: tables } = (await client.query(TABLES)) as { rows: Table[] };
    const image: Image = new Map();
    for (const table of tables) {
      const { rows } = (await client.query(rowsOf(table))) as { rows: { row: string }[] };
      image.set(`${table.schema}.${table.name}`, rows.map(({ row }) => row).sort());
    }
    return image;
  } finally {
    await client.query('rollback');
  }
}

const MOST_LINES = 20;

/**
 * What two databases do not have in common, a line for each row, at most twenty for each table; nothing when they are
 * equal. Rows that agree in their first column are one changed row, of which only the columns that differ are shown.
 */
export function differences(a: Image, b: Image): string[] {
  const names = [...new Set([...a.keys(), ...b.keys()])].sort();
  return names.flatMap((name) => {
    const [inA, inB] = [a.get(name), b.get(name)];
    if (inA === undefined || inB === undefined) {
      return [`${name}: is a table of the ${inA === undefined ? 'second' : 'first'} one only`];
    }
    const lines = changesOf(without(inA, inB), without(inB, inA)).map((line) => `${name}: ${line}`);
    const more = lines.length - MOST_LINES;
    return more > 0 ? [...lines.slice(0, MOST_LINES), `${name}: … and ${more} more`] : lines;
  });
}

/** Rows of one that the other lacks; equal rows count as often as they occur. */
function without(rows: readonly string[], others: readonly string[]): string[] {
  const left = new Map<string, number>();
  for (const row of others) {
    left.set(row, (left.get(row) ?? 0) + 1);
  }
  return rows.filter((row) => {
    const n = left.get(row) ?? 0;
    left.set(row, n - 1);
    return n <= 0;
  });
}

const firstColumn = (row: string): string => row.split(SEPARATOR, 1)[0] as string;
const shown = (columns: readonly string[]): string => columns.join(', ');

function changesOf(onlyA: readonly string[], onlyB: readonly string[]): string[] {
  const unmatched = new Map<string, string[]>();
  for (const row of onlyB) {
    unmatched.set(firstColumn(row), [...(unmatched.get(firstColumn(row)) ?? []), row]);
  }
  const lines = onlyA.map((row) => {
    const other = unmatched.get(firstColumn(row))?.shift();
    return other === undefined ? `only in the first: ${shown(row.split(SEPARATOR))}` : changeOf(row, other);
  });
  const extra = [...unmatched.values()].flat().map((row) => `only in the second: ${shown(row.split(SEPARATOR))}`);
  return [...lines, ...extra];
}

function changeOf(row: string, other: string): string {
  const [before, after] = [row.split(SEPARATOR), other.split(SEPARATOR)];
  const [was, is] = [before.filter((c) => !after.includes(c)), after.filter((c) => !before.includes(c))];
  return `${firstColumn(row)} differs: ${shown(was)} | ${shown(is)}`;
}
