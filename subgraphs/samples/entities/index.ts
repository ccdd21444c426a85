import { AttachmentSchema } from './attachment.entity.ts';
import { ProcessingStepSchema } from './processing-step.entity.ts';
import { ProjectSchema } from './project.entity.ts';
import { SampleSchema } from './sample.entity.ts';
import { SampleBatchSchema } from './sample-batch.entity.ts';
import { SampleDetailsSchema } from './sample-details.entity.ts';
import { SampleTallySchema } from './sample-tally.entity.ts';
import { SampleTallyChangeSchema } from './sample-tally-change.entity.ts';
import { SubmissionSchema } from './submission.entity.ts';
import { UserSchema } from './user.entity.ts';

export const entities = [
  ProjectSchema,
  SubmissionSchema,
  UserSchema,
  SampleSchema,
  SampleDetailsSchema,
  ProcessingStepSchema,
  AttachmentSchema,
  SampleTallySchema,
  SampleTallyChangeSchema,
  SampleBatchSchema,
];
