import type { ClientBase } from 'pg';
import type { TableName } from '../catalogue/relation.ts';
import { dropUnused } from '../drop-unused.ts';
import { CREATE_SCHEMA } from '../own-schema.ts';
import { literal } from '../sql.ts';

export type MadeKind = 'table' | 'type' | 'sequence' | 'schema' | 'extension';

/** Something that the separation made in a target. Schemas and extensions stand in none: theirs is empty. */
export type Made = TableName & { kind: MadeKind };

const RECORD = 'separation.assigned_objects';

/**
 * What was made is written down beside it, in the same transaction: comments are the source's, and what a type or a
 * schema is used for later says nothing of who made it.
 */
export const CREATE_RECORD = `
  ${CREATE_SCHEMA};
  create table if not exists ${RECORD} (
    number bigint generated always as identity,
    kind text not null,
    schema text not null,
    name text not null,
    primary key (kind, schema, name)
  )`;

export const recordSql = ({ kind, schema, name }: Made): string =>
  `insert into ${RECORD} (kind, schema, name) values (${[kind, schema, name].map(literal).join(', ')})`;

/** What the separation made in a target and did not drop since, the latest first. */
export async function madeObjects(target: ClientBase): Promise<Made[]> {
  const there = await target.query(`select to_regclass('${RECORD}') is not null as yes`);
  if (!there.rows[0].yes) {
    return [];
  }
  return (await target.query<Made>(`select kind, schema, name from ${RECORD} order by number desc`)).rows;
}

export async function forget(target: ClientBase, { kind, schema, name }: Made): Promise<void> {
  await target.query(`delete from ${RECORD} where (kind, schema, name) = ($1, $2, $3)`, [kind, schema, name]);
}

/** Removes a record that is empty; and the schema, when nothing else of the separation is in it. */
export async function dropEmptyRecord(target: ClientBase): Promise<void> {
  await target.query(`drop table ${RECORD}`);
  await target.query(dropUnused('drop schema separation'));
}

export const sameMade = (a: Made, b: Made): boolean => a.kind === b.kind && a.schema === b.schema && a.name === b.name;
