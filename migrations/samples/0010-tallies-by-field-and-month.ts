import { Migration } from '@mikro-orm/migrations';
import { Tallies } from './0006-tallies.ts';

const monthOf = (instant: string): string => `date_trunc('month', ${instant} at time zone 'UTC')::date`;
const OPEN = `status <> 'completed' and status <> 'distributed' and status <> 'archived' and (outcome is null or outcome = 'delivered')`;

/** What tells samples apart in every tally. Months are those of UTC. */
const KINDS: Record<string, string> = {
  submitted_month: `coalesce(${monthOf('submitted_at')}, '-infinity'::date)`,
  due_month: `case when ${OPEN} then coalesce(${monthOf('due_at')}, 'infinity'::date) else 'infinity'::date end`,
  status: 'status',
  priority: 'priority',
  current_step: `coalesce(current_step, '')`,
  current_step_status: `coalesce(current_step_status, '')`,
  unassigned: 'assignee_id is null and assigned_to is null',
  held: 'hold_reason is not null',
  deleted: 'deleted_at is not null',
};
/** Tallies are kept of all samples, and of those that share a value of one of these. */
const FIELDS: Record<string, string> = {
  assigned_to: 'assigned_to',
  assignee_id: 'assignee_id::text',
  completed_month: `${monthOf('completed_at')}::text`,
  flow_cell_type: 'flow_cell_type',
  lab_name: 'lab_name',
  project_id: 'project_id',
  sample_type: 'sample_type',
  submission_id: 'submission_id::text',
  submitter_email: 'lower(submitter_email)',
};

const kinds = Object.keys(KINDS).join(', ');
const fields = Object.keys(FIELDS).join(', ');
const named = (expressions: Record<string, string>): string =>
  Object.entries(expressions)
    .map(([name, expression]) => `${expression} as ${name}`)
    .join(', ');

const KIND_COLUMNS = `"submitted_month" date not null, "due_month" date not null, "status" text not null, "priority" text not null,
  "current_step" text not null, "current_step_status" text not null, "unassigned" boolean not null, "held" boolean not null,
  "deleted" boolean not null`;
const NUMBER_COLUMNS = `"samples" bigint not null, "created_at" timestamptz not null default now()`;

/** Samples that do not differ in anything tallied, counted; `n` says how often each counts. */
const counted = (samples: string): string => `
  select ${kinds}, ${fields}, sum(n) as samples from (select ${named({ ...KINDS, ...FIELDS })}, n from (${samples}) as s) as s
  group by ${kinds}, ${fields} having sum(n) <> 0`;
/** Of each change one row for each field that has a value, and one for all samples. */
const BY_FIELD = `cross join lateral (
    values ('', ''), ${Object.keys(FIELDS)
      .map((field) => `('${field}', ${field})`)
      .join(', ')}
  ) as by_field(field, value) where by_field.value is not null`;
const summed = (changes: string): string =>
  `select field, value, ${kinds}, sum(samples) from ${changes} ${BY_FIELD} group by field, value, ${kinds} having sum(samples) <> 0`;

const SUBMITTED = `(coalesce(submitted_at, '-infinity'::timestamptz)), id`;
const COUNTED =
  'status, priority, current_step, current_step_status, assignee_id, assigned_to, due_at, deleted_at, outcome';
/** One of 32, always the same ones. */
const DRAWN = 'uuid_hash(id) & 31 = 0';

/**
 * Statistics of a laboratory, of a technician, of years … are sums of tallies, too. A writer adds one or two rows to
 * `sample_tally_changes` and waits for nobody; now and then one adds the changes to `sample_tallies`. Both together
 * are `current_sample_tallies()`. Of long times a sample of the samples has an index of its own.
 */
