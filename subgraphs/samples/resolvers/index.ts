import { Project, Submission, User } from './directory.ts';
import {
  AddAttachmentPayload,
  ChangedSamplePayload,
  CompleteStepPayload,
  CreateProjectPayload,
  CreateSamplePayload,
  CreateSamplesPayload,
  CreateSubmissionPayload,
  FailStepPayload,
  Mutation,
  RemoveAttachmentPayload,
  ReopenStepPayload,
  RetryStepPayload,
  SkipStepPayload,
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
  FailStepPayload,
  SkipStepPayload,
  RetryStepPayload,
  ReopenStepPayload,
  UpdateSamplePayload: ChangedSamplePayload,
  AssignSamplePayload: ChangedSamplePayload,
  HoldSamplePayload: ChangedSamplePayload,
  ReleaseSamplePayload: ChangedSamplePayload,
  RejectSamplePayload: ChangedSamplePayload,
  ArchiveSamplePayload: ChangedSamplePayload,
  RestoreSamplePayload: ChangedSamplePayload,
  DeleteSamplePayload: ChangedSamplePayload,
  AdoptWorkflowPayload: ChangedSamplePayload,
  AddAttachmentPayload,
  RemoveAttachmentPayload,
};
