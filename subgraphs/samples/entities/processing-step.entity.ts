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
import { Sample } from './sample.entity.ts';

export const STEP_STATUSES = ['pending', 'in_progress', 'completed', 'failed', 'skipped'] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

/** The eight steps of the workflow, in their order. Old rows may carry other names. */
export const WORKFLOW_STEPS = [
  'sample_qc',
  'library_prep',
  'library_qc',
  'sequencing_setup',
  'sequencing_run',
  'basecalling',
  'quality_assessment',
  'data_delivery',
] as const;
export type WorkflowStep = (typeof WORKFLOW_STEPS)[number];

const TABLE = 'nanopore_processing_steps';

export const ProcessingStepSchema = defineEntity({
  name: 'ProcessingStep',
  tableName: TABLE,
  properties: {
    id: id(),
    sampleId: () => p.manyToOne(Sample).mapToPk().fieldName('sample_id'),
    stepName: p.text(),
    status: p.text().fieldName('step_status').$type<StepStatus>().default('pending'),
    assignedTo: p.text().nullable(),
    startedAt: instant().nullable(),
    completedAt: instant().nullable(),
    estimatedDurationHours: numeric(8, 2).nullable(),
    notes: p.text().nullable(),
    /** Why it last failed, was skipped, was reopened or was filled in. */
    statusReason: p.text().nullable(),
    resultsData: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    legacy: legacy(),
    /** 1 to 8, null for a name that the workflow does not have. */
    stepOrder: p
      .integer()
      .nullable()
      .generated(`(array_position(array[${WORKFLOW_STEPS.map((name) => `'${name}'`).join(', ')}], step_name)) stored`),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [oneOf(TABLE, 'step_status', STEP_STATUSES), notNegative(TABLE, 'estimated_duration_hours')],
  indexes: [
    {
      name: `${TABLE}_sample_id_idx`,
      expression: `create index "${TABLE}_sample_id_idx" on "${TABLE}" (sample_id, step_order)`,
    },
  ],
});
export class ProcessingStep extends ProcessingStepSchema.class {}
ProcessingStepSchema.setClass(ProcessingStep);
