import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAt,
  id,
  instant,
  legacy,
  notNegative,
  numeric,
  oneOf,
  updatedAt,
} from '../../../platform/database/properties.ts';
import type { StepStatus, WorkflowStep } from './processing-step.entity.ts';
import { PRIORITIES, type Priority, Submission } from './submission.entity.ts';
import { User } from './user.entity.ts';

export const SAMPLE_STATUSES = [
  'submitted',
  'prep',
  'sequencing',
  'analysis',
  'completed',
  'distributed',
  'archived',
] as const;
export const SAMPLE_OUTCOMES = ['delivered', 'rejected', 'withdrawn'] as const;
export type SampleStatus = (typeof SAMPLE_STATUSES)[number];
export type SampleOutcome = (typeof SAMPLE_OUTCOMES)[number];

const TABLE = 'nanopore_samples';

/** Orders are by rank, not by alphabet; the ranks start at 1 in the order the values are listed above. */
const rank = (column: string, values: readonly string[]): string =>
  `(array_position(array[${values.map((value) => `'${value}'`).join(', ')}], ${column})) stored`;

const index = (name: string, columns: string, where?: string, include?: string) => ({
  name: `${TABLE}_${name}_idx`,
  expression:
    `create index "${TABLE}_${name}_idx" on "${TABLE}" (${columns})` +
    `${include === undefined ? '' : ` include (${include})`}${where === undefined ? '' : ` where ${where}`}`,
});

/** What statistics count by; indexes that include it spare them the rows. */
const COUNTED =
  'status, priority, current_step, current_step_status, assignee_id, assigned_to, due_at, deleted_at, outcome';

const SUBMITTED = "coalesce(submitted_at, '-infinity'::timestamptz)";

/**
 * What can be started now: nothing else may hold it up. The work queue says it word for word as its index does,
 * for PostgreSQL uses a partial index only when it sees that the query implies its condition.
 */
export const QUEUEABLE =
  "current_step_status = 'pending' and hold_reason is null and deleted_at is null and status <> 'archived'" +
  " and (outcome is null or outcome = 'delivered')" +
  " and (current_step <> 'library_prep' or (concentration is not null and volume is not null))" +
  " and (current_step <> 'sequencing_setup' or a260_280 is not null)";

/** Neither completed nor given up, in a form that a partial index and every query on it share. */
export const OPEN =
  "status <> 'completed' and status <> 'distributed' and status <> 'archived' and (outcome is null or outcome = 'delivered')";

/** One sample of 32, always the same ones; partial indexes and queries share the form. */
export const DRAWN = 'uuid_hash(id) & 31 = 0';

