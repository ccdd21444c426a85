import { ACTOR_MISSING } from '../database/sqlstate.ts';
import { OUTBOX } from './tables.ts';

/**
 * One row for each change, written by triggers in the transaction of the change. `transaction` and `position` together
 * are the order in which a relay may read: see docs/events.md. Rows come and go, so that the table is vacuumed early.
 */
const TABLE = `create table "${OUTBOX}" (
  "position" bigint generated always as identity primary key,
  "transaction" xid8 not null default pg_current_xact_id(),
  "id" uuid not null,
  "type" text not null,
  "subject" text not null,
  "root_type" text not null,
  "root_id" text not null,
  "time" timestamptz not null,
  "data" jsonb not null,
  "actor" jsonb not null check (actor ?& array['kind', 'name']),
  "request_id" text null,
  "client_address" inet null,
  "user_agent" text null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1)`;

/** Whoever was given rights on new tables by default may read and remove: nobody but the triggers writes events. */
const REVOKE_WRITING = `
  do $do$
  declare grantee text;
  begin
    for grantee in
      select distinct case entry.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(entry.grantee)) end
      from pg_class as c cross join lateral aclexplode(c.relacl) as entry
      where c.oid = '${OUTBOX}'::regclass and entry.grantee <> c.relowner
    loop
      execute 'revoke insert, update, truncate on table ${OUTBOX} from ' || grantee;
    end loop;
  end $do$`;

/** Raised in the middle of an expression, so that nothing has to be asked before there is a row that matters. */
const REFUSE = `create function refuse_event(message text, hint text) returns jsonb language plpgsql as $$
  begin
    raise exception using message = message, hint = hint, errcode = '${ACTOR_MISSING}';
  end $$`;

/** TRUNCATE shows nobody which rows it takes. */
const REFUSE_TRUNCATE = `create function refuse_truncate() returns trigger language plpgsql as $$
  begin
    perform refuse_event(format('%s cannot be truncated: no event would say which rows are gone', tg_table_name),
      'Delete the rows.');
    return null;
  end $$`;

/** For whoever changes rows by hand: says for the rest of the session who it is. */
const ACT_AS = `create function act_as(name text) returns void language sql as $$
  select set_config('app.actor', jsonb_build_object('kind', 'person', 'name', name, 'userId', null)::text, false)
  from (select 1 where trim(name) <> '') as named
$$`;

/** Statements that give a service's database its outbox. */
export const createOutbox = (): string[] => [
  TABLE,
  `create index "${OUTBOX}_order_idx" on "${OUTBOX}" (transaction, position)`,
  REVOKE_WRITING,
  REFUSE,
  REFUSE_TRUNCATE,
  ACT_AS,
];

export const dropOutbox = (): string[] => [
  'drop function act_as(text)',
  'drop function refuse_truncate()',
  'drop function refuse_event(text, text)',
  `drop table "${OUTBOX}"`,
];
