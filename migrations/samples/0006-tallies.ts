import { Migration } from '@mikro-orm/migrations';

const KINDS = 'status, priority, current_step, current_step_status, unassigned, deleted';
const KIND_OF = `status, priority, current_step, current_step_status, assignee_id is null and assigned_to is null as unassigned, deleted_at is not null as deleted`;

/**
 * How many samples there are of each kind, so that statistics do not count a million rows. Writers only add rows
 * (so many more, so many fewer), thus never wait for each other; now and then one of them adds the rows up.
 */
export class Tallies extends Migration {
  override up(): void {
    this.addSql(`create table "sample_tallies" (
      "id" uuid not null default new_id(),
      "status" text not null,
      "priority" text not null,
      "current_step" text null,
      "current_step_status" text null,
      "unassigned" boolean not null,
      "deleted" boolean not null,
      "samples" bigint not null,
      "created_at" timestamptz not null default now(),
      primary key ("id")
    )`);
    this.addSql('create sequence sample_tallies_written');
    this.addSql(`create function recount_samples() returns void language sql as $$
      delete from sample_tallies;
      insert into sample_tallies (${KINDS}, samples)
        select ${KINDS}, count(*) from (select ${KIND_OF} from nanopore_samples) as s group by ${KINDS};
    $$`);
    // Rows that another transaction is adding up are left to it.
    this.addSql(`create function add_up_sample_tallies() returns void language sql as $$
      with gone as (
        delete from sample_tallies where id in (select id from sample_tallies for update skip locked) returning *
      )
      insert into sample_tallies (${KINDS}, samples)
        select ${KINDS}, sum(samples) from gone group by ${KINDS} having sum(samples) <> 0
    $$`);
    this.addSql(`create function tally_samples() returns trigger language plpgsql as $$
      begin
        if tg_op = 'TRUNCATE' then
          delete from sample_tallies;
          return null;
        elsif tg_op = 'INSERT' then
          insert into sample_tallies (${KINDS}, samples)
            select ${KINDS}, count(*) from (select ${KIND_OF} from new_samples) as s group by ${KINDS};
        elsif tg_op = 'DELETE' then
          insert into sample_tallies (${KINDS}, samples)
            select ${KINDS}, -count(*) from (select ${KIND_OF} from old_samples) as s group by ${KINDS};
        else
          insert into sample_tallies (${KINDS}, samples)
            select ${KINDS}, sum(n) from (
              select ${KIND_OF}, 1 as n from new_samples union all select ${KIND_OF}, -1 from old_samples
            ) as s group by ${KINDS} having sum(n) <> 0;
        end if;
        if found and current_setting('transaction_isolation') = 'read committed'
           and nextval('sample_tallies_written') % 256 = 0 then
          perform add_up_sample_tallies();
        end if;
        return null;
      end $$`);
    const trigger = (event: string, tables: string): void =>
      this.addSql(
        `create trigger tally_${event} after ${event} on "nanopore_samples" ${tables} for each statement execute function tally_samples()`,
      );
    trigger('insert', 'referencing new table as new_samples');
    trigger('update', 'referencing old table as old_samples new table as new_samples');
    trigger('delete', 'referencing old table as old_samples');
    trigger('truncate', '');
    this.addSql('select recount_samples()');
    this.addSql('drop index "nanopore_samples_open_idx"');
    this.addSql(
      `create index "nanopore_samples_open_idx" on "nanopore_samples" ((coalesce(due_at, 'infinity'::timestamptz)), id) include (due_at, deleted_at) where status <> 'completed' and status <> 'distributed' and status <> 'archived'`,
    );
    this.addSql('analyze "nanopore_samples"');
  }

  override down(): void {
    this.addSql('drop index "nanopore_samples_open_idx"');
    this.addSql(
      `create index "nanopore_samples_open_idx" on "nanopore_samples" ((coalesce(due_at, 'infinity'::timestamptz)), id) where status <> 'completed' and status <> 'distributed' and status <> 'archived'`,
    );
    for (const event of ['insert', 'update', 'delete', 'truncate']) {
      this.addSql(`drop trigger tally_${event} on "nanopore_samples"`);
    }
    this.addSql('drop function tally_samples()');
    this.addSql('drop function add_up_sample_tallies()');
    this.addSql('drop function recount_samples()');
    this.addSql('drop sequence sample_tallies_written');
    this.addSql('drop table "sample_tallies"');
  }
}
