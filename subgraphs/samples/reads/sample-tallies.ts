import { type RawBuilder, sql } from 'kysely';
import { allOf } from '../../../platform/paging/keyset.ts';
import { PRIORITIES } from '../entities/submission.entity.ts';
import { DUE, OVERDUE, type SampleFilter, sampleConditions } from './sample-filter.ts';
import type { Viewer } from './visibility.ts';
import { wholeMonths } from './whole-months.ts';

/** What each tally tells apart. */
const KINDS = ['status', 'priority', 'currentStep', 'unassigned', 'held', 'includeDeleted'] as const;
const TIMES = ['submittedAfter', 'submittedBefore'] as const;

/** Besides those of all samples there are tallies by one of these, with its value as text. */
const FIELDS: { [K in keyof SampleFilter]?: (given: NonNullable<SampleFilter[K]>) => RawBuilder<unknown> } = {
  assignedTo: (value) => sql`s.field = 'assigned_to' and s.value = ${value}`,
  assigneeId: (id) => sql`s.field = 'assignee_id' and s.value = lower(${id})`,
  completedAfter: () => sql`s.field = 'completed_month'`,
  flowCellType: (value) => sql`s.field = 'flow_cell_type' and s.value = ${value}`,
  labName: (value) => sql`s.field = 'lab_name' and s.value = ${value}`,
  project: (id) => sql`s.field = 'submission_id' and s.value in (
    select sub.id::text from submissions as sub where sub.project_id = ${id}::uuid)`,
  projectId: (value) => sql`s.field = 'project_id' and s.value = ${value}`,
  sampleType: (value) => sql`s.field = 'sample_type' and s.value = ${value}`,
  submissionId: (id) => sql`s.field = 'submission_id' and s.value = lower(${id})`,
  submitterEmail: (value) => sql`s.field = 'submitter_email' and s.value = lower(${value})`,
};
const ALL_SAMPLES = sql`s.field = '' and s.value = ''`;

/** Tallies under the names that conditions on samples use. */
const TALLIES = sql`(
  select field, value, submitted_month, due_month, status, priority,
    array_position(array[${sql.join(PRIORITIES.map((value) => sql.lit(value)))}], priority) as priority_rank,
    nullif(current_step, '') as current_step, nullif(current_step_status, '') as current_step_status,
    unassigned, case when unassigned then null else '' end as assigned_to, null::uuid as assignee_id,
    case when held then '' end as hold_reason, case when deleted then now() end as deleted_at, samples
  from current_sample_tallies()) as s`;

const KIND = sql`s.status, s.priority, s.current_step, s.current_step_status`;
const UNASSIGNED = sql`s.assignee_id is null and s.assigned_to is null as unassigned`;
const THIS_MONTH = sql`date_trunc('month', now() at time zone 'UTC')`;

/** Each sample that meets the conditions, by kind, with how often it counts among `samples` and `overdue`. */
export const countedSamples = (conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> => sql`
  select ${KIND}, ${UNASSIGNED}, 1 as samples, case when ${OVERDUE} then 1 else 0 end as overdue
  from nanopore_samples as s where ${allOf(conditions)}`;

/**
 * The same out of tallies, or null where none are kept of what the filter says. Of a time, whole months are in the
 * tallies; the days before and after them are counted. So is what became overdue this month, for it is the clock that
 * makes it so.
 */
export function talliedSamples(viewer: Viewer, asked: SampleFilter): RawBuilder<unknown> | null {
  const narrowed = ofViewer(viewer, asked);
  if (narrowed === null) {
    return null;
  }
  const { overdue, ...filter } = narrowed;
  const tallies = talliesOf(filter);
  if (tallies === null) {
    return null;
  }
  const conditions = sampleConditions(filter);
  const kinds = sampleConditions(Object.fromEntries(KINDS.map((kind) => [kind, filter[kind]])));
  const times = wholeMonths(filter);
  const inside = times.map((time) => time.inside);
  const parts = [
    sql`select ${KIND}, s.unassigned, s.samples,
        case when s.due_month < ${THIS_MONTH} then s.samples else 0 end as overdue
      from ${TALLIES} where ${allOf([tallies, ...times.map((time) => time.tallies), ...kinds])}`,
    ...times.map((time, i) => countedSamples([...conditions, ...inside.slice(0, i), time.outside])),
    sql`select ${KIND}, ${UNASSIGNED}, 0 as samples, 1 as overdue from nanopore_samples as s
      where ${allOf([...conditions, ...inside, OVERDUE, sql`${DUE} >= ${THIS_MONTH} at time zone 'UTC'`])}`,
  ];
  const all = sql.join(parts, sql` union all `);
  if (overdue == null) {
    return all;
  }
  const numbers = overdue ? sql`overdue as samples, overdue` : sql`samples - overdue as samples, 0 as overdue`;
  return sql`select status, priority, current_step, current_step_status, unassigned, ${numbers} from (${all}) as s`;
}

/** The samples of a submitter are those that the filter by their address means; null where no filter says the same. */
function ofViewer({ samples }: Viewer, filter: SampleFilter): SampleFilter | null {
  if (samples === 'all') {
    return filter;
  }
  return samples === 'none' || filter.submitterEmail != null ? null : { ...filter, submitterEmail: samples.submitter };
}

function talliesOf(filter: SampleFilter): RawBuilder<unknown> | null {
  const anywhere: readonly string[] = [...KINDS, ...TIMES];
  const given = Object.entries(filter).filter(([name, value]) => value != null && !anywhere.includes(name));
  const [name, value] = given[0] ?? [];
  if (name === undefined) {
    return ALL_SAMPLES;
  }
  const condition = FIELDS[name as keyof SampleFilter] as ((value: unknown) => RawBuilder<unknown>) | undefined;
  return given.length > 1 || condition === undefined ? null : condition(value);
}
