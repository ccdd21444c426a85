import { type RawBuilder, sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { PLANNED_ANEW } from '../../../platform/database/statement-name.ts';
import { WORKFLOW_STEPS, type WorkflowStep } from '../entities/processing-step.entity.ts';
import { SAMPLE_STATUSES, type SampleStatus } from '../entities/sample.entity.ts';
import { PRIORITIES, type Priority } from '../entities/submission.entity.ts';
import { type SampleFilter, sampleConditions } from './sample-filter.ts';
import { countedSamples, talliedSamples } from './sample-tallies.ts';
import { timedSamples } from './timed-samples.ts';
import { seenSamples, type Viewer } from './visibility.ts';

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

const hours = (from: string, to: string): RawBuilder<unknown> =>
  sql`extract(epoch from ${sql.ref(to)} - ${sql.ref(from)}) / 3600.0`;

/** Makes PostgreSQL look things up for each sample, in an index, whatever it thinks how many samples there are. */
const ONE_BY_ONE = sql`offset 0`;

const countsBy = (kind: string, condition = sql`true`): RawBuilder<unknown> => sql`(
  select coalesce(jsonb_object_agg(kind, n), '{}') from (
    select ${sql.ref(kind)} as kind, sum(n) as n from counts where ${sql.ref(kind)} is not null and ${condition} group by 1
  ) as by_kind)`;

/**
 * Numbers of the samples that pass a filter, in one statement. Durations in hours. Planned anew each time: a plan for any
 * laboratory or sample type would look for a rare one among all samples.
 */
export async function readSampleStatistics(
  em: Queryable,
  viewer: Viewer,
  filter: SampleFilter,
): Promise<SampleStatistics> {
  const conditions = [...sampleConditions(filter), ...seenSamples(viewer)];
  const samples = talliedSamples(viewer, filter) ?? countedSamples(conditions);
  const statement = sql<Counts>`
    with counts as materialized (
      select status, priority, current_step, current_step_status, unassigned, sum(samples)::int as n,
        sum(overdue)::int as overdue
      from (${samples}) as s group by 1, 2, 3, 4, 5
    ),
    ${timedSamples(filter, conditions, viewer, sql`(select sum(n) from counts)`)},
    durations as (
      select st.step_order, percentile_cont(array[0.5, 0.9]) within group (order by ${hours('st.started_at', 'st.completed_at')}) as hours
      from timed cross join lateral (
        select st.step_order, st.started_at, st.completed_at from nanopore_processing_steps as st
        where st.sample_id = timed.id and st.step_order is not null and st.step_status = 'completed'
          and st.completed_at >= st.started_at ${ONE_BY_ONE}
      ) as st group by st.step_order
    )
    select coalesce(sum(n), 0)::int as total,
      coalesce(sum(n) filter (where unassigned), 0)::int as unassigned,
      coalesce(sum(overdue), 0)::int as overdue,
      ${countsBy('status')} as "byStatus",
      ${countsBy('priority')} as "byPriority",
      ${countsBy('current_step')} as "byStep",
      ${countsBy('current_step', sql`current_step_status = 'pending'`)} as waiting,
      ${countsBy('current_step', sql`current_step_status = 'failed'`)} as failed,
      (select percentile_cont(0.5) within group (order by ${hours('s.submitted_at', 's.completed_at')})
        from timed cross join lateral (
          select s.submitted_at, s.completed_at from nanopore_samples as s
          where s.id = timed.id and s.completed_at >= s.submitted_at ${ONE_BY_ONE}
        ) as s) as "medianTurnaroundHours",
      (select coalesce(jsonb_object_agg(step_order, hours), '{}') from durations) as durations
    from counts ${sql.raw(PLANNED_ANEW)}`;
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
