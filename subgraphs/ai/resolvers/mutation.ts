import { payload } from '../../../platform/graphql/payload.ts';
import { createProcessingJob } from '../services/create-processing-job.ts';
import { recordExtraction } from '../services/record-extraction.ts';
import type {
  CreateProcessingJobPayloadResolvers,
  MutationResolvers,
  RecordExtractionPayloadResolvers,
} from './types.generated.ts';

export const Mutation: MutationResolvers = {
  recordExtraction: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => recordExtraction(em, actor, input)),
  createProcessingJob: (_root, { input }, context) =>
    payload(context, ({ em, actor }) => createProcessingJob(em, actor, input)),
};

/** Payloads read what was written anew: the answer is what the next reader sees. */
export const RecordExtractionPayload: RecordExtractionPayloadResolvers = {
  extractionResult: ({ extractionResultId }, _args, { loaders }) =>
    extractionResultId === undefined ? null : loaders.extraction.load(extractionResultId),
};
export const CreateProcessingJobPayload: CreateProcessingJobPayloadResolvers = {
  processingJob: ({ processingJobId }, _args, { loaders }) =>
    processingJobId === undefined ? null : loaders.job.load(processingJobId),
};
