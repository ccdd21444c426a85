import { hash } from 'node:crypto';
import { NASTY_TEXTS } from '../nasty/values.ts';

/** One choice for a cell: which of its type's values, or a text of its own where the type takes any. */
export type Cell = { pick: number; text: string | null };
export type Row = Cell[];

const DOCUMENTS = ['{}', '{"a": 1.50, "b": [null, "é\\n\\\\"]}', 'null', '"text"', '[1, 2]', '-0.10'];

/** What columns of a type hold, as PostgreSQL reads it. The first is the simplest. */
export const VALUES = {
  text: NASTY_TEXTS.map((value) => value ?? 'null'),
  'varchar(80)': NASTY_TEXTS.map((value) => value ?? 'NULL'),
  'char(30)': ['x', '', ' x', '\\N', 'é'],
  smallint: ['0', '-32768', '32767'],
  integer: ['0', '1', '-2147483648', '2147483647'],
  bigint: ['0', '9007199254740993', '-9223372036854775808'],
  numeric: ['0', '1.500', '-0.10', 'NaN', '1e30', '0.00000000000000000001', 'Infinity'],
  'numeric(9,3)': ['0', '999999.999', '-1.5'],
  real: ['0', '1.1', '-0', 'NaN', '3.4e38'],
  'double precision': ['0', '0.1', '-0', '0.30000000000000004', 'NaN', '-Infinity', '1e-307'],
  boolean: ['false', 'true'],
  date: ['2020-01-01', '2020-02-29', '0044-03-15 BC', 'infinity', '5874897-12-31'],
  timestamp: [
    '2020-01-01 12:00',
    '2018-11-04 01:30',
    '2019-03-10 02:30',
    '2019-03-31 02:30:00.000001',
    'infinity',
    '0044-03-15 12:00 BC',
  ],
  timestamptz: [
    '2020-01-01 12:00+00',
    '2018-11-04 06:30+00',
    '-infinity',
    '1883-11-18 12:00-04:56:02',
    '0001-01-01 00:00+00',
  ],
  time: ['00:00', '23:59:59.999999', '24:00'],
  timetz: ['00:00+00', '12:30:00.5-04:30'],
  interval: ['0', '1 year 2 mons -3 days +04:05:06.789', '-00:00:01', '24:00:00', '1 day'],
  json: [...DOCUMENTS, '{"a": 1,  "a": 2}', '"\\u0000"', '"\\ud83e"', ' [1,2 ] '],
  jsonb: DOCUMENTS,
  uuid: ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  bytea: ['\\x', '\\x00ff5c6e', '\\x27220a0d'],
  'text[]': ['{}', '{a,NULL,"NULL","quo\\"te","com,ma","back\\\\slash",""}', '[0:1]={zero,one}', '{{a,b},{c,d}}'],
  'integer[]': ['{}', '{1,NULL}', '{{1,2},{3,4}}'],
  inet: ['192.0.2.1', '192.0.2.0/24', '2001:db8::1'],
  point: ['(0,0)', '(1.5,-0.1)'],
  int4range: ['empty', '[1,5)', '(,)'],
  bit: ['0', '1'],
  mood: ['fine', 'so "so"', ''],
  short_text: ['x', '', "it's"],
} as const satisfies Record<string, readonly string[]>;

export type Type = keyof typeof VALUES;
export const TYPES = Object.keys(VALUES) as Type[];

/** `VALUES` knows two types that every random monolith has. */
export const OWN_TYPES = `
  create type mood as enum ('fine', 'so "so"', '');
  create domain short_text as text check (length(value) <= 20);`;

const TAKES_ANY_TEXT: readonly string[] = ['text', 'varchar(80)'] satisfies Type[];

/** The i-th column's cell: a row has few of them, so that columns can go away without changing the others. */
export function cellOf(row: Row, i: number): Cell {
  const { pick, text } = row[i % row.length] as Cell;
  return { pick: pick + Math.floor(i / row.length), text };
}

export const choose = <T>(values: readonly T[], { pick }: Cell): T => values[pick % values.length] as T;

/** A value of the type, or null: one in five. */
export function cellValue(type: string, cell: Cell, notNull = false): string | null {
  if (!notNull && cell.pick % 5 === 4) {
    return null;
  }
  return cell.text !== null && TAKES_ANY_TEXT.includes(type) ? cell.text : choose(VALUES[type as Type], cell);
}

/** Always the same for a table and a row. */
export function rowId(table: string, n: number): string {
  const digest = hash('md5', `${table}:${n}`, 'hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
