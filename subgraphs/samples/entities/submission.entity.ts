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
import { Project } from './project.entity.ts';

export const PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export const SUBMISSION_TYPES = ['manual', 'pdf', 'csv', 'batch'] as const;
export const SUBMISSION_STATUSES = ['draft', 'submitted', 'processing', 'completed', 'archived'] as const;
export type SubmissionStatus = (typeof SUBMISSION_STATUSES)[number];
export type Priority = (typeof PRIORITIES)[number];

/** What a customer sends: one form, many samples. */
export const SubmissionSchema = defineEntity({
  name: 'Submission',
  tableName: 'submissions',
  properties: {
    id: id(),
    projectId: () =>
      p.manyToOne(Project).mapToPk().fieldName('project_id').nullable().index('submissions_project_id_idx'),
    submissionNumber: p.text().nullable().unique('submissions_submission_number_key'),
    name: p.text().nullable(),
    description: p.text().nullable(),
    submitterName: p.text().nullable(),
    submitterEmail: p.text().nullable(),
    submissionType: p.text().$type<(typeof SUBMISSION_TYPES)[number]>().nullable(),
    status: p.text().$type<SubmissionStatus>().default('submitted'),
    priority: p.text().$type<Priority>().default('normal'),
    originalFilename: p.text().nullable(),
    fileSizeBytes: p.bigint('string').nullable(),
    submittedAt: instant().nullable(),
    completedAt: instant().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    oneOf('submissions', 'submission_type', SUBMISSION_TYPES),
    oneOf('submissions', 'status', SUBMISSION_STATUSES),
    oneOf('submissions', 'priority', PRIORITIES),
    notNegative('submissions', 'file_size_bytes'),
  ],
  indexes: [
    {
      name: 'submissions_submitted_at_idx',
      expression: `create index "submissions_submitted_at_idx" on "submissions" ((coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    },
    {
      name: 'submissions_submitter_email_idx',
      expression: `create index "submissions_submitter_email_idx" on "submissions" (lower(submitter_email), (coalesce(submitted_at, '-infinity'::timestamptz)), id)`,
    },
  ],
});
export class Submission extends SubmissionSchema.class {}
SubmissionSchema.setClass(Submission);
