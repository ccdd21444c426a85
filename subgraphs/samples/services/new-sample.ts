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

type Form = NewSample & Partial<Pick<Sample, 'assignedTo' | 'assigneeId' | 'libraryPrepBy'>>;

/** A new sample and its details as rows, with what follows from the form: amount, priority, due date. */
export function newSample({ details, ...measured }: Form, intake: Intake, lab: LabCalendar) {
  const priority = measured.priority ?? intake.priority;
  const sample = {
    id: v7(),
    ...measured,
    ...intake,
    priority,
    flowCellCount: measured.flowCellCount ?? 1,
    totalAmount: measured.totalAmount ?? totalAmount(measured.concentration, measured.volume),
    dueAt: dueDate(intake.submittedAt, priority, lab),
  };
  return { sample, details: details === null ? null : { sampleId: sample.id, ...details } };
}

export type SampleOfABatch = ReturnType<typeof newSample>;

/** Puts a sample, its details and its eight pending steps into the unit of work; the caller flushes. */
export function addSample(em: EntityManager, form: Form, intake: Intake, lab: LabCalendar): Sample {
  const { sample, details } = newSample(form, intake, lab);
  if (details !== null) {
    em.create(SampleDetails, details);
  }
  for (const stepName of WORKFLOW_STEPS) {
    em.create(ProcessingStep, { sampleId: sample.id, stepName });
  }
  return em.create(Sample, sample);
}

/** ng/µL times µL: ng, to the three digits that the column keeps. */
export const totalAmount = (concentration: number | null, volume: number | null): number | null =>
  concentration === null || volume === null ? null : Math.round(concentration * volume * 1000) / 1000;
