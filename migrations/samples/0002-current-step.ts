import { Migration } from '@mikro-orm/migrations';

const OPEN_STEP = `step_order is not null and step_status not in ('completed', 'skipped')`;

/**
 * Each sample carries the first step of its workflow that is neither completed nor skipped, so that the work queue,
 * filters and statistics read one small index instead of eight rows for every sample. Triggers keep it, a statement
 * at a time: a copy of millions of steps is one update.
 */
export class CurrentStep extends Migration {
  override up(): void {
    this.addSql(`alter table "nanopore_samples" add column "current_step" text null`);
    this.addSql(`alter table "nanopore_samples" add column "current_step_status" text null`);
    this.addSql(`create function refresh_current_steps(samples uuid[]) returns void language sql as $$
      update nanopore_samples s set current_step = now_at.step_name, current_step_status = now_at.step_status
      from unnest(samples) as touched(id)
      left join lateral (
        select st.step_name, st.step_status from nanopore_processing_steps st
        where st.sample_id = touched.id and ${OPEN_STEP}
        order by st.step_order, st.created_at, st.id limit 1
      ) as now_at on true
      where s.id = touched.id
        and (s.current_step, s.current_step_status) is distinct from (now_at.step_name, now_at.step_status)
    $$`);
    // Locking first makes the update see what whoever held the lock had done to the sample's other steps.
    this.addSql(`create function steps_changed() returns trigger language plpgsql as $$
      declare touched uuid[];
      begin
        if tg_op = 'INSERT' then
          touched := array(select distinct sample_id from new_steps);
        elsif tg_op = 'DELETE' then
          touched := array(select distinct sample_id from old_steps);
        else
          touched := array(
            select sample_id from new_steps n join old_steps o using (id, sample_id)
            where (n.step_name, n.step_status) is distinct from (o.step_name, o.step_status)
            union
            select sample_id from new_steps n where not exists (select from old_steps o where (o.id, o.sample_id) = (n.id, n.sample_id))
            union
            select sample_id from old_steps o where not exists (select from new_steps n where (n.id, n.sample_id) = (o.id, o.sample_id)));
        end if;
        if cardinality(touched) > 0 then
          perform 1 from nanopore_samples where id = any(touched) order by id for no key update;
          perform refresh_current_steps(touched);
        end if;
        return null;
      end $$`);
    const trigger = (event: string, tables: string): void =>
      this.addSql(
        `create trigger current_step_${event} after ${event} on "nanopore_processing_steps" referencing ${tables} for each statement execute function steps_changed()`,
      );
    trigger('insert', 'new table as new_steps');
    trigger('update', 'old table as old_steps new table as new_steps');
    trigger('delete', 'old table as old_steps');
    this.addSql(`update nanopore_samples s set current_step = st.step_name, current_step_status = st.step_status
      from (
        select distinct on (sample_id) sample_id, step_name, step_status from nanopore_processing_steps
        where ${OPEN_STEP} order by sample_id, step_order, created_at, id
      ) as st where st.sample_id = s.id`);
    this.addSql(
      `create index "nanopore_samples_current_step_idx" on "nanopore_samples" (current_step, (coalesce(submitted_at, '-infinity'::timestamptz)), id) where current_step is not null`,
    );
    this.addSql(
      `create index "nanopore_samples_queue_idx" on "nanopore_samples" (current_step, (5 - priority_rank), (coalesce(due_at, 'infinity'::timestamptz)), id) where current_step_status = 'pending' and hold_reason is null and deleted_at is null and status <> 'archived' and (current_step <> 'library_prep' or (concentration is not null and volume is not null)) and (current_step <> 'sequencing_setup' or a260_280 is not null)`,
    );
  }

  override down(): void {
    for (const event of ['insert', 'update', 'delete']) {
      this.addSql(`drop trigger current_step_${event} on "nanopore_processing_steps"`);
    }
    this.addSql('drop function steps_changed()');
    this.addSql('drop function refresh_current_steps(uuid[])');
    this.addSql(`drop index "nanopore_samples_queue_idx"`);
    this.addSql(`drop index "nanopore_samples_current_step_idx"`);
    this.addSql(`alter table "nanopore_samples" drop column "current_step_status"`);
    this.addSql(`alter table "nanopore_samples" drop column "current_step"`);
  }
}
