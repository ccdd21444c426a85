import { p } from '@mikro-orm/postgresql';

/** Columns that every table has, the same way. `new_id()` is made by each database's first migration. */
export const id = () => p.uuid().primary().defaultRaw('new_id()');
export const createdAt = () => p.datetime().columnType('timestamptz').defaultRaw('now()');
export const updatedAt = () =>
  p
    .datetime()
    .columnType('timestamptz')
    .defaultRaw('now()')
    .onUpdate(() => new Date());

/** What a monolith carried that the schema has no column for: name of the column → text as PostgreSQL prints it. */
export const legacy = () => p.json<Record<string, unknown>>().columnType('jsonb').nullable();

export const instant = () => p.datetime().columnType('timestamptz');
export const numeric = (precision: number, scale: number) =>
  p.decimal('number').columnType(`numeric(${precision},${scale})`);

/** A CHECK that a text column holds one of the values; null passes, as in every CHECK. */
export const oneOf = (table: string, column: string, values: readonly string[]) => ({
  name: `${table}_${column}_check`,
  expression: `${column} = any (array[${values.map((value) => `'${value}'`).join(', ')}])`,
});

export const notNegative = (table: string, column: string) => ({
  name: `${table}_${column}_check`,
  expression: `${column} >= 0`,
});

/** A CHECK that a number lies in a range, its ends included. */
export const within = (table: string, column: string, min: number, max: number) => ({
  name: `${table}_${column}_check`,
  expression: `${column} >= ${min} and ${column} <= ${max}`,
});
