import type { EmittingTable } from './emitting-table.ts';
import { OUTBOX, OUTBOX_CHANNEL } from './tables.ts';

/** What stands in an event in place of a value that it must not show. */
export const REDACTED = '[redacted]';

/** Begins the names of all triggers that write events. */
export const TRIGGER_PREFIX = 'event_outbox_';

/**
 * Of writers at the same time one wakes whoever listens: NOTIFY lets only one commit at a time. What the others commit
 * a moment later is found by looking again. Any number will do as long as nothing else in these databases locks it.
 */
const WAKING_LOCK = 4_711_820_261;

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const texts = (values: readonly string[]): string => `array[${values.map(literal).join(', ')}]::text[]`;
const functionOf = ({ table }: EmittingTable): string => `emit_${table}`;

/** A whole row. */
function rowOf({ derived = [], redacted = [] }: EmittingTable, row: string): string {
  const open = derived.length === 0 ? `to_jsonb(${row})` : `to_jsonb(${row}) - ${texts(derived)}`;
  const hidden = redacted.map(
    (column) => `${literal(column)}, case when ${row}.${column} is not null then ${literal(REDACTED)} end`,
  );
  return hidden.length === 0 ? open : `(${open}) || jsonb_build_object(${hidden.join(', ')})`;
}

function typeOf({ resource, verbs = {} }: EmittingTable, generic: string): string {
  const otherwise = literal(`${resource}.${generic}`);
  const cases = Object.entries(verbs).map(
    ([action, verb]) => `when ${literal(action)} then ${literal(`${resource}.${verb}`)}`,
  );
  return cases.length === 0 ? otherwise : `case action ${cases.join(' ')} else ${otherwise} end`;
}

function rootOf({ resource, roots = [], ...table }: EmittingTable): { type: string; id: string } {
  const own = idOf(table);
  if (roots.length === 0) {
    return { type: literal(resource), id: own };
  }
  const first = (value: (root: (typeof roots)[number]) => string): string =>
    roots.map((root) => `when ${root.id} is not null then ${value(root)}`).join(' ');
  return {
    type: `case ${first(({ type }) => literal(type))} else ${literal(resource)} end`,
    id: `case ${first(({ id }) => `(${id})::text`)} else ${own} end`,
  };
}

const idOf = ({ id = 'r.id' }: Pick<EmittingTable, 'id'>): string => `(${id})::text`;

const NOBODY = (table: string): string =>
  `refuse_event(${literal(`${table} cannot be changed by nobody: no event could say who did it`)}, ${literal(
    `Set app.actor for the transaction; by hand, select act_as('your name').`,
  )})`;

/** One event for each row of `from` that meets the condition. */
function insertion(table: EmittingTable, generic: string, data: string, from: string, condition?: string): string {
  const root = rootOf(table);
  return `insert into ${OUTBOX} (id, type, subject, root_type, root_id, time, data, actor, request_id, client_address, user_agent)
    select new_id(), ${typeOf(table, generic)}, ${literal(`${table.resource}/`)} || ${idOf(table)}, ${root.type}, ${root.id},
      clock_timestamp(), ${data}, coalesce(actor, ${NOBODY(table.table)}), request_id, client_address, user_agent
    from ${from}${
      condition === undefined
        ? ''
        : `
    where ${condition}`
    }`;
}

/**
 * What an update changed, out of the row before and after. Rows are brought together by a full join, which PostgreSQL
 * never does by comparing each with each, whatever plan it kept from a statement with one row.
 */
function updates(table: EmittingTable): string {
  const { identifying = [], derived = [], accompanying = [], redacted = [] } = table;
  const shown = (row: string): string =>
    redacted.length === 0
      ? `${row} -> k`
      : `case when k = any(${texts(redacted)}) and ${row} ->> k is not null then to_jsonb(${literal(REDACTED)}::text) else ${row} -> k end`;
  const changed = 'rows.o -> k is distinct from rows.n -> k';
  const moved = `refuse_event(${literal(`the id of a row of ${table.table} never changes`)}, 'Add another row, and delete this one.')`;
  const from = `new_rows as r full join old_rows as o on o.id = r.id
    cross join lateral (select to_jsonb(o) as o, to_jsonb(r) as n offset 0) as rows
    cross join lateral (
      select jsonb_object_agg(k, ${shown('rows.o')}) as before, jsonb_object_agg(k, ${shown('rows.n')}) as after,
        bool_or(${changed} and k <> all(${texts(accompanying)})) as matters
      from jsonb_object_keys(coalesce(rows.n, rows.o)) as k
      where k <> all(${texts(derived)}) and (${changed} or k = any(${texts(['id', ...identifying])}))
    ) as diff`;
  const data = `case when r.id is null or o.id is null then ${moved} else jsonb_build_object('before', diff.before, 'after', diff.after) end`;
  return insertion(table, 'updated', data, from, 'diff.matters');
}

function emitFunction(table: EmittingTable): string {
  const created = `jsonb_build_object('before', null, 'after', ${rowOf(table, 'r')})`;
  const deleted = `jsonb_build_object('before', ${rowOf(table, 'r')}, 'after', null)`;
  return `create or replace function ${functionOf(table)}() returns trigger language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set timezone = 'UTC' as $$
#variable_conflict use_variable
declare
  actor jsonb := nullif(current_setting('app.actor', true), '');
  action text := current_setting('app.action', true);
  request_id text := nullif(current_setting('app.request_id', true), '');
  client_address inet := nullif(current_setting('app.client_address', true), '');
  user_agent text := nullif(current_setting('app.user_agent', true), '');
  written bigint;
begin
  if tg_op = 'INSERT' then
    ${insertion(table, 'created', created, 'new_rows as r', table.addedWhen)};
  elsif tg_op = 'UPDATE' then
    ${updates(table)};
  else
    ${insertion(table, 'deleted', deleted, 'old_rows as r')};
  end if;
  get diagnostics written = row_count;
  if written > 0 and pg_try_advisory_xact_lock(${WAKING_LOCK}) then
    perform pg_notify(${literal(OUTBOX_CHANNEL)}, '');
  end if;
  return null;
end $$`;
}

const TRANSITIONS = {
  insert: 'new table as new_rows',
  update: 'old table as old_rows new table as new_rows',
  delete: 'old table as old_rows',
};

/** Statements that make every change of a table an event from now on; may be repeated with another declaration. */
export const emit = (table: EmittingTable): string[] => [
  emitFunction(table),
  // A role that could call it from a table of its own could forge events.
  `revoke execute on function ${functionOf(table)}() from public`,
  ...Object.entries(TRANSITIONS).map(
    ([event, tables]) => `create or replace trigger ${TRIGGER_PREFIX}${event} after ${event} on "${table.table}"
      referencing ${tables} for each statement execute function ${functionOf(table)}()`,
  ),
  `create or replace trigger ${TRIGGER_PREFIX}truncate before truncate on "${table.table}"
    for each statement execute function refuse_truncate()`,
];

export const stopEmitting = (table: EmittingTable): string[] => [
  ...[...Object.keys(TRANSITIONS), 'truncate'].map(
    (event) => `drop trigger ${TRIGGER_PREFIX}${event} on "${table.table}"`,
  ),
  `drop function ${functionOf(table)}()`,
];
