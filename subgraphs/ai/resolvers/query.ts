import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readExtractions, readLowConfidenceExtractions } from '../reads/extractions.ts';
import { readModelPerformance } from '../reads/model-performance.ts';
import { readProcessingJobs } from '../reads/processing-jobs.ts';
import type { QueryResolvers } from './types.generated.ts';

const LOW_CONFIDENCE = 0.7;

export const Query: QueryResolvers = {
  extractionResult: (_root, { id }, { loaders }) => loaders.extraction.load(uuidArgument('id', id)),
  extractionResults: (_root, { filter, ...page }, { em }) => readExtractions(em, filter ?? {}, page),
  lowConfidenceExtractions: (_root, { threshold, ...page }, { em }) =>
    readLowConfidenceExtractions(em, threshold ?? LOW_CONFIDENCE, page),
  processingJob: (_root, { id }, { loaders }) => loaders.job.load(uuidArgument('id', id)),
  processingJobs: (_root, { filter, ...page }, { em }) => readProcessingJobs(em, filter ?? {}, page),
  modelPerformance: (_root, { first, after, ...filter }, { em }) => readModelPerformance(em, filter, { first, after }),
};
