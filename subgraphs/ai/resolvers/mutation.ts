import { payload } from '../../../platform/graphql/payload.ts';
import {
  cancelProcessingJob,
  completeProcessingJob,
  failProcessingJob,
  retryProcessingJob,
  startProcessingJob,
} from '../services/change-job.ts';
import { createProcessingJob } from '../services/create-processing-job.ts';
import { recordExtraction } from '../services/record-extraction.ts';
import { recordModelPerformance } from '../services/record-model-performance.ts';
import type {
  CreateProcessingJobPayloadResolvers,
  MutationResolvers,
  RecordExtractionPayloadResolvers,
  RecordModelPerformancePayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  recordExtraction: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => recordExtraction(em, actor, input)),
  createProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => createProcessingJob(em, actor, input)),
  startProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => startProcessingJob(em, actor, input)),
  completeProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => completeProcessingJob(em, actor, input)),
  failProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => failProcessingJob(em, actor, input)),
  retryProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => retryProcessingJob(em, actor, input)),
  cancelProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => cancelProcessingJob(em, actor, input)),
  recordModelPerformance: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => recordModelPerformance(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
export const RecordExtractionPayload: RecordExtractionPayloadResolvers = {
  extractionResult: ({ extractionResultId }, _args, { loaders }) =>
    extractionResultId === undefined ? null : loaders.extraction.load(extractionResultId),
};
/** Of every verb on a job. */
export const ProcessingJobPayload: CreateProcessingJobPayloadResolvers = {
  processingJob: ({ processingJobId }, _args, { loaders }) =>
    processingJobId === undefined ? null : loaders.job.load(processingJobId),
};
export const RecordModelPerformancePayload: RecordModelPerformancePayloadResolvers = {
  modelPerformance: ({ modelPerformanceId }, _args, { loaders }) =>
    modelPerformanceId === undefined ? null : loaders.modelPerformance.load(modelPerformanceId),
};
