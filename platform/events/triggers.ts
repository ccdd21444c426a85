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
const quoted = (name: string): string => `"${name}"`;
const functionOf = ({ table }: EmittingTable): string => `emit_${table}`;

/** A table's columns as they are when its triggers are made: a migration that adds one makes them anew. */
export type Columns = readonly string[];

/** Functions of PostgreSQL take no more. */
const MOST_COLUMNS = 99;

/** SQL of one member of a JSON object: `"column":value`. Null where the value is null and such members are left out. */
function member(table: EmittingTable, row: string, column: string, nulls: 'kept' | 'left out'): string {
  const cell = `${row}.${quoted(column)}`;
  const name = literal(`${JSON.stringify(column)}:`);
  if (table.redacted?.includes(column)) {
    const shown = `${name.slice(0, -1)}${JSON.stringify(REDACTED)}'`;
    return `case when ${cell} is not null then ${shown}${nulls === 'kept' ? ` else ${name.slice(0, -1)}null'` : ''} end`;
  }
  const value = `to_json(${cell})::text`;
  return `${name} || ${nulls === 'kept' ? `coalesce(${value}, 'null')` : value}`;
}

/** SQL of the text of a JSON object; members that are null are not in it. */
function objectOf(table: EmittingTable, members: readonly string[]): string {
  if (members.length > MOST_COLUMNS) {
    throw new Error(`${table.table} has ${members.length} columns for its events: ${MOST_COLUMNS} is the most.`);
  }
  return `'{' || concat_ws(',', ${members.join(', ')}) || '}'`;
}

const shownOf = ({ derived = [] }: EmittingTable, columns: Columns): Columns =>
  columns.filter((column) => !derived.includes(column));

/** A whole row, without what is null of it: most of a row often is. */
const rowOf = (table: EmittingTable, columns: Columns, row: string): string =>
  objectOf(
    table,
    shownOf(table, columns).map((column) => member(table, row, column, 'left out')),
  );

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
 * What an update changed. Rows are brought together by a full join, which PostgreSQL never does by comparing each with
 * each, whatever plan it kept from a statement with one row. Values are compared as what they are, and only of those
 * that differ a text is made.
 */
function updates(table: EmittingTable, columns: Columns): string {
  const { identifying = [], accompanying = [] } = table;
  const shown = shownOf(table, columns);
  const differs = (column: string): string => `o.${quoted(column)} is distinct from r.${quoted(column)}`;
  const side = (row: string): string =>
    objectOf(
      table,
      shown.map((column) => {
        const text = member(table, row, column, 'kept');
        return ['id', ...identifying].includes(column) ? text : `case when ${differs(column)} then ${text} end`;
      }),
    );
  const moved = `refuse_event(${literal(`the id of a row of ${table.table} never changes`)}, 'Add another row, and delete this one.')`;
  const data = `case when r.id is null or o.id is null then ${moved}
        else ('{"before":' || ${side('o')} || ',"after":' || ${side('r')} || '}')::jsonb end`;
  const matters = shown.filter((column) => !accompanying.includes(column)).map(differs);
  return insertion(
    table,
    'updated',
    data,
    'new_rows as r full join old_rows as o on o.id = r.id',
    matters.join(' or '),
  );
}

function emitFunction(table: EmittingTable, columns: Columns): string {
  const created = `('{"before":null,"after":' || ${rowOf(table, columns, 'r')} || '}')::jsonb`;
  const deleted = `('{"before":' || ${rowOf(table, columns, 'r')} || ',"after":null}')::jsonb`;
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
    ${updates(table, columns)};
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

/** Statements that make every change of a table an event from now on; may be repeated, with other columns too. */
export const emit = (table: EmittingTable, columns: Columns): string[] => [
  emitFunction(table, columns),
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
