import type { Client } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { identifier, table } from '../sql.ts';
import type { Around } from './apply.ts';

const ALWAYS = `select attname as name from pg_attribute
  where attrelid = $1::regclass and attidentity = 'a' and not attisdropped and attname <> all ($2::text[])`;

/**
 * Lets updates write columns that are `generated always as identity`, which only an insert may be told to overrule. In
 * the caller's transaction: nobody else sees the table otherwise than it was. Columns of the key are never updated.
 */
export const overrulingIdentities =
  (name: TableName, keyColumns: readonly string[]): Around =>
  async (client, work) => {
    const { rows } = await client.query<{ name: string }>(ALWAYS, [table(name), keyColumns]);
    if (rows.length === 0) {
      return work();
    }
    await alter(client, name, rows, 'by default');
    const result = await work();
    // What deferred constraints still have to check stands in the way of ALTER TABLE.
    await client.query('set constraints all immediate');
    await alter(client, name, rows, 'always');
    return result;
  };

const alter = (client: Client, name: TableName, columns: readonly { name: string }[], how: string): Promise<unknown> =>
  client.query(
    `alter table ${table(name)} ${columns.map((each) => `alter column ${identifier(each.name)} set generated ${how}`).join(', ')}`,
  );
