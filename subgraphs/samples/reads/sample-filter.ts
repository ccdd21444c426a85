import { type RawBuilder, sql } from 'kysely';
import { badInput } from '../../../platform/errors/fault.ts';
import { textArgument, uuidArgument } from '../../../platform/graphql/arguments.ts';

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

const either = (value: boolean, condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  value ? condition : sql`not (${condition})`;

const OVERDUE = sql`coalesce(s.due_at < now() and s.status not in ('completed', 'distributed', 'archived'), false)`;

const CONDITIONS: Conditions = {
  ids: (ids) => sql`s.id = any(${idList(ids)}::uuid[])`,
  status: (values) => sql`s.status = any(${values}::text[])`,
  priority: (values) => sql`s.priority = any(${values}::text[])`,
  currentStep: (values) => sql`s.current_step = any(${values}::text[])`,
  submissionId: (id) => sql`s.submission_id = ${uuidArgument('filter.submissionId', id)}::uuid`,
  project: (id) =>
    sql`s.submission_id in (select sub.id from submissions sub where sub.project_id = ${uuidArgument('filter.project', id)}::uuid)`,
  projectId: (value) => sql`s.project_id = ${textArgument('filter.projectId', value)}`,
  chartField: (value) => sql`s.chart_field = ${textArgument('filter.chartField', value)}`,
  assigneeId: (id) => sql`s.assignee_id = ${uuidArgument('filter.assigneeId', id)}::uuid`,
  assignedTo: (value) => sql`s.assigned_to = ${textArgument('filter.assignedTo', value)}`,
  unassigned: (value) => either(value, sql`(s.assignee_id is null and s.assigned_to is null)`),
  submitterEmail: (value) => sql`lower(s.submitter_email) = lower(${textArgument('filter.submitterEmail', value)})`,
  labName: (value) => sql`s.lab_name = ${textArgument('filter.labName', value)}`,
  sampleType: (value) => sql`s.sample_type = ${textArgument('filter.sampleType', value)}`,
  flowCellType: (value) => sql`s.flow_cell_type = ${textArgument('filter.flowCellType', value)}`,
  qcPassed: (value) =>
    sql`exists (select from nanopore_sample_details d where d.sample_id = s.id and d.qc_passed = ${value})`,
  held: (value) => (value ? sql`s.hold_reason is not null` : sql`s.hold_reason is null`),
  overdue: (value) => either(value, OVERDUE),
  submittedAfter: (at) => sql`s.submitted_at >= ${at.toISOString()}::timestamptz`,
  submittedBefore: (at) => sql`s.submitted_at < ${at.toISOString()}::timestamptz`,
  updatedAfter: (at) => sql`s.updated_at >= ${at.toISOString()}::timestamptz`,
  completedAfter: (at) => sql`s.completed_at >= ${at.toISOString()}::timestamptz`,
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