/** A tube on its way through the lab. Concentration in ng/µL, volume in µL, total amount in ng. */
export const SampleSchema = defineEntity({
  name: 'Sample',
  tableName: TABLE,
  properties: {
    id: id(),
    sampleName: p.text(),
    /** The iLab service project, as text; a Project of ours is reached through the submission. */
    projectId: p.text().nullable(),
    submitterName: p.text().nullable(),
    submitterEmail: p.text().nullable(),
    labName: p.text().nullable(),
    sampleType: p.text().nullable(),
    sampleBuffer: p.text().nullable(),
    concentration: numeric(10, 3).nullable(),
    volume: numeric(10, 2).nullable(),
    totalAmount: numeric(10, 3).nullable(),
    a260280: numeric(4, 2).fieldName('a260_280').nullable(),
    a260230: numeric(4, 2).fieldName('a260_230').nullable(),
    flowCellType: p.text().nullable(),
    flowCellCount: p.integer().nullable().default(1),
    status: p.text().$type<SampleStatus>().default('submitted'),
    priority: p.text().$type<Priority>().default('normal'),
    assignedTo: p.text().nullable(),
    libraryPrepBy: p.text().nullable(),
    chartField: p.text().nullable(),
    submittedAt: instant().nullable(),
    startedAt: instant().nullable(),
    completedAt: instant().nullable(),
    dueAt: instant().nullable(),
    submissionId: () => p.manyToOne(Submission).mapToPk().fieldName('submission_id').nullable(),
    sampleNumber: p.integer().nullable(),
    holdReason: p.text().nullable(),
    outcome: p.text().$type<SampleOutcome>().nullable(),
    outcomeReason: p.text().nullable(),
    createdBy: () => p.manyToOne(User).mapToPk().fieldName('created_by').nullable(),
    assigneeId: () => p.manyToOne(User).mapToPk().fieldName('assignee_id').nullable(),
    version: p.integer().version().default(1),
    deletedAt: instant().nullable(),
    deletedReason: p.text().nullable(),
    /** The status before the sample was archived: what `restoreSample` goes by when the steps do not tell. */
    archivedFrom: p.text().$type<SampleStatus>().nullable(),
    legacy: legacy(),
    statusRank: p.integer().generated(rank('status', SAMPLE_STATUSES)).nullable(),
    priorityRank: p.integer().generated(rank('priority', PRIORITIES)).nullable(),
    /** The first step that is neither completed nor skipped, and where it stands; kept by triggers on the steps. */
    currentStep: p.text().$type<WorkflowStep>().nullable(),
    currentStepStatus: p.text().$type<StepStatus>().lazy().nullable(),
    searchVector: p
      .text()
      .columnType('tsvector')
      .lazy()
      .nullable()
      .generated(
        `(setweight(to_tsvector('simple', coalesce(sample_name, '')), 'A')` +
          ` || setweight(to_tsvector('simple', coalesce(submitter_name, '') || ' ' || coalesce(submitter_email, '') || ' ' || coalesce(lab_name, '')), 'B')` +
          ` || setweight(to_tsvector('simple', coalesce(sample_type, '') || ' ' || coalesce(sample_buffer, '') || ' ' || coalesce(project_id, '') || ' ' || coalesce(chart_field, '')), 'C')` +
          ` || setweight(to_tsvector('simple', coalesce(hold_reason, '')), 'D')) stored`,
      ),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    oneOf(TABLE, 'status', SAMPLE_STATUSES),
    oneOf(TABLE, 'priority', PRIORITIES),
    oneOf(TABLE, 'outcome', SAMPLE_OUTCOMES),
    oneOf(TABLE, 'archived_from', SAMPLE_STATUSES),
    ...['concentration', 'volume', 'total_amount', 'a260_280', 'a260_230', 'flow_cell_count'].map((column) =>
      notNegative(TABLE, column),
    ),
  ],
  indexes: [
    index('submitted_at', `(${SUBMITTED}), id`, undefined, `submitted_at, ${COUNTED}`),
    index('due_at', `(coalesce(due_at, 'infinity'::timestamptz)), id`),
    index('priority', 'priority_rank, id'),
    index('sample_name', 'sample_name, id'),
    index('status', 'status_rank, id'),
    index('updated_at', 'updated_at, id'),
    index('status_submitted_at', `status, (coalesce(submitted_at, '-infinity'::timestamptz)), id`),
    index('current_step', `current_step, (${SUBMITTED}), id`, 'current_step is not null'),
    index('queue', `current_step, (5 - priority_rank), (coalesce(due_at, 'infinity'::timestamptz)), id`, QUEUEABLE),
    index('submission_id', 'submission_id, (coalesce(sample_number, 2147483647)), id'),
    ...['assignee_id', 'assigned_to', 'chart_field', 'project_id', 'sample_type', 'flow_cell_type'].map((column) =>
      index(column, `${column}, (${SUBMITTED}), id`),
    ),
    index('lab_name', `lab_name, (${SUBMITTED}), id`, undefined, COUNTED),
    index('submitter_email', `lower(submitter_email), (${SUBMITTED}), id`),
    index('held', `(${SUBMITTED}), id`, 'hold_reason is not null'),
    index('unassigned', `(${SUBMITTED}), id`, 'assignee_id is null and assigned_to is null'),
    // The columns that are included let PostgreSQL count the overdue ones without reading them.
    index('open', `(coalesce(due_at, 'infinity'::timestamptz)), id`, OPEN, `${COUNTED}, priority_rank`),
    index('drawn', `(${SUBMITTED}), id`, DRAWN, `submitted_at, ${COUNTED}`),
    index('completed_at', 'completed_at, id', 'completed_at is not null'),
    index('created_by', 'created_by'),
    {
      name: `${TABLE}_search_idx`,
      expression: `create index "${TABLE}_search_idx" on "${TABLE}" using gin (search_vector)`,
    },
    {
      name: `${TABLE}_sample_name_trgm_idx`,
      expression: `create index "${TABLE}_sample_name_trgm_idx" on "${TABLE}" using gin (sample_name gin_trgm_ops)`,
    },
  ],
});
export class Sample extends SampleSchema.class {}
SampleSchema.setClass(Sample);
