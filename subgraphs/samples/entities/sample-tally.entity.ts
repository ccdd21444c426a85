import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt } from '../../../platform/database/properties.ts';
import type { StepStatus, WorkflowStep } from './processing-step.entity.ts';
import type { SampleStatus } from './sample.entity.ts';
import type { Priority } from './submission.entity.ts';

/**
 * How many samples there are of a kind, of all (field and value are '') or of those with a value of a field. Months are
 * those of UTC, due months those of open samples; what is missing is '' or an infinite month. Without what
 * `sample_tally_changes` has: `current_sample_tallies()` is both.
 */
export const SampleTallySchema = defineEntity({
  name: 'SampleTally',
  tableName: 'sample_tallies',
  properties: {
    field: p.text().primary(),
    value: p.text().primary(),
    submittedMonth: p.date().primary(),
    dueMonth: p.date().primary(),
    status: p.text().$type<SampleStatus>().primary(),
    priority: p.text().$type<Priority>().primary(),
    currentStep: p.text().$type<WorkflowStep | ''>().primary(),
    currentStepStatus: p.text().$type<StepStatus | ''>().primary(),
    unassigned: p.boolean().primary(),
    held: p.boolean().primary(),
    deleted: p.boolean().primary(),
    samples: p.bigint('string'),
    createdAt: createdAt(),
  },
  indexes: [
    {
      name: 'sample_tallies_none_idx',
      expression: 'create index "sample_tallies_none_idx" on "sample_tallies" (samples) where samples = 0',
    },
  ],
});
export class SampleTally extends SampleTallySchema.class {}
SampleTallySchema.setClass(SampleTally);
