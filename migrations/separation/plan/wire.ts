import type { Column } from '../catalogue/relation.ts';
import { literal } from '../sql.ts';

/** How a value of the source becomes one of the target. SQL in, SQL out; nothing in it ever raises. */
export type Conversion = {
  /** Of the source's value; null where it has no place in the target's type. */
  forward(value: string): string;
  /** Of the target's value: what PostgreSQL would print of it in the source's type. */
  back(value: string): string;
  /** Where the way there and back may not lead to the same text. */
  mayLose: boolean;
  /** Of the source's value: whether it does not come back as it was. Where it is missing, the texts are compared. */
  lost?(value: string): string;
};

/** A column that is not of PostgreSQL's own types is worked with as the text it prints. */
export const wireType = (column: Column): string => (column.builtin ? bareType(column) : 'text');

/** The type without length, precision and scale. */
export const bareType = (column: Column): string => `${BARE[column.base] ?? column.base}${column.array ? '[]' : ''}`;

/** The names of some types mean a length of one where none is given. */
const BARE: Readonly<Record<string, string>> = { bpchar: 'bpchar', char: '"char"', bit: 'varbit' };

export const TEXTS = new Set(['text', 'varchar', 'bpchar', 'name', 'char']);
export const isText = (column: Column): boolean => !column.array && (TEXTS.has(column.base) || !column.builtin);

/** As PostgreSQL prints it. A cast of `inet` would add the netmask that printing leaves out. */
export const printed = (value: string, column: Column): string =>
  column.base === 'inet' && !column.array ? `abbrev(${value})` : `(${value})::text`;

/** Whether the text is one that the type accepts; see `sqlFor`. */
export const valid = (text: string, type: string): string => `pg_temp.input_is_valid(${text}, ${literal(type)})`;

export const lossless = (forward: Conversion['forward'], back: Conversion['back']): Conversion => ({
  forward,
  back,
  mayLose: false,
});
export const lossy = (forward: Conversion['forward'], back: Conversion['back']): Conversion => ({
  forward,
  back,
  mayLose: true,
});

/** Through the text: slow, and good for any two types. */
export const throughText = (from: Column, to: Column): Conversion =>
  lossy(
    (value) => `case when ${valid(printed(value, from), to.type)} then ${printed(value, from)}::${to.type} end`,
    (value) => printed(value, to),
  );

/** Texts of another form have no place in the type. */
export const onlyLike = (pattern: string, from: Column, { forward, back }: Conversion): Conversion =>
  lossy((value) => `case when ${printed(value, from)} ~ ${literal(pattern)} then ${forward(value)} end`, back);

export const asText = (column: Column): Column => ({
  ...column,
  type: 'text',
  base: 'text',
  array: false,
  modifier: -1,
  builtin: true,
});

/** The values of what is not of PostgreSQL's own types come as texts. */
export const asWire = (column: Column): Column => (column.builtin ? column : asText(column));
