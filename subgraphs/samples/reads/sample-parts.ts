import { sql } from 'kysely';
import { columnsOf, narrowed, type Properties, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { Attachment } from '../entities/attachment.entity.ts';
import { ProcessingStep } from '../entities/processing-step.entity.ts';
import { SampleDetails } from '../entities/sample-details.entity.ts';
import type { AttachmentRow, ProcessingStepRow, SampleDetailsRow } from './rows.ts';
import { and, ofSeenSamples, type Viewer } from './visibility.ts';

/** In the order of the workflow; steps with names of their own come last, the oldest first. */
export const readStepsOfSamples = (
  em: Queryable,
  viewer: Viewer,
  sampleIds: readonly string[],
  asked: Properties | undefined,
): Promise<ProcessingStepRow[]> =>
  rowsOf(
    em,
    sql<ProcessingStepRow>`
      select ${narrowed(columnsOf(em, ProcessingStep, 'st'), asked)} from nanopore_processing_steps as st
      where st.sample_id = any(${sampleIds}::uuid[])${and(ofSeenSamples(viewer, sql`st.sample_id`))}
      order by st.sample_id, st.step_order, st.created_at, st.id`,
  );

export const readStepsById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<ProcessingStepRow[]> =>
  rowsOf(
    em,
    sql<ProcessingStepRow>`
      select ${columnsOf(em, ProcessingStep, 'st')} from nanopore_processing_steps as st where st.id = any(${ids}::uuid[])${and(ofSeenSamples(viewer, sql`st.sample_id`))}`,
  );

export const readDetailsOfSamples = (
  em: Queryable,
  viewer: Viewer,
  sampleIds: readonly string[],
): Promise<SampleDetailsRow[]> =>
  rowsOf(
    em,
    sql<SampleDetailsRow>`
      select ${columnsOf(em, SampleDetails, 'd')} from nanopore_sample_details as d
      where d.sample_id = any(${sampleIds}::uuid[])${and(ofSeenSamples(viewer, sql`d.sample_id`))}`,
  );

/** The newest first, without those that were removed. */
export const readAttachmentsOfSamples = (
  em: Queryable,
  viewer: Viewer,
  sampleIds: readonly string[],
  asked: Properties | undefined,
): Promise<AttachmentRow[]> =>
  rowsOf(
    em,
    sql<AttachmentRow>`
      select ${narrowed(columnsOf(em, Attachment, 'a'), asked)} from nanopore_attachments as a
      where a.sample_id = any(${sampleIds}::uuid[]) and a.deleted_at is null${and(ofSeenSamples(viewer, sql`a.sample_id`))}
      order by a.sample_id, a.uploaded_at desc nulls last, a.id desc`,
  );

export const readAttachmentsById = (em: Queryable, viewer: Viewer, ids: readonly string[]): Promise<AttachmentRow[]> =>
  rowsOf(
    em,
    sql<AttachmentRow>`
      select ${columnsOf(em, Attachment, 'a')} from nanopore_attachments as a where a.id = any(${ids}::uuid[])${and(ofSeenSamples(viewer, sql`a.sample_id`))}`,
  );
