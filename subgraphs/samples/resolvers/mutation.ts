import { payload } from '../../../platform/graphql/payload.ts';
import { adoptWorkflow } from '../services/adopt-workflow.ts';
import { assignSample } from '../services/assign-sample.ts';
import { addAttachment, removeAttachment } from '../services/attachments.ts';
import { completeStep, failStep, reopenStep, retryStep, skipStep, startStep } from '../services/change-step.ts';
import {
  archiveSample,
  deleteSample,
  holdSample,
  rejectSample,
  releaseSample,
  restoreSample,
} from '../services/close-sample.ts';
import { createProject } from '../services/create-project.ts';
import { createSample } from '../services/create-sample.ts';
import { createSamples } from '../services/create-samples.ts';
import { createSubmission } from '../services/create-submission.ts';
import { updateSample } from '../services/update-sample.ts';
import type {
  AddAttachmentPayloadResolvers,
  CompleteStepPayloadResolvers,
  CreateProjectPayloadResolvers,
  CreateSamplePayloadResolvers,
  CreateSamplesPayloadResolvers,
  CreateSubmissionPayloadResolvers,
  FailStepPayloadResolvers,
  MutationResolvers,
  RemoveAttachmentPayloadResolvers,
  ReopenStepPayloadResolvers,
  RetryStepPayloadResolvers,
  SkipStepPayloadResolvers,
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
  failStep: (_root, { input }, context) => payload(context, ({ em, actor }) => failStep(em, actor, input)),
  skipStep: (_root, { input }, context) => payload(context, ({ em, actor }) => skipStep(em, actor, input)),
  retryStep: (_root, { input }, context) => payload(context, ({ em, actor }) => retryStep(em, actor, input)),
  reopenStep: (_root, { input }, context) => payload(context, ({ em, actor }) => reopenStep(em, actor, input)),
  updateSample: (_root, { input }, context) =>
    payload(context, ({ em, actor, lab }) => updateSample(em, actor, input, lab)),
  assignSample: (_root, { input }, context) => payload(context, ({ em, actor }) => assignSample(em, actor, input)),
  holdSample: (_root, { input }, context) => payload(context, ({ em, actor }) => holdSample(em, actor, input)),
  releaseSample: (_root, { input }, context) => payload(context, ({ em, actor }) => releaseSample(em, actor, input)),
  rejectSample: (_root, { input }, context) => payload(context, ({ em, actor }) => rejectSample(em, actor, input)),
  archiveSample: (_root, { input }, context) => payload(context, ({ em, actor }) => archiveSample(em, actor, input)),
  restoreSample: (_root, { input }, context) => payload(context, ({ em, actor }) => restoreSample(em, actor, input)),
  deleteSample: (_root, { input }, context) => payload(context, ({ em, actor }) => deleteSample(em, actor, input)),
  adoptWorkflow: (_root, { input }, context) => payload(context, ({ em, actor }) => adoptWorkflow(em, actor, input)),
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
export const FailStepPayload: FailStepPayloadResolvers = StartStepPayload;
export const SkipStepPayload: SkipStepPayloadResolvers = StartStepPayload;
export const RetryStepPayload: RetryStepPayloadResolvers = StartStepPayload;
export const ReopenStepPayload: ReopenStepPayloadResolvers = StartStepPayload;

export const ChangedSamplePayload = { sample: CreateSamplePayload.sample };
