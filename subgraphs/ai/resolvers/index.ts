import { ExtractionResult, ModelPerformance, ProcessingJob } from './extraction.ts';
import { Mutation, ProcessingJobPayload, RecordExtractionPayload, RecordModelPerformancePayload } from './mutation.ts';
import { Query } from './query.ts';
import { Sample, Submission } from './sample.ts';
import type { Resolvers } from './types.generated.ts';

export const resolvers: Resolvers = {
  Query,
  Mutation,
  ExtractionResult,
  ProcessingJob,
  ModelPerformance,
  Sample,
  Submission,
  RecordExtractionPayload,
  RecordModelPerformancePayload,
  CreateProcessingJobPayload: ProcessingJobPayload,
  StartProcessingJobPayload: ProcessingJobPayload,
  CompleteProcessingJobPayload: ProcessingJobPayload,
  FailProcessingJobPayload: ProcessingJobPayload,
  RetryProcessingJobPayload: ProcessingJobPayload,
  CancelProcessingJobPayload: ProcessingJobPayload,
};
