import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAt,
  id,
  instant,
  legacy,
  notNegative,
  oneOf,
  updatedAt,
} from '../../../platform/database/properties.ts';

export const JOB_TYPES = ['pdf_extraction', 'data_validation', 'enhancement'] as const;
export const JOB_STATUSES = ['pending', 'processing', 'completed', 'failed', 'cancelled'] as const;
export type JobType = (typeof JOB_TYPES)[number];
export type JobStatus = (typeof JOB_STATUSES)[number];

const TABLE = 'ai_processing_jobs';

/** A piece of work for a model. Its sample is a row of another service. */
export const ProcessingJobSchema = defineEntity({
  name: 'ProcessingJob',
  tableName: TABLE,
  properties: {
    id: id(),
    jobType: p.text().$type<JobType>(),
    status: p.text().$type<JobStatus>().default('pending'),
    sampleId: p.uuid().nullable(),
    inputData: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    outputData: p.json<Record<string, unknown>>().columnType('jsonb').nullable(),
    errorMessage: p.text().nullable(),
    /** Why nobody wants the job done any more; what is cancelled has one. */
    cancelReason: p.text().nullable(),
    attempts: p.integer().default(0),
    startedAt: instant().nullable(),
    /** The end, whichever it was: done, given up or cancelled. */
    completedAt: instant().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [oneOf(TABLE, 'job_type', JOB_TYPES), oneOf(TABLE, 'status', JOB_STATUSES), notNegative(TABLE, 'attempts')],
  indexes: [
    { name: `${TABLE}_created_at_idx`, properties: ['createdAt', 'id'] },
    { name: `${TABLE}_status_created_at_idx`, properties: ['status', 'createdAt', 'id'] },
    { name: `${TABLE}_sample_id_idx`, properties: ['sampleId', 'createdAt', 'id'] },
  ],
});
export class ProcessingJob extends ProcessingJobSchema.class {}
ProcessingJobSchema.setClass(ProcessingJob);
