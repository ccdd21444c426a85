import type { EntityManager } from '@mikro-orm/postgresql';
import { Attachment } from '../subgraphs/samples/entities/attachment.entity.ts';
import {
  ProcessingStep,
  type StepStatus,
  WORKFLOW_STEPS,
} from '../subgraphs/samples/entities/processing-step.entity.ts';
import { Project } from '../subgraphs/samples/entities/project.entity.ts';
import { Sample, type SampleStatus } from '../subgraphs/samples/entities/sample.entity.ts';
import { SampleDetails } from '../subgraphs/samples/entities/sample-details.entity.ts';
import { type Priority, Submission } from '../subgraphs/samples/entities/submission.entity.ts';
import { User } from '../subgraphs/samples/entities/user.entity.ts';
import { dueDate } from '../subgraphs/samples/services/due-date.ts';
import {
  DEMO_USERS,
  type DemoSample,
  demoId,
  demoSamples,
  hoursAfterSubmission,
  PROJECT_ID,
  SUBMISSION_ID,
  SUBMISSION_NUMBER,
  SUBMITTED_AT,
  SUBMITTER,
} from './lab.ts';

/** A real submission on its way through the lab: every stage of the workflow, a failed step, a hold, a skipped check. */
export async function seedSamples(em: EntityManager): Promise<void> {
  const samples = demoSamples();
  const at = { createdAt: SUBMITTED_AT, updatedAt: SUBMITTED_AT };
  await em.insertMany(
    User,
    DEMO_USERS.map((user) => ({ ...user, aliases: [...user.aliases], ...at })),
  );
  await em.insert(Project, {
    id: PROJECT_ID,
    name: 'Lee Lab long-read genomes',
    description: 'Whole-genome sequencing of the Lee Lab collection.',
    ownerName: SUBMITTER.name,
    ownerEmail: SUBMITTER.email,
    status: 'active',
    chartPrefix: 'HTSF-JL',
    ...at,
  });
  await em.insert(Submission, {
    id: SUBMISSION_ID,
    projectId: PROJECT_ID,
    submissionNumber: SUBMISSION_NUMBER,
    name: 'JL 147',
    submitterName: SUBMITTER.name,
    submitterEmail: SUBMITTER.email,
    submissionType: 'pdf',
    status: 'processing',
    priority: 'normal',
    originalFilename: 'HTSF-JL-147.pdf',
    fileSizeBytes: '184320',
    submittedAt: SUBMITTED_AT,
    ...at,
  });
  await em.insertMany(Sample, samples.map(sampleRow));
  await em.insertMany(SampleDetails, samples.map(detailsRow));
  await em.insertMany(ProcessingStep, samples.flatMap(stepRows));
  await em.insertMany(Attachment, samples.filter(({ number }) => number % 12 === 1).map(attachmentRow));
}

const priorityOf = ({ number }: DemoSample): Priority =>
  number % 10 === 0 ? 'urgent' : number % 5 === 0 ? 'high' : number % 7 === 0 ? 'low' : 'normal';

/** What the step after the completed ones is doing. */
function currentStatus({ number, completedSteps }: DemoSample): StepStatus {
  if (completedSteps === 0) {
    return 'pending';
  }
  return number % 17 === 0 ? 'failed' : number % 3 === 0 ? 'in_progress' : 'pending';
}

const startedSteps = (sample: DemoSample): number =>
  Math.min(8, sample.completedSteps + (currentStatus(sample) === 'pending' ? 0 : 1));

/** As the workflow has it; see `STATUS_WHEN_STARTED` and `STATUS_WHEN_COMPLETED`. */
function statusOf(sample: DemoSample): SampleStatus {
  const started = startedSteps(sample);
  if (sample.completedSteps >= 7) {
    return sample.completedSteps === 8 ? 'distributed' : 'completed';
  }
  return started >= 6 ? 'analysis' : started >= 4 ? 'sequencing' : started >= 2 ? 'prep' : 'submitted';
}

const stepStart = (sample: DemoSample, step: number): Date => hoursAfterSubmission(20 * step + (sample.number % 8));
const stepEnd = (sample: DemoSample, step: number): Date => hoursAfterSubmission(20 * step + 6 + (sample.number % 8));

/** The last moment at which something happened to the sample. */
function changedAt(sample: DemoSample): Date {
  const started = startedSteps(sample);
  return started === 0
    ? sample.submittedAt
    : started > sample.completedSteps
      ? stepStart(sample, started)
      : stepEnd(sample, started);
}

const technician = ({ number }: DemoSample) => DEMO_USERS[1 + (number % 3)] as (typeof DEMO_USERS)[number];

