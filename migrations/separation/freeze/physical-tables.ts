import type { ClientBase } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, type TableName } from '../catalogue/relation.ts';

/** A table as statements meet it: a table, or one of its partitions, which statements may name as well. */
export type PhysicalTable = TableName & {
  oid: number;
  /** The table that it belongs to, itself if it is no partition. */
  of: TableName;
};

const PHYSICAL = `
  select part.oid, n.nspname as schema, part.relname as name, json_build_object('schema', wanted.schema, 'name', wanted.name) as of
  from unnest($1::text[], $2::text[]) with ordinality wanted(schema, name, place)
  join pg_namespace root_schema on root_schema.nspname = wanted.schema
  join pg_class root on root.relnamespace = root_schema.oid and root.relname = wanted.name and root.relkind in ('r', 'p')
  cross join lateral (
    select root.oid as relid, 0 as level
    union select t.relid, t.level from pg_partition_tree(root.oid) t where root.relkind = 'p') tree
  join pg_class part on part.oid = tree.relid and part.relkind in ('r', 'p')
  join pg_namespace n on n.oid = part.relnamespace
  order by wanted.place, tree.level, part.oid`;

/** Tables with all their partitions, each before its own. A StartupError if there is no such table. */
export async function physicalTables(client: ClientBase, tables: readonly TableName[]): Promise<PhysicalTable[]> {
  const { rows } = await client.query<PhysicalTable>(PHYSICAL, [
    tables.map(({ schema }) => schema),
    tables.map(({ name }) => name),
  ]);
  const missing = tables.find((table) => !rows.some((row) => label(row.of) === label(table)));
  if (missing !== undefined) {
    throw new StartupError(`There is no table ${label(missing)} any more: plan again.`);
  }
  return rows;
}
