import type { ClientBase } from 'pg';
import { FOREIGN_KEY_VIOLATION, hasCode } from '../../../platform/database/sqlstate.ts';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { label, type Relation, type TableName } from '../catalogue/relation.ts';
import { identifier, table as quoted } from '../sql.ts';
import { type Definition, readDefinition } from './definition.ts';
import { type ForeignKeyDefinition, hasReferencedKey, readForeignKeys, referTo } from './foreign-keys.ts';
import { type SequenceState, sequencesOf } from './sequences.ts';
import { addConstraint } from './statements.ts';

/** Since this version NOT NULL may wait for its validation, and a constraint may go without being enforced. */
const UNVALIDATED_NOT_NULL = 180_000;

type Late = Parameters<typeof addConstraint>[1];

/**
 * Makes what tables of `createAssigned` can have only when their rows are there; may be repeated.
 * - Foreign keys to tables that move to the same service, under the name that `movedTo` gives. A reference to any other
 *   table stays a soft one; so does one to a table that has no such key there, or of another type.
 * - Constraints that the source never validated: older rows may break them.
 * - Where the sequences stand: exactly as in the source, also if that is behind. After a switch it would be wrong.
 *
 * @throws StartupError where rows refer to what is not there.
 */
export async function finishAssigned(
  source: ClientBase,
  target: ClientBase,
  relations: readonly Relation[],
  movedTo: (table: TableName) => TableName | undefined,
): Promise<void> {
  const version = await serverVersion(target);
  for (const relation of relations) {
    const definition = await readDefinition(source, relation);
    await addUnvalidated(target, definition, version);
    await addDomainChecks(target, definition);
    await setSequences(target, await sequencesOf(source, relation), definition);
  }
  for (const relation of relations) {
    await addForeignKeys(target, relation, await readForeignKeys(source, relation), movedTo, version);
  }
}

async function serverVersion(client: ClientBase): Promise<number> {
  const answer = await client.query<{ version: number }>(
    `select current_setting('server_version_num')::int as version`,
  );
  return answer.rows[0]?.version ?? 0;
}

const hasConstraint = async (target: ClientBase, table: TableName, name: string): Promise<boolean> => {
  const found = await target.query(
    `select from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     where (n.nspname, c.relname, k.conname) = ($1, $2, $3)`,
    [table.schema, table.name, name],
  );
  return found.rowCount === 1;
};

async function addOnce(target: ClientBase, table: TableName, constraint: Late): Promise<void> {
  if (!(await hasConstraint(target, table, constraint.name))) {
    for (const statement of addConstraint(table, constraint)) {
      await target.query(statement);
    }
  }
}

/** What is not enforced in the source refuses nothing; an older server cannot even say so. */
async function addUnvalidated(target: ClientBase, { table, constraints }: Definition, version: number): Promise<void> {
  for (const constraint of constraints.filter(({ valid }) => !valid)) {
    if (version >= UNVALIDATED_NOT_NULL || (constraint.kind !== 'n' && constraint.enforced)) {
      await addOnce(target, table, constraint);
    }
  }
}

async function addDomainChecks(target: ClientBase, { types }: Definition): Promise<void> {
  for (const type of types.filter(({ kind, extension }) => kind === 'domain' && extension === null)) {
    for (const { name, definition } of type.checks.filter(({ valid }) => !valid)) {
      const found = await target.query(
        `select from pg_constraint k join pg_type t on t.oid = k.contypid join pg_namespace n on n.oid = t.typnamespace
         where (n.nspname, t.typname, k.conname) = ($1, $2, $3)`,
        [type.schema, type.name, name],
      );
      if (found.rowCount === 0) {
        await target.query(`alter domain ${quoted(type)} add constraint ${identifier(name)} ${definition}`);
      }
    }
  }
}

async function setSequences(
  target: ClientBase,
  states: readonly SequenceState[],
  { sequences }: Definition,
): Promise<void> {
  for (const sequence of sequences) {
    const state = states.find(({ name }) => name === label(sequence));
    if (state !== undefined) {
      await target.query('select setval($1::regclass, $2::bigint, $3)', [
        quoted(sequence),
        state.lastValue,
        state.isCalled,
      ]);
    }
  }
}

async function addForeignKeys(
  target: ClientBase,
  table: TableName,
  keys: readonly ForeignKeyDefinition[],
  movedTo: (table: TableName) => TableName | undefined,
  version: number,
): Promise<void> {
  for (const key of keys.filter(({ enforced }) => enforced || version >= UNVALIDATED_NOT_NULL)) {
    const referenced = movedTo(key.references);
    if (referenced !== undefined && (await hasReferencedKey(target, key, referenced))) {
      const definition = await referTo(target, key, referenced);
      await addOnce(target, table, { ...key, definition, temporal: false }).catch((error) => {
        throw hasCode(error, FOREIGN_KEY_VIOLATION) ? dangling(table, key, referenced, error) : error;
      });
    }
  }
}

const dangling = (table: TableName, { name }: ForeignKeyDefinition, referenced: TableName, cause: unknown) =>
  new StartupError(
    `${label(table)}: the foreign key ${name} cannot be made, for rows refer to what is not in ${label(referenced)} ` +
      `(${(cause as { detail?: string }).detail ?? 'the server does not say which'}); sync, then try again.`,
    { cause },
  );