export function sampleRow(sample: DemoSample) {
  const priority = priorityOf(sample);
  const started = startedSteps(sample) > 0;
  return {
    id: sample.id,
    sampleName: sample.name,
    sampleNumber: sample.number,
    submissionId: SUBMISSION_ID,
    submitterName: SUBMITTER.name,
    submitterEmail: SUBMITTER.email,
    labName: SUBMITTER.lab,
    sampleType: 'DNA',
    sampleBuffer: 'EB',
    concentration: sample.concentration,
    volume: sample.volume,
    totalAmount: Math.round(sample.concentration * sample.volume * 1000) / 1000,
    a260280: sample.a260280,
    flowCellType: 'R10.4.1',
    flowCellCount: 1,
    status: statusOf(sample),
    priority,
    chartField: SUBMISSION_NUMBER,
    assigneeId: started ? technician(sample).id : null,
    assignedTo: started ? technician(sample).aliases[0] : null,
    libraryPrepBy: startedSteps(sample) >= 2 ? technician(sample).aliases[0] : null,
    holdReason: sample.number % 23 === 0 ? 'Waiting for the submitter to confirm the tube label' : null,
    outcome: sample.completedSteps === 8 ? ('delivered' as const) : null,
    submittedAt: sample.submittedAt,
    startedAt: started ? stepStart(sample, 1) : null,
    completedAt: sample.completedSteps >= 7 ? stepEnd(sample, 7) : null,
    dueAt: dueDate(sample.submittedAt, priority, { timeZone: 'UTC', holidays: [] }),
    createdBy: DEMO_USERS[0].id,
    createdAt: sample.submittedAt,
    updatedAt: changedAt(sample),
  };
}

export const detailsRow = (sample: DemoSample) => ({
  id: demoId('details', sample.number),
  sampleId: sample.id,
  organism: sample.number % 4 === 0 ? 'Saccharomyces cerevisiae' : 'Escherichia coli',
  genomeSize: sample.number % 4 === 0 ? '12.1 Mb' : '4.6 Mb',
  expectedReadLength: '20 kb',
  libraryPrepKit: 'SQK-LSK114',
  barcodingRequired: false,
  runTimeHours: 72,
  basecallingModel: 'sup@v5.0.0',
  dataDeliveryMethod: 'download',
  fileFormat: 'POD5',
  analysisRequired: sample.number % 2 === 0,
  analysisType: sample.number % 2 === 0 ? 'assembly' : null,
  qcPassed: sample.completedSteps >= 1 ? true : null,
  createdAt: sample.submittedAt,
  updatedAt: changedAt(sample),
});

export function stepRows(sample: DemoSample) {
  return WORKFLOW_STEPS.map((stepName, i) => {
    const step = i + 1;
    const skipped = stepName === 'library_qc' && sample.number % 13 === 0 && step <= sample.completedSteps;
    const status = stepStatus(sample, step, skipped);
    const begun = status === 'completed' || status === 'in_progress' || status === 'failed';
    return {
      id: demoId('step', sample.number * 10 + step),
      sampleId: sample.id,
      stepName,
      status,
      assignedTo: begun ? technician(sample).aliases[0] : null,
      startedAt: begun ? stepStart(sample, step) : null,
      completedAt: status === 'completed' ? stepEnd(sample, step) : null,
      estimatedDurationHours: stepName === 'sequencing_run' ? 72 : 6,
      statusReason: skipped
        ? 'Fragment sizes are known from the previous run.'
        : status === 'failed'
          ? 'Too few active pores.'
          : null,
      resultsData:
        status === 'completed' && stepName === 'sample_qc'
          ? { method: 'Qubit', concentration: sample.concentration }
          : null,
      createdAt: sample.submittedAt,
      updatedAt: begun
        ? status === 'completed'
          ? stepEnd(sample, step)
          : stepStart(sample, step)
        : sample.submittedAt,
    };
  });
}

function stepStatus(sample: DemoSample, step: number, skipped: boolean): StepStatus {
  if (skipped) {
    return 'skipped';
  }
  if (step <= sample.completedSteps) {
    return 'completed';
  }
  return step === sample.completedSteps + 1 ? currentStatus(sample) : 'pending';
}

export const attachmentRow = (sample: DemoSample) => ({
  id: demoId('attachment', sample.number),
  sampleId: sample.id,
  fileName: `gel-${sample.tubeLabel}.png`,
  fileType: 'image/png',
  fileSizeBytes: String(48_000 + sample.number),
  description: 'Gel image after extraction',
  uploadedBy: DEMO_USERS[0].id,
  uploadedAt: sample.submittedAt,
  createdAt: sample.submittedAt,
});
