import { type RawBuilder, sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import { WORKFLOW_STEPS, type WorkflowStep } from '../entities/processing-step.entity.ts';
import { SAMPLE_STATUSES, type SampleStatus } from '../entities/sample.entity.ts';
import { PRIORITIES, type Priority } from '../entities/submission.entity.ts';
import { OVERDUE, type SampleFilter, sampleConditions } from './sample-filter.ts';

export type SampleStatistics = {
  total: number;
  byStatus: { status: SampleStatus; count: number }[];
  byPriority: { priority: Priority; count: number }[];
  byStep: { step: WorkflowStep; count: number }[];
  overdue: number;
  unassigned: number;
  medianTurnaroundHours: number | null;
  steps: StepStatistics[];
};
export type StepStatistics = {
  step: WorkflowStep;
  waiting: number;
  failed: number;
  medianHours: number | null;
  p90Hours: number | null;
};

/** Durations are of the samples that changed last: what the lab does now, and no more work however old it is. */
const RECENT = sql.lit(500);

/** Of these, tallies are kept; a filter by anything else counts the samples that pass it. */
const TALLIED = new Set<keyof SampleFilter>(['status', 'priority', 'currentStep', 'unassigned', 'includeDeleted']);

/** Tallies under the names that conditions on samples use. */
const TALLIES = sql`(
  select status, priority, array_position(array[${sql.join(PRIORITIES.map((value) => sql.lit(value)))}], priority) as priority_rank,
    current_step, current_step_status, unassigned, case when unassigned then null else '' end as assigned_to,
    null::uuid as assignee_id, case when deleted then now() end as deleted_at, samples
  from sample_tallies) as s`;
const SAMPLES = sql`(
  select *, assignee_id is null and assigned_to is null as unassigned, 1 as samples from nanopore_samples) as s`;

const isTallied = (filter: SampleFilter): boolean =>
  (Object.keys(filter) as (keyof SampleFilter)[]).every((field) => filter[field] == null || TALLIED.has(field));

type Counts = {
  total: number;
  unassigned: number;
  overdue: number;
  byStatus: Partial<Record<SampleStatus, number>>;
  byPriority: Partial<Record<Priority, number>>;
  byStep: Partial<Record<WorkflowStep, number>>;
  waiting: Partial<Record<WorkflowStep, number>>;
  failed: Partial<Record<WorkflowStep, number>>;
  medianTurnaroundHours: number | null;
  /** By the step's place in the workflow, from 1. */
  durations: Record<number, [median: number, p90: number] | undefined>;
};

const HOURS = sql`3600.0`;

const countsBy = (kind: string, condition = sql`true`): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select ${sql.ref(kind)} as kind, sum(n) as n from counts where ${sql.ref(kind)} is not null and ${condition} group by 1
  ) as by_kind)`;

/** Numbers of the samples that pass a filter, in one statement. Durations in hours, of the 500 that changed last. */
export async function readSampleStatistics(em: Queryable, filter: SampleFilter): Promise<SampleStatistics> {
  const conditions = allOf(sampleConditions(filter));
  const tallied = isTallied(filter);
  // Of what is overdue there is no tally, for it is the clock that makes it so.
  const overdue = tallied
    ? sql`(select count(*)::int from nanopore_samples as s where ${conditions} and ${OVERDUE})`
    : sql`coalesce(sum(overdue), 0)::int`;
  const statement = sql<Counts>`
    with counts as materialized (
      select s.status, s.priority, s.current_step, s.current_step_status, s.unassigned, sum(s.samples)::int as n,
        ${tallied ? sql`0` : sql`sum(s.samples) filter (where ${OVERDUE})`} as overdue
      from ${tallied ? TALLIES : SAMPLES} where ${conditions} group by 1, 2, 3, 4, 5
    ),
    recent as materialized (
      select s.id, s.submitted_at, s.completed_at from nanopore_samples as s
      where ${conditions} order by s.updated_at desc, s.id desc limit ${RECENT}
    ),
    durations as (
      select st.step_order, percentile_cont(array[0.5, 0.9]) within group (
          order by extract(epoch from st.completed_at - st.started_at) / ${HOURS}) as hours
      from recent join nanopore_processing_steps as st on st.sample_id = recent.id
      where st.step_order is not null and st.step_status = 'completed' and st.completed_at >= st.started_at
      group by st.step_order
    )
    select coalesce(sum(n), 0)::int as total,
      coalesce(sum(n) filter (where unassigned), 0)::int as unassigned,
      ${overdue} as overdue,
      ${countsBy('status')} as "byStatus",
      ${countsBy('priority')} as "byPriority",
      ${countsBy('current_step')} as "byStep",
      ${countsBy('current_step', sql`current_step_status = 'pending'`)} as waiting,
      ${countsBy('current_step', sql`current_step_status = 'failed'`)} as failed,
      (select percentile_cont(0.5) within group (order by extract(epoch from completed_at - submitted_at) / ${HOURS})
        from recent where completed_at >= submitted_at) as "medianTurnaroundHours",
      (select coalesce(jsonb_object_agg(step_order, hours), '{}') from durations) as durations
    from counts`;
  const [counts] = await rowsOf(em, statement);
  return statisticsOf(counts as Counts);
}

function statisticsOf(counts: Counts): SampleStatistics {
  const { total, overdue, unassigned, medianTurnaroundHours } = counts;
  return {
    total,
    overdue,
    unassigned,
    medianTurnaroundHours,
    byStatus: SAMPLE_STATUSES.map((status) => ({ status, count: counts.byStatus[status] ?? 0 })),
    byPriority: PRIORITIES.map((priority) => ({ priority, count: counts.byPriority[priority] ?? 0 })),
    byStep: WORKFLOW_STEPS.map((step) => ({ step, count: counts.byStep[step] ?? 0 })),
    steps: WORKFLOW_STEPS.map((step, i) => ({
      step,
      waiting: counts.waiting[step] ?? 0,
      failed: counts.failed[step] ?? 0,
      medianHours: counts.durations[i + 1]?.[0] ?? null,
      p90Hours: counts.durations[i + 1]?.[1] ?? null,
    })),
  };
}
