import { Migration } from '@mikro-orm/migrations';
import { insertOnly, LOG_INDEXES, logIndexes, revokeChanges } from './log-tables.ts';

/** Nothing else of the migration makes sense without: the log is worth what nobody who logs in can do to it. */
const INSIST_ON_KEEPER = `
  do $do$ begin
    if to_regnamespace('keeping') is null then
      raise exception 'this database has no keeper for the audit log: run in it, as an administrator, what npm run migrate -- keeper audit prints';
    end if;
  end $do$`;

/**
 * Makes a part of the log for a range of time. Each has the trigger of the whole: a statement may name a part, and
 * the trigger of the whole does not fire then.
 */
const MAKE_PART = `
  create function make_audit_part(part text, since timestamptz, until timestamptz) returns void
  language plpgsql set search_path = public, pg_temp set timezone = 'UTC' as $do$ begin
    execute format('create table audit_months.%I partition of public.audit_logs %s', part,
      case when since is null then 'default' else format('for values from (%L) to (%L)', since, until) end);
    execute format('create trigger audit_logs_insert_only before update or delete or truncate on audit_months.%I
      for each statement execute function public.refuse_change()', part);
  end $do$`;

/**
 * Makes the parts that the log needs: this month and those ahead, and what entries in the default part call for, which move there:
 * months, and whole years before the last two, so that a trail asks few parts. Parts never overlap: a year that has a month of
 * its own gets months. Anybody who adds to the log may call it; it changes no entry.
 *
 * @returns how many entries it moved.
 */
const MAKE_MONTHS = `
  create function make_audit_months(ahead int) returns bigint
  language plpgsql security definer set search_path = public, pg_temp set timezone = 'UTC' set lock_timeout = '10s' as $do$
  declare
    month timestamptz;
    year text;
    lost boolean;
    queues boolean;
    changed boolean := false;
    moved bigint := 0;
    movable constant tstzrange := tstzrange('1970-01-01', now() + interval '1 year');
    whole_years_until constant timestamptz := date_trunc('year', now()) - interval '2 years';
  begin
    if not has_table_privilege(session_user, 'audit_logs', 'insert') then
      raise exception 'permission denied for function make_audit_months' using errcode = 'insufficient_privilege';
    end if;
    perform pg_advisory_xact_lock(hashtextextended('make_audit_months', 0));
    lost := exists (select from audit_months.audit_logs_rest where "timestamp" <@ movable);
    if lost then
      alter table audit_logs detach partition audit_months.audit_logs_rest;
      alter table audit_months.audit_logs_rest rename to audit_logs_moving;
      for month in select distinct date_trunc('month', "timestamp") as at from audit_months.audit_logs_moving
        where "timestamp" <@ movable order by at loop
        year := to_char(month, '"audit_logs_"YYYY');
        if to_regclass('audit_months.' || year) is not null then
          continue;
        elsif month < whole_years_until
          and not exists (select from pg_tables where schemaname = 'audit_months' and tablename like year || '\\_%') then
          perform make_audit_part(year, date_trunc('year', month), date_trunc('year', month) + interval '1 year');
        elsif to_regclass('audit_months.' || to_char(month, '"audit_logs_"YYYY_MM')) is null then
          perform make_audit_part(to_char(month, '"audit_logs_"YYYY_MM'), month, month + interval '1 month');
        end if;
      end loop;
      perform make_audit_part('audit_logs_rest', null, null);
      -- What moves is no news: it waits for its place already, or has it.
      queues := exists (select from pg_trigger
        where tgrelid = 'audit_logs'::regclass and tgname = 'audit_logs_queue' and tgenabled = 'O');
      if queues then
        alter table audit_logs disable trigger audit_logs_queue;
      end if;
      insert into audit_logs select * from audit_months.audit_logs_moving;
      get diagnostics moved = row_count;
      if queues then
        alter table audit_logs enable trigger audit_logs_queue;
      end if;
      drop table audit_months.audit_logs_moving;
    end if;
    for month in select generate_series(date_trunc('month', now()), now() + make_interval(months => ahead), '1 month') loop
      if to_regclass('audit_months.' || to_char(month, '"audit_logs_"YYYY_MM')) is null then
        perform make_audit_part(to_char(month, '"audit_logs_"YYYY_MM'), month, month + interval '1 month');
        changed := true;
      end if;
    end loop;
    -- The server keeps the statistics of the parts up to date by itself, and never those of the whole.
    if changed or moved > 0 then
      analyze audit_logs;
    end if;
    return moved;
  end $do$`;

