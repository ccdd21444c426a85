import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readExtractionStatistics } from '../reads/extraction-statistics.ts';
import { readExtractions, readLowConfidenceExtractions } from '../reads/extractions.ts';
import { readModelPerformance } from '../reads/model-performance.ts';
import { readModelPerformanceSummary } from '../reads/model-performance-summary.ts';
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
  modelPerformanceSummary: (_root, { bucket, ...filter }, { em, lab }) =>
    readModelPerformanceSummary(em, filter, bucket ?? 'day', lab.timeZone),
  extractionStatistics: (_root, { filter, threshold }, { em }) =>
    readExtractionStatistics(em, filter ?? {}, threshold ?? LOW_CONFIDENCE),
};
