import { p, Type } from '@mikro-orm/postgresql';

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

/** The ORM's own array type loses backslashes and takes the text NULL for no text. */
class TextArray extends Type<string[] | null, string | null> {
  override convertToDatabaseValue(value: string[] | null): string | null {
    return value && `{${value.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
  }

  override convertToJSValue(value: string[] | string | null): string[] | null {
    return typeof value === 'string' ? this.parsed(value) : value;
  }

  override getColumnType(): string {
    return 'text[]';
  }

  private parsed(literal: string): string[] {
    return [...literal.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,]+)/gs)].map(
      ([, quoted, bare]) => quoted?.replace(/\\(.)/gs, '$1') ?? (bare as string),
    );
  }
}

export const texts = () => p.type(TextArray).$type<string[]>().columnType('text[]');

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
