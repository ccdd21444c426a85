import { Project, Submission, User } from './directory.ts';
import {
  AddAttachmentPayload,
  CompleteStepPayload,
  CreateProjectPayload,
  CreateSamplePayload,
  CreateSamplesPayload,
  CreateSubmissionPayload,
  Mutation,
  RemoveAttachmentPayload,
  StartStepPayload,
} from './mutation.ts';
import { Query } from './query.ts';
import { Sample, SampleSearchEdge } from './sample.ts';
import { Attachment, ProcessingStep } from './sample-parts.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  Sample,
  SampleSearchEdge,
  ProcessingStep,
  Attachment,
  Submission,
  Project,
  User,
  CreateProjectPayload,
  CreateSubmissionPayload,
  CreateSamplePayload,
  CreateSamplesPayload,
  StartStepPayload,
  CompleteStepPayload,
  AddAttachmentPayload,
  RemoveAttachmentPayload,
};
