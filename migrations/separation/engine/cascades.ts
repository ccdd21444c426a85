import type { Client } from 'pg';
import { sameTable, type TableName } from '../catalogue/relation.ts';
import { recordWrite } from '../ledger/progress.ts';
import { type Move, moveName } from '../move.ts';
import { column, table } from '../sql.ts';
import { referrers } from './set-aside.ts';

/** A foreign key of one partition is one of the table that it belongs to. */
const ROOT = (relation: string): string => `coalesce(pg_partition_root(${relation}), ${relation})::oid`;

const ACTING = `
  with recursive touched(oid) as (
    select $1::regclass::oid
    union
    select ${ROOT('f.conrelid')} from pg_constraint f join touched on ${ROOT('f.confrelid')} = touched.oid
    where f.contype = 'f' and f.conparentid = 0 and (f.confdeltype in ('c', 'n', 'd') or f.confupdtype in ('c', 'n', 'd')))
  select n.nspname as schema, c.relname as name
  from touched join pg_class c on c.oid = touched.oid join pg_namespace n on n.oid = c.relnamespace
  where c.oid <> $1::regclass order by n.nspname, c.relname`;

/** Tables whose rows the server deletes or changes by itself when those of this one are deleted or get another key. */
export async function cascadedTables(client: Client, name: TableName): Promise<TableName[]> {
  return (await client.query<TableName>(ACTING, [table(name)])).rows;
}

/**
 * Deletes what a deletion would take along, of the moved tables, and writes that down: the server tells nobody how many
 * rows its cascades took. Within a transaction of the target.
 *
 * @param where SQL over `t`: the rows of the table that are to be deleted
 */
export async function deleteCascaded(
  client: Client,
  move: Move,
  moves: readonly Move[],
  where: string,
  above: readonly Move[] = [],
): Promise<void> {
  for (const key of (await referrers(client, move)).filter(({ onDelete, own }) => onDelete === 'c' && !own)) {
    const child = moves.find((each) => each.service === move.service && sameTable(each.target, key));
    if (child !== undefined && !above.includes(child)) {
      const list = (names: readonly string[]): string => names.map((name) => column('t', name)).join(', ');
      const gone = `(${list(key.columns)}) in (select ${list(key.referenced)} from ${table(move.target)} t where ${where})`;
      await deleteCascaded(client, child, moves, gone, [...above, move]);
      const { rowCount } = await client.query(`delete from ${table(child.target)} t where ${gone}`);
      if (rowCount !== null && rowCount > 0) {
        await recordWrite(client, moveName(child), -rowCount);
      }
    }
  }
}
