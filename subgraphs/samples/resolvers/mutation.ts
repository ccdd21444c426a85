import { payload } from '../../../platform/graphql/payload.ts';
import { addAttachment, removeAttachment } from '../services/attachments.ts';
import { completeStep, startStep } from '../services/change-step.ts';
import { createProject } from '../services/create-project.ts';
import { createSample } from '../services/create-sample.ts';
import { createSamples } from '../services/create-samples.ts';
import { createSubmission } from '../services/create-submission.ts';
import type {
  AddAttachmentPayloadResolvers,
  CompleteStepPayloadResolvers,
  CreateProjectPayloadResolvers,
  CreateSamplePayloadResolvers,
  CreateSamplesPayloadResolvers,
  CreateSubmissionPayloadResolvers,
  MutationResolvers,
  RemoveAttachmentPayloadResolvers,
  StartStepPayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  createProject: (_root, { input }, context) => payload(context, ({ em, actor }) => createProject(em, actor, input)),
  createSubmission: (_root, { input }, context) =>
    payload(context, ({ em, actor, lab }) => createSubmission(em, actor, input, lab)),
  createSample: (_root, { input }, context) =>
    payload(context, ({ em, actor, lab }) => createSample(em, actor, input, lab)),
  createSamples: (_root, { input }, context) =>
    payload(context, ({ em, actor, lab }) => createSamples(em, actor, input, lab)),
  addAttachment: (_root, { input }, context) => payload(context, ({ em, actor }) => addAttachment(em, actor, input)),
  removeAttachment: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => removeAttachment(em, actor, input)),
  startStep: (_root, { input }, context) => payload(context, ({ em, actor }) => startStep(em, actor, input)),
  completeStep: (_root, { input }, context) => payload(context, ({ em, actor }) => completeStep(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
export const CreateProjectPayload: CreateProjectPayloadResolvers = {
  project: ({ projectId }, _args, { loaders }) => (projectId === undefined ? null : loaders.project.load(projectId)),
};
export const CreateSubmissionPayload: CreateSubmissionPayloadResolvers = {
  submission: ({ submissionId }, _args, { loaders }) =>
    submissionId === undefined ? null : loaders.submission.load(submissionId),
};
export const CreateSamplePayload: CreateSamplePayloadResolvers = {
  sample: ({ sampleId }, _args, { loaders }) => (sampleId === undefined ? null : loaders.sample.load(sampleId)),
};
export const CreateSamplesPayload: CreateSamplesPayloadResolvers = {
  samples: async ({ sampleIds }, _args, { loaders }) =>
    sampleIds == null
      ? null
      : (await Promise.all(sampleIds.map((id) => loaders.sample.load(id)))).filter((s) => s !== null),
  planned: ({ planned }) => planned ?? null,
};
export const AddAttachmentPayload: AddAttachmentPayloadResolvers = {
  attachment: ({ attachmentId }, _args, { loaders }) =>
    attachmentId === undefined ? null : loaders.attachment.load(attachmentId),
  sample: ({ sampleId }, _args, { loaders }) => (sampleId === undefined ? null : loaders.sample.load(sampleId)),
};
export const RemoveAttachmentPayload: RemoveAttachmentPayloadResolvers = AddAttachmentPayload;
export const StartStepPayload: StartStepPayloadResolvers = {
  step: ({ stepId }, _args, { loaders }) => (stepId === undefined ? null : loaders.step.load(stepId)),
  sample: ({ sampleId }, _args, { loaders }) => (sampleId === undefined ? null : loaders.sample.load(sampleId)),
};
export const CompleteStepPayload: CompleteStepPayloadResolvers = StartStepPayload;
