import type { Client } from 'pg';

/** Every index and every foreign key of a database, by name, as the statement that makes it; and what is still to be made. */
export type Standing = { indexes: string[]; invalid: string[]; foreignKeys: string[] };

const INDEXES = `select indexdef from pg_indexes where schemaname not in ('pg_catalog', 'separation') order by 1`;
const INVALID = 'select indexrelid::regclass::text as name from pg_index where not (indisvalid and indisready)';
const FOREIGN_KEYS = `select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) || convalidated as definition
  from pg_constraint where contype = 'f' order by 1`;

export async function indexesOf(client: Client): Promise<Standing> {
  const [indexes, invalid, foreignKeys] = [
    await client.query<{ indexdef: string }>(INDEXES),
    await client.query<{ name: string }>(INVALID),
    await client.query<{ definition: string }>(FOREIGN_KEYS),
  ];
  return {
    indexes: indexes.rows.map(({ indexdef }) => indexdef),
    invalid: invalid.rows.map(({ name }) => name),
    foreignKeys: foreignKeys.rows.map(({ definition }) => definition),
  };
}
