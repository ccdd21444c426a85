import { loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import { isWorkflowStep } from '../services/workflow.ts';
import { forStaff } from './staff.ts';
import type { AttachmentResolvers, ProcessingStepResolvers } from './types.generated.ts';

export const ProcessingStep: ProcessingStepResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.step, reference),
  step: reading(['stepName'], ({ stepName }) => (isWorkflowStep(stepName) ? stepName : null)),
  sample: reading(['sampleId'], ({ sampleId }, _args, { loaders }) => loaders.sample.load(sampleId)),
  legacy: forStaff('legacy'),
};

export const Attachment: AttachmentResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.attachment, reference),
  sample: reading(['sampleId'], ({ sampleId }, _args, { loaders }) => loaders.sample.load(sampleId)),
  uploadedBy: reading(['uploadedBy'], ({ uploadedBy }, _args, { loaders }) =>
    uploadedBy == null ? null : loaders.person.load(uploadedBy),
  ),
  legacy: forStaff('legacy'),
};
