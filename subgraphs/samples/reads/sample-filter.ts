import { type RawBuilder, sql } from 'kysely';
import { badInput } from '../../../platform/errors/fault.ts';
import { textArgument, uuidArgument } from '../../../platform/graphql/arguments.ts';
import { WORKFLOW_STEPS } from '../entities/processing-step.entity.ts';
import { OPEN, SAMPLE_STATUSES } from '../entities/sample.entity.ts';
import { PRIORITIES } from '../entities/submission.entity.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `SampleFilter`; every field that is given narrows the list. */
export type SampleFilter = {
  ids?: Maybe<readonly string[]>;
  status?: Maybe<readonly string[]>;
  priority?: Maybe<readonly string[]>;
  currentStep?: Maybe<readonly string[]>;
  submissionId?: Maybe<string>;
  project?: Maybe<string>;
  projectId?: Maybe<string>;
  chartField?: Maybe<string>;
  assigneeId?: Maybe<string>;
  assignedTo?: Maybe<string>;
  unassigned?: Maybe<boolean>;
  submitterEmail?: Maybe<string>;
  labName?: Maybe<string>;
  sampleType?: Maybe<string>;
  flowCellType?: Maybe<string>;
  qcPassed?: Maybe<boolean>;
  held?: Maybe<boolean>;
  overdue?: Maybe<boolean>;
  submittedAfter?: Maybe<Date>;
  submittedBefore?: Maybe<Date>;
  updatedAfter?: Maybe<Date>;
  completedAfter?: Maybe<Date>;
  includeDeleted?: Maybe<boolean>;
};

const MOST_IDS = 1_000;

type Conditions = { [K in keyof SampleFilter]-?: (value: NonNullable<SampleFilter[K]>) => RawBuilder<unknown> };

export const SUBMITTED = sql`coalesce(s.submitted_at, '-infinity'::timestamptz)`;
export const DUE = sql`coalesce(s.due_at, 'infinity'::timestamptz)`;
/** Relies on nanopore_samples_open_idx. */
export const OVERDUE = sql`${DUE} < now() and ${sql.raw(OPEN)}`;

/**
 * One of a few fixed values. They are written out, for a plan that PostgreSQL keeps for any value would take the rare
 * ones for common; in the order of the list, so that one selection is one statement.
 */
function amongst<T extends string>(
  column: string,
  values: readonly string[],
  all: readonly T[],
  written: (value: T) => string | number = (value) => value,
): RawBuilder<unknown> {
  const given = all.filter((value) => values.includes(value)).map((value) => sql.lit(written(value)));
  if (given.length === 0) {
    return sql`false`;
  }
  return given.length === 1 ? sql`${sql.ref(column)} = ${given[0]}` : sql`${sql.ref(column)} in (${sql.join(given)})`;
}

const SPANS = ['1 hour', '1 day', '7 days', '30 days', '365 days'] as const;
const SPAN_MS = [1, 24, 168, 720, 8_760].map((hours) => hours * 3_600_000);

/**
 * "At this time or later". A plan kept for any time would take the last hour for a third of all years; what follows
 * from the time is said once more in round figures, which the planner can look up in its statistics.
 */
function since(column: RawBuilder<unknown>, at: Date): RawBuilder<unknown> {
  const exact = sql`${column} >= ${at.toISOString()}::timestamptz`;
  const age = Date.now() - at.getTime();
  // With room for clocks that differ, and for a page that is asked for later.
  const span = SPANS[SPAN_MS.findIndex((ms) => age < ms / 2)];
  return span === undefined ? exact : sql`${exact} and ${column} >= now() - ${sql.lit(span)}::interval`;
}

const CONDITIONS: Conditions = {
  ids: (ids) => sql`s.id = any(${idList(ids)}::uuid[])`,
  status: (values) => amongst('s.status', values, SAMPLE_STATUSES),
  priority: (values) => amongst('s.priority_rank', values, PRIORITIES, (value) => PRIORITIES.indexOf(value) + 1),
  currentStep: (values) => amongst('s.current_step', values, WORKFLOW_STEPS),
  submissionId: (id) => sql`s.submission_id = ${uuidArgument('filter.submissionId', id)}::uuid`,
  project: (id) =>
    sql`s.submission_id in (select sub.id from submissions sub where sub.project_id = ${uuidArgument('filter.project', id)}::uuid)`,
  projectId: (value) => sql`s.project_id = ${textArgument('filter.projectId', value)}`,
  chartField: (value) => sql`s.chart_field = ${textArgument('filter.chartField', value)}`,
  assigneeId: (id) => sql`s.assignee_id = ${uuidArgument('filter.assigneeId', id)}::uuid`,
  assignedTo: (value) => sql`s.assigned_to = ${textArgument('filter.assignedTo', value)}`,
  unassigned: (value) =>
    value
      ? sql`s.assignee_id is null and s.assigned_to is null`
      : sql`(s.assignee_id is not null or s.assigned_to is not null)`,
  submitterEmail: (value) => sql`lower(s.submitter_email) = lower(${textArgument('filter.submitterEmail', value)})`,
  labName: (value) => sql`s.lab_name = ${textArgument('filter.labName', value)}`,
  sampleType: (value) => sql`s.sample_type = ${textArgument('filter.sampleType', value)}`,
  flowCellType: (value) => sql`s.flow_cell_type = ${textArgument('filter.flowCellType', value)}`,
  // Of "= false" PostgreSQL would expect every row whose value is unknown.
  qcPassed: (value) =>
    sql`exists (select from nanopore_sample_details d where d.sample_id = s.id and d.qc_passed is ${sql.lit(value)})`,
  held: (value) => (value ? sql`s.hold_reason is not null` : sql`s.hold_reason is null`),
  overdue: (value) => (value ? OVERDUE : sql`not (${OVERDUE})`),
  submittedAfter: (at) => since(SUBMITTED, at),
  submittedBefore: (at) => sql`${SUBMITTED} < ${at.toISOString()}::timestamptz and s.submitted_at is not null`,
  updatedAfter: (at) => since(sql`s.updated_at`, at),
  completedAfter: (at) => since(sql`s.completed_at`, at),
  includeDeleted: (included) => (included ? sql`true` : sql`s.deleted_at is null`),
};

function idList(ids: readonly string[]): string[] {
  if (ids.length > MOST_IDS) {
    throw badInput('filter.ids', `must have at most ${MOST_IDS} ids, got ${ids.length}.`);
  }
  return ids.map((id) => uuidArgument('filter.ids', id));
}

/** Deleted samples stay out unless they are asked for. */
export function sampleConditions(filter: SampleFilter): RawBuilder<unknown>[] {
  const given: SampleFilter = { ...filter, includeDeleted: filter.includeDeleted ?? false };
  return (Object.keys(CONDITIONS) as (keyof SampleFilter)[]).flatMap((field) => {
    const value = given[field];
    return value == null ? [] : [(CONDITIONS[field] as (value: unknown) => RawBuilder<unknown>)(value)];
  });
}
