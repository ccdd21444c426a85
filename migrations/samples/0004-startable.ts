import { Migration } from '@mikro-orm/migrations';

const STEPS = 'nanopore_processing_steps';
const QUEUE = `create index "nanopore_samples_queue_idx" on "nanopore_samples" (current_step, (5 - priority_rank), (coalesce(due_at, 'infinity'::timestamptz)), id) where current_step_status = 'pending' and hold_reason is null and deleted_at is null and status <> 'archived'`;
const MEASURED = `(current_step <> 'library_prep' or (concentration is not null and volume is not null)) and (current_step <> 'sequencing_setup' or a260_280 is not null)`;

const refresh = (stepStatus: string): string => `
  create or replace function refresh_current_steps(samples uuid[]) returns void language sql as $$
    update nanopore_samples s set current_step = now_at.step_name, current_step_status = now_at.step_status
    from unnest(samples) as touched(id)
    left join lateral (
      select st.step_name, ${stepStatus} as step_status from ${STEPS} st
      where st.sample_id = touched.id and step_order is not null and step_status not in ('completed', 'skipped')
      order by st.step_order, st.created_at, st.id limit 1
    ) as now_at on true
    where s.id = touched.id
      and (s.current_step, s.current_step_status) is distinct from (now_at.step_name, now_at.step_status)
  $$`;

const WHOLE = `(select count(distinct every.step_order) from ${STEPS} every where every.sample_id = st.sample_id) = 8`;

/**
 * The work queue holds what `startStep` would start, and nothing else: no rejected or withdrawn samples, and none
 * from other systems that lack steps of the workflow; those have no status of their current step until adopted.
 */
export class Startable extends Migration {
  override up(): void {
    this.addSql(refresh(`case when ${WHOLE} then st.step_status end`));
    this.addSql(`update nanopore_samples s set current_step_status = null
      from (select sample_id from ${STEPS} group by sample_id having count(distinct step_order) < 8) as holed
      where s.id = holed.sample_id and s.current_step_status is not null`);
    this.addSql(`drop index "nanopore_samples_queue_idx"`);
    this.addSql(`${QUEUE} and (outcome is null or outcome = 'delivered') and ${MEASURED}`);
  }

  override down(): void {
    this.addSql(refresh('st.step_status'));
    this.addSql(`select refresh_current_steps(array(select id from nanopore_samples where current_step is not null))`);
    this.addSql(`drop index "nanopore_samples_queue_idx"`);
    this.addSql(`${QUEUE} and ${MEASURED}`);
  }
}
