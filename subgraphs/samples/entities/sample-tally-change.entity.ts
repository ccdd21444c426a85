import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id } from '../../../platform/database/properties.ts';
import type { StepStatus, WorkflowStep } from './processing-step.entity.ts';
import type { SampleStatus } from './sample.entity.ts';
import type { Priority } from './submission.entity.ts';

/** So many samples more, or fewer, that do not differ in anything tallied. Triggers on the samples write them. */
export const SampleTallyChangeSchema = defineEntity({
  name: 'SampleTallyChange',
  tableName: 'sample_tally_changes',
  properties: {
    id: id(),
    submittedMonth: p.date(),
    dueMonth: p.date(),
    status: p.text().$type<SampleStatus>(),
    priority: p.text().$type<Priority>(),
    currentStep: p.text().$type<WorkflowStep | ''>(),
    currentStepStatus: p.text().$type<StepStatus | ''>(),
    unassigned: p.boolean(),
    held: p.boolean(),
    deleted: p.boolean(),
    assignedTo: p.text().nullable(),
    assigneeId: p.text().nullable(),
    completedMonth: p.text().nullable(),
    flowCellType: p.text().nullable(),
    labName: p.text().nullable(),
    projectId: p.text().nullable(),
    sampleType: p.text().nullable(),
    submissionId: p.text().nullable(),
    submitterEmail: p.text().nullable(),
    samples: p.bigint('string'),
    createdAt: createdAt(),
  },
});
export class SampleTallyChange extends SampleTallyChangeSchema.class {}
SampleTallyChangeSchema.setClass(SampleTallyChange);