export class TalliesByFieldAndMonth extends Migration {
  override up(): void {
    // First the samples, then their tallies, as writers do.
    this.addSql('lock table "nanopore_samples" in share row exclusive mode');
    this.addSql('drop function add_up_sample_tallies()');
    this.addSql('drop table "sample_tallies"');
    this.addSql(`create table "sample_tallies" ("field" text not null, "value" text not null, ${KIND_COLUMNS}, ${NUMBER_COLUMNS},
      constraint "sample_tallies_pkey" primary key (field, value, ${kinds}))`);
    this.addSql(`create table "sample_tally_changes" ("id" uuid not null default new_id(), ${KIND_COLUMNS},
      ${Object.keys(FIELDS)
        .map((field) => `"${field}" text null`)
        .join(', ')}, ${NUMBER_COLUMNS}, primary key ("id"))`);
    // So plain that PostgreSQL puts it into the statement that reads from it, conditions and all.
    this.addSql(`create function current_sample_tallies() returns setof sample_tallies language sql stable as $$
      select field, value, ${kinds}, samples, created_at from sample_tallies
      union all
      select field, value, ${kinds}, samples, created_at from sample_tally_changes ${BY_FIELD}
    $$`);
    // Whoever changed samples meanwhile would be counted twice, or not at all.
    this.addSql(`create or replace function recount_samples() returns void language sql set work_mem = '128MB' as $$
      lock table nanopore_samples in share row exclusive mode;
      delete from sample_tally_changes;
      delete from sample_tallies;
      insert into sample_tallies (field, value, ${kinds}, samples)
        ${summed(`(${counted('select *, 1 as n from nanopore_samples')}) as changes`)};
    $$`);
    this.addSql(`create index "sample_tallies_none_idx" on "sample_tallies" (samples) where samples = 0`);
    // One at a time: two that change the same tallies would wait for each other.
    this.addSql(`create function add_up_sample_tallies() returns void language plpgsql as $$
      begin
        if pg_try_advisory_xact_lock(hashtext('sample_tallies')) then
          with gone as (delete from sample_tally_changes returning *)
          insert into sample_tallies (field, value, ${kinds}, samples) ${summed('gone')}
          on conflict on constraint sample_tallies_pkey
            do update set samples = sample_tallies.samples + excluded.samples;
          delete from sample_tallies where samples = 0;
        end if;
      end $$`);
    const change = (samples: string): string =>
      `insert into sample_tally_changes (${kinds}, ${fields}, samples) ${counted(samples)}`;
    this.addSql(`create or replace function tally_samples() returns trigger language plpgsql as $$
      declare
        written bigint;
      begin
        if tg_op = 'TRUNCATE' then
          delete from sample_tally_changes;
          delete from sample_tallies;
          return null;
        elsif tg_op = 'INSERT' then
          ${change('select *, 1 as n from new_samples')};
        elsif tg_op = 'DELETE' then
          ${change('select *, -1 as n from old_samples')};
        else
          ${change('select *, 1 as n from new_samples union all select *, -1 from old_samples')};
        end if;
        get diagnostics written = row_count;
        if written > 0 and current_setting('transaction_isolation') = 'read committed'
           and (written > 1000 or nextval('sample_tallies_written') % 64 = 0) then
          perform add_up_sample_tallies();
        end if;
        return null;
      end $$`);
    this.addSql('select recount_samples()');
    this.addSql(
      `create index "nanopore_samples_drawn_idx" on "nanopore_samples" (${SUBMITTED}) include (submitted_at, ${COUNTED}) where ${DRAWN}`,
    );
    this.addSql('analyze "nanopore_samples"');
    this.addSql('analyze "sample_tallies"');
  }

  override down(): void {
    this.addSql('drop index "nanopore_samples_drawn_idx"');
    this.addSql('drop function current_sample_tallies()');
    this.addSql('drop table "sample_tally_changes"');
    const before = new Tallies(this.driver, this.config);
    before.down();
    before.up();
    for (const query of before.getQueries()) {
      this.addSql(query);
    }
    this.addSql('drop index "nanopore_samples_open_idx"');
    this.addSql(
      `create index "nanopore_samples_open_idx" on "nanopore_samples" ((coalesce(due_at, 'infinity'::timestamptz)), id) include (${COUNTED}, priority_rank) where ${OPEN}`,
    );
  }
}
