import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { identifier, table as quoted } from '../sql.ts';
import { asOwnerOf } from './transaction.ts';

/** A rule that makes something else of a write. `enabled` as in pg_rewrite: O origin, R replica, A always. */
export type DisabledRule = { table: TableName; rule: string; enabled: 'O' | 'R' | 'A' };

const ENABLE = { O: 'enable rule', R: 'enable replica rule', A: 'enable always rule' };

const RULES = `
  select json_build_object('schema', n.nspname, 'name', c.relname) as table, r.rulename as rule, r.ev_enabled::text as enabled
  from unnest($1::text[], $2::text[]) wanted(schema, name)
  join pg_namespace n on n.nspname = wanted.schema
  join pg_class c on c.relnamespace = n.oid and c.relname = wanted.name
  join pg_rewrite r on r.ev_class = c.oid
  where r.ev_type <> '1' and r.ev_enabled <> 'D' order by 2`;

/** Disables the rules that writes to these tables would meet. In the caller's transaction. */
export async function disableRules(client: ClientBase, tables: readonly TableName[]): Promise<DisabledRule[]> {
  const { rows } = await client.query<DisabledRule>(RULES, [
    tables.map(({ schema }) => schema),
    tables.map(({ name }) => name),
  ]);
  for (const { table, rule } of rows) {
    await asOwnerOf(table, () => client.query(`alter table ${quoted(table)} disable rule ${identifier(rule)}`));
  }
  return rows;
}

/** Enables them as they were. */
export async function enableRules(client: ClientBase, rules: readonly DisabledRule[]): Promise<void> {
  for (const { table, rule, enabled } of rules) {
    await asOwnerOf(table, () => client.query(`alter table ${quoted(table)} ${ENABLE[enabled]} ${identifier(rule)}`));
  }
}
