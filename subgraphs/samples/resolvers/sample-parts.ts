import { isUuid } from '../../../platform/graphql/arguments.ts';
import { isWorkflowStep } from '../services/workflow.ts';
import type { AttachmentResolvers, ProcessingStepResolvers } from './types.generated.ts';

export const ProcessingStep: ProcessingStepResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.step.load(id) : null),
  step: ({ stepName }) => (isWorkflowStep(stepName) ? stepName : null),
  sample: ({ sampleId }, _args, { loaders }) => loaders.sample.load(sampleId),
};

export const Attachment: AttachmentResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.attachment.load(id) : null),
  sample: ({ sampleId }, _args, { loaders }) => loaders.sample.load(sampleId),
  uploadedBy: ({ uploadedBy }, _args, { loaders }) => (uploadedBy == null ? null : loaders.user.load(uploadedBy)),
};
