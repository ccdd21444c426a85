import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { type DeferredIndex, recordIndex, strikeIndex } from '../ledger/deferred.ts';
import { table as quoted } from '../sql.ts';

/**
 * Indexes that only make reading faster: nothing is unique by them, no constraint rests on them, and a statement makes
 * them again just as they are. Those that carry more than their definition says (a comment, a tablespace, statistics of
 * their own, the order to cluster by) stay.
 */
const SECONDARY = `
  select json_build_object('schema', n.nspname, 'name', c.relname) as table, i.relname as name,
    pg_get_indexdef(i.oid) as definition,
    exists (select from pg_constraint f where f.conrelid = c.oid and f.contype = 'f' and x.indkey[0] = any(f.conkey)) as "ofReference"
  from pg_index x join pg_class i on i.oid = x.indexrelid join pg_class c on c.oid = x.indrelid
  join pg_namespace n on n.oid = c.relnamespace
  where c.oid = $1::regclass and c.relkind = 'r' and not c.relispartition
    and not (x.indisunique or x.indisexclusion or x.indisreplident or x.indisclustered) and x.indisvalid and x.indisready
    and not exists (select from pg_constraint k where k.conindid = i.oid)
    and i.reltablespace = 0 and obj_description(i.oid, 'pg_class') is null
    and not exists (select from pg_attribute a where a.attrelid = i.oid and coalesce(a.attstattarget, -1) >= 0)
    and not exists (select from pg_depend d where d.refclassid = 'pg_class'::regclass and d.refobjid = i.oid)
  order by i.relname`;

/** In the caller's transaction: drops the indexes of a table that it can do without while it is filled, and writes them down. */
export async function deferIndexes(client: ClientBase, table: TableName): Promise<void> {
  const { rows } = await client.query<DeferredIndex>(SECONDARY, [quoted(table)]);
  for (const each of rows) {
    await recordIndex(client, each);
  }
  if (rows.length > 0) {
    await client.query(`drop index ${rows.map(nameOf).join(', ')}`);
  }
}

const nameOf = ({ table: { schema }, name }: DeferredIndex): string => quoted({ schema, name });

/** In the caller's transaction: makes an index as it was, and strikes it from the ledger. */
export async function makeIndex(client: ClientBase, index: DeferredIndex): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>('select to_regclass($1) is not null as there', [
    nameOf(index),
  ]);
  // Somebody may have made it by hand meanwhile.
  if (rows[0]?.there !== true) {
    await client.query(`set local default_tablespace = ''`);
    await client.query(index.definition);
  }
  await strikeIndex(client, index);
}
