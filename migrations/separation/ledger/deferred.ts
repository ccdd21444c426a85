import type { ClientBase } from 'pg';
import type { ForeignKey, TableName } from '../catalogue/relation.ts';

/** An index that a table does without while it is filled. */
export type DeferredIndex = {
  table: TableName;
  /** It stands in the schema of its table. */
  name: string;
  /** The statement that makes it. */
  definition: string;
  /** It begins with a column of a foreign key: rows that refer to another are found by it. */
  ofReference: boolean;
};

/** A foreign key that a table does without while it is filled. */
export type DeferredForeignKey = ForeignKey & { table: TableName };

/** A separation that began before there were such tables has nothing in them. */
async function kept<Row extends object>(target: ClientBase, name: string, sql: string): Promise<Row[]> {
  const { rows } = await target.query<{ there: boolean }>('select to_regclass($1) is not null as there', [name]);
  return rows[0]?.there === true ? (await target.query<Row>(sql)).rows : [];
}

/** Within the transaction that drops it. */
export async function recordIndex(target: ClientBase, index: DeferredIndex): Promise<void> {
  const { table, name, definition, ofReference } = index;
  await target.query('insert into separation.deferred_indexes values ($1, $2, $3, $4, $5)', [
    table.schema,
    table.name,
    name,
    definition,
    ofReference,
  ]);
}

/** Within the transaction that makes it. */
export async function strikeIndex(target: ClientBase, { table, name }: DeferredIndex): Promise<void> {
  await target.query('delete from separation.deferred_indexes where (table_schema, index_name) = ($1, $2)', [
    table.schema,
    name,
  ]);
}

/** Those that are still to be made. */
export async function deferredIndexes(target: ClientBase): Promise<DeferredIndex[]> {
  return kept(
    target,
    'separation.deferred_indexes',
    `select json_build_object('schema', table_schema, 'name', table_name) as table, index_name as name, definition,
       of_reference as "ofReference"
     from separation.deferred_indexes order by table_schema, table_name, index_name`,
  );
}

/** Within the transaction that drops it. */
export async function recordForeignKey(target: ClientBase, key: DeferredForeignKey): Promise<void> {
  const { table, name, definition, columns, references, referencedColumns } = key;
  await target.query('insert into separation.deferred_foreign_keys values ($1, $2, $3, $4, $5, $6, $7, $8)', [
    table.schema,
    table.name,
    name,
    definition,
    columns,
    references.schema,
    references.name,
    referencedColumns,
  ]);
}

/** Within the transaction that makes it. */
export async function strikeForeignKey(target: ClientBase, { table, name }: DeferredForeignKey): Promise<void> {
  await target.query(
    'delete from separation.deferred_foreign_keys where (table_schema, table_name, constraint_name) = ($1, $2, $3)',
    [table.schema, table.name, name],
  );
}

/** Those that are still to be made. */
export async function deferredForeignKeys(target: ClientBase): Promise<DeferredForeignKey[]> {
  return kept(
    target,
    'separation.deferred_foreign_keys',
    `select json_build_object('schema', table_schema, 'name', table_name) as table, constraint_name as name, definition,
       columns, json_build_object('schema', referenced_schema, 'name', referenced_name) as "references",
       referenced_columns as "referencedColumns", true as valid
     from separation.deferred_foreign_keys order by table_schema, table_name, constraint_name`,
  );
}
