import type { ClientBase } from 'pg';
import { DEPENDENT_OBJECTS, hasCode } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, sameTable, type TableName } from '../catalogue/relation.ts';
import { dropUnused } from '../drop-unused.ts';
import { identifier, list, table as quoted } from '../sql.ts';
import { dropEmptyRecord, forget, type Made, type MadeKind, madeObjects, sameMade } from './made.ts';

/**
 * Drops tables of `createAssigned`, and what was made for them: types, sequences, extensions and schemas, as far as
 * nothing else stands on them. What was there before stays. A table that is gone already is no error.
 *
 * @throws StartupError where a table is not of the separation's making, or something else needs it, such as a view.
 */
export async function dropAssigned(target: ClientBase, tables: readonly TableName[]): Promise<void> {
  const made = await madeObjects(target);
  if (made.length === 0 && tables.length === 0) {
    return;
  }
  const existing = await existingOf(target, tables);
  const strange = existing.find((table) => !made.some((each) => sameMade(each, { kind: 'table', ...table })));
  if (strange !== undefined) {
    throw new StartupError(`${label(strange)} was not made by the separation: it drops nothing of others.`);
  }
  if (existing.length > 0) {
    await dropForeignKeysTo(target, existing);
    await freeSequences(target, existing, made);
    await dropTables(target, existing);
  }
  const gone = made.filter((each) => each.kind === 'table' && tables.some((table) => sameTable(table, each)));
  for (const each of gone) {
    await forget(target, each);
  }
  await dropRest(
    target,
    made.filter(({ kind }) => kind !== 'table'),
  );
  if (made.length > 0 && (await madeObjects(target)).length === 0) {
    await dropEmptyRecord(target);
  }
}

const existingOf = async (target: ClientBase, tables: readonly TableName[]): Promise<TableName[]> =>
  (
    await target.query<TableName>(
      `select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where (n.nspname, c.relname) in (select * from unnest($1::text[], $2::text[]))`,
      [tables.map(({ schema }) => schema), tables.map(({ name }) => name)],
    )
  ).rows;

/** Of tables that stay. */
async function dropForeignKeysTo(target: ClientBase, tables: readonly TableName[]): Promise<void> {
  const { rows } = await target.query<TableName & { key: string }>(
    `select n.nspname as schema, c.relname as name, k.conname as key
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where k.contype = 'f' and k.conparentid = 0 and k.confrelid = any($1::regclass[]) and k.conrelid <> all($1::regclass[])`,
    [tables.map(quoted)],
  );
  for (const { key, ...table } of rows) {
    await target.query(`alter table ${quoted(table)} drop constraint ${identifier(key)}`);
  }
}

/** A sequence that several tables share would go with the one that owns it, and hold that one back. */
async function freeSequences(target: ClientBase, tables: readonly TableName[], made: readonly Made[]): Promise<void> {
  const { rows } = await target.query<TableName>(
    `select n.nspname as schema, s.relname as name
     from pg_depend d join pg_class s on s.oid = d.objid and s.relkind = 'S' join pg_namespace n on n.oid = s.relnamespace
     where d.classid = 'pg_class'::regclass and d.refclassid = 'pg_class'::regclass and d.deptype = 'a'
       and d.refobjid = any($1::regclass[])`,
    [tables.map(quoted)],
  );
  for (const sequence of rows.filter((row) => made.some((each) => sameMade(each, { kind: 'sequence', ...row })))) {
    await target.query(`alter sequence ${quoted(sequence)} owned by none`);
  }
}

async function dropTables(target: ClientBase, tables: readonly TableName[]): Promise<void> {
  try {
    await target.query(`drop table ${list(tables.map(quoted))}`);
  } catch (cause) {
    if (!hasCode(cause, DEPENDENT_OBJECTS)) {
      throw cause;
    }
    const { detail } = cause as { detail?: string };
    throw new StartupError(
      `Tables of the separation cannot be dropped, for something else needs them (${detail?.replaceAll('\n', '; ')}): drop that first.`,
      { cause },
    );
  }
}

const STATEMENTS: Record<Exclude<MadeKind, 'table'>, (made: Made) => string> = {
  type: (made) => `drop type if exists ${quoted(made)}`,
  sequence: (made) => `drop sequence if exists ${quoted(made)}`,
  schema: ({ name }) => `drop schema if exists ${identifier(name)}`,
  extension: ({ name }) => `drop extension if exists ${identifier(name)}`,
};

const THERE: Record<Exclude<MadeKind, 'table'>, string> = {
  type: `select from pg_type t join pg_namespace n on n.oid = t.typnamespace where (n.nspname, t.typname) = ($1, $2)`,
  sequence: `select from pg_class c join pg_namespace n on n.oid = c.relnamespace where (n.nspname, c.relname) = ($1, $2)`,
  schema: `select from pg_namespace where $1 = '' and nspname = $2`,
  extension: `select from pg_extension where $1 = '' and extname = $2`,
};

/** The latest first, for that stands on earlier ones. What is still used stays written down. */
async function dropRest(target: ClientBase, made: readonly Made[]): Promise<void> {
  for (const each of made) {
    const kind = each.kind as Exclude<MadeKind, 'table'>;
    await target.query(dropUnused(STATEMENTS[kind](each)));
    const { rowCount } = await target.query(THERE[kind], [each.schema, each.name]);
    if (rowCount === 0) {
      await forget(target, each);
    }
  }
}
