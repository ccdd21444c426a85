import type { EntityManager } from '@mikro-orm/postgresql';
import type { LabCalendar } from '../../../platform/config/process.ts';
import { v7 } from '../../../platform/identity/uuid.ts';
import { ProcessingStep, WORKFLOW_STEPS } from '../entities/processing-step.entity.ts';
import { Sample } from '../entities/sample.entity.ts';
import { SampleDetails } from '../entities/sample-details.entity.ts';
import type { Priority } from '../entities/submission.entity.ts';
import { dueDate } from './due-date.ts';
import type { NewSample } from './sample-rules.ts';

/** What a sample has from where it came in, not from its own form. */
export type Intake = {
  submissionId: string | null;
  sampleNumber: number | null;
  submitterName: string | null;
  submitterEmail: string | null;
  priority: Priority;
  submittedAt: Date;
  createdBy: string | null;
};

/** Puts a sample, its details and its eight pending steps into the unit of work; the caller flushes. */
export function addSample(
  em: EntityManager,
  { details, ...measured }: NewSample & Partial<Pick<Sample, 'assignedTo' | 'assigneeId' | 'libraryPrepBy'>>,
  intake: Intake,
  lab: LabCalendar,
): Sample {
  const priority = measured.priority ?? intake.priority;
  const sample = em.create(Sample, {
    id: v7(),
    ...measured,
    ...intake,
    priority,
    flowCellCount: measured.flowCellCount ?? 1,
    totalAmount: measured.totalAmount ?? totalAmount(measured.concentration, measured.volume),
    dueAt: dueDate(intake.submittedAt, priority, lab),
  });
  if (details !== null) {
    em.create(SampleDetails, { sampleId: sample.id, ...details });
  }
  for (const stepName of WORKFLOW_STEPS) {
    em.create(ProcessingStep, { sampleId: sample.id, stepName });
  }
  return sample;
}

/** ng/µL times µL: ng, to the three digits that the column keeps. */
export const totalAmount = (concentration: number | null, volume: number | null): number | null =>
  concentration === null || volume === null ? null : Math.round(concentration * volume * 1000) / 1000;
