import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id } from '../../../platform/database/properties.ts';
import type { StepStatus, WorkflowStep } from './processing-step.entity.ts';
import type { SampleStatus } from './sample.entity.ts';
import type { Priority } from './submission.entity.ts';

/** So many samples more, or fewer, of a kind. Triggers on the samples write them; their sum is the number there is. */
export const SampleTallySchema = defineEntity({
  name: 'SampleTally',
  tableName: 'sample_tallies',
  properties: {
    id: id(),
    status: p.text().$type<SampleStatus>(),
    priority: p.text().$type<Priority>(),
    currentStep: p.text().$type<WorkflowStep>().nullable(),
    currentStepStatus: p.text().$type<StepStatus>().nullable(),
    unassigned: p.boolean(),
    deleted: p.boolean(),
    samples: p.bigint('string'),
    createdAt: createdAt(),
  },
});
export class SampleTally extends SampleTallySchema.class {}
SampleTallySchema.setClass(SampleTally);