/** How many entries have no month, at most a hundred thousand: for a gauge. */
const WITHOUT_MONTH = `
  create function audit_logs_without_month() returns bigint language sql security definer stable set search_path = public, pg_temp
  as 'select count(*) from (select from audit_months.audit_logs_rest limit 100000) as counted'`;

/** Functions that belong to the keeper, as SQL names them. */
const FUNCTIONS = [
  'make_audit_part(text, timestamptz, timestamptz)',
  'make_audit_months(int)',
  'audit_logs_without_month()',
  'refuse_change()',
];

const AHEAD = 3;

const DROP_INDEXES = `drop index ${Object.keys(LOG_INDEXES)
  .map((name) => `"audit_logs_${name}_idx"`)
  .join(', ')}`;

/**
 * The log in months, none of which anybody who logs in can change, empty, take out or drop: it belongs to the keeper, and the
 * months stand in a schema of the keeper's.
 */
export class Months extends Migration {
  override up(): void {
    this.addSql(INSIST_ON_KEEPER);
    this.addSql(DROP_INDEXES);
    this.addSql('alter table "audit_logs" rename to "audit_logs_before"');
    this.addSql('alter index "audit_logs_pkey" rename to "audit_logs_before_pkey"');
    this.addSql(`create table "audit_logs" (
      like "audit_logs_before" including defaults including constraints, primary key ("id", "timestamp")
    ) partition by range ("timestamp")`);
    for (const index of logIndexes()) {
      this.addSql(index);
    }
    this.addSql(revokeChanges('audit_logs'));
    this.addSql(insertOnly('audit_logs'));
    this.addSql('create schema audit_months');
    this.addSql(MAKE_PART);
    this.addSql(MAKE_MONTHS);
    this.addSql(`select make_audit_part('audit_logs_rest', null, null)`);
    this.addSql(WITHOUT_MONTH);
    this.addSql(`select make_audit_months(${AHEAD})`);
    this.addSql('insert into "audit_logs" select * from "audit_logs_before"');
    this.addSql(`select make_audit_months(${AHEAD})`);
    this.addSql('drop table "audit_logs_before"');
    this.addSql(`select keeping.take('audit_months'::regnamespace)`);
    this.addSql(`select keeping.take(relid) from pg_partition_tree('audit_logs')`);
    this.addSql('revoke all on function make_audit_part(text, timestamptz, timestamptz) from public');
    for (const each of FUNCTIONS) {
      this.addSql(`select keeping.take('${each}'::regprocedure)`);
    }
  }

  override down(): void {
    for (const each of FUNCTIONS) {
      this.addSql(`select keeping.give_back('${each}'::regprocedure)`);
    }
    this.addSql(`select keeping.give_back(relid) from pg_partition_tree('audit_logs')`);
    this.addSql(`select keeping.give_back('audit_months'::regnamespace)`);
    this.addSql('alter table "audit_logs" rename to "audit_logs_before"');
    this.addSql('alter index "audit_logs_pkey" rename to "audit_logs_before_pkey"');
    this.addSql(DROP_INDEXES);
    this.addSql(`create table "audit_logs" (
      like "audit_logs_before" including defaults including constraints, primary key ("id")
    )`);
    for (const index of logIndexes()) {
      this.addSql(index);
    }
    this.addSql(revokeChanges('audit_logs'));
    this.addSql('insert into "audit_logs" select * from "audit_logs_before"');
    this.addSql(insertOnly('audit_logs'));
    this.addSql('drop table "audit_logs_before"');
    this.addSql('drop function audit_logs_without_month()');
    this.addSql('drop function make_audit_months(int)');
    this.addSql('drop function make_audit_part(text, timestamptz, timestamptz)');
    this.addSql('drop schema audit_months');
  }
}
