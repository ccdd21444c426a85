import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { type DeferredForeignKey, recordForeignKey, strikeForeignKey } from '../ledger/deferred.ts';
import { column, identifier, table as quoted } from '../sql.ts';

const named = (relation: string, numbers: string): string =>
  `array(select a.attname::text from unnest(${numbers}) with ordinality as k(n, i)
     join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.n order by k.i)`;

/** Those that hold for every row, and that a statement makes again just as they are. */
const FOREIGN_KEYS = `
  select json_build_object('schema', n.nspname, 'name', c.relname) as table, f.conname as name,
    pg_get_constraintdef(f.oid) as definition, ${named('f.conrelid', 'f.conkey')} as columns,
    json_build_object('schema', rn.nspname, 'name', r.relname) as "references",
    ${named('f.confrelid', 'f.confkey')} as "referencedColumns", true as valid
  from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
  join pg_class r on r.oid = f.confrelid join pg_namespace rn on rn.oid = r.relnamespace
  where f.conrelid = $1::regclass and f.contype = 'f' and f.conparentid = 0 and f.convalidated and f.confmatchtype = 's'
    and c.relkind = 'r' and r.relkind = 'r' and obj_description(f.oid, 'pg_constraint') is null
  order by f.conname`;

/** In the caller's transaction: drops the foreign keys of a table, and writes them down. */
export async function deferForeignKeys(client: ClientBase, table: TableName): Promise<void> {
  const { rows } = await client.query<DeferredForeignKey>(FOREIGN_KEYS, [quoted(table)]);
  for (const each of rows) {
    await recordForeignKey(client, each);
    await client.query(`alter table ${quoted(each.table)} drop constraint ${identifier(each.name)}`);
  }
}

/** In the caller's transaction: makes a foreign key as it was, which checks all rows at once, and strikes it from the ledger. */
export async function makeForeignKey(client: ClientBase, key: DeferredForeignKey): Promise<void> {
  const { rowCount } = await client.query('select from pg_constraint where conrelid = $1::regclass and conname = $2', [
    quoted(key.table),
    key.name,
  ]);
  // Somebody may have made it by hand meanwhile.
  if (rowCount === 0) {
    await client.query(`alter table ${quoted(key.table)} add constraint ${identifier(key.name)} ${key.definition}`);
  }
  await strikeForeignKey(client, key);
}

/** SQL for WHERE over `t`: the row refers to one that is not there. */
export function refersToNothing({ columns, references, referencedColumns }: DeferredForeignKey): string {
  const set = columns.map((name) => `${column('t', name)} is not null`);
  const same = columns.map((name, i) => `${column('p', referencedColumns[i] as string)} = ${column('t', name)}`);
  return `${set.join(' and ')} and not exists (select from ${quoted(references)} p where ${same.join(' and ')})`;
}
