import { uuidArgument } from '../../../platform/graphql/arguments.ts';
import { readExtractionStatistics } from '../reads/extraction-statistics.ts';
import { readExtractions, readLowConfidenceExtractions } from '../reads/extractions.ts';
import { readModelPerformance } from '../reads/model-performance.ts';
import { readModelPerformanceSummary } from '../reads/model-performance-summary.ts';
import { readProcessingJobs } from '../reads/processing-jobs.ts';
import { seesEveryExtraction } from '../services/access.ts';
import type { QueryResolvers } from './types.generated.ts';

const LOW_CONFIDENCE = 0.7;

export const Query: QueryResolvers = {
  extractionResult: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return seesEveryExtraction(actor) ? loaders.extraction.load(asked) : null;
  },
  extractionResults: (_root, { filter, ...page }, { em, actor }) =>
    seesEveryExtraction(actor) ? readExtractions(em, filter ?? {}, page) : null,
  lowConfidenceExtractions: (_root, { threshold, ...page }, { em, actor }) =>
    seesEveryExtraction(actor) ? readLowConfidenceExtractions(em, threshold ?? LOW_CONFIDENCE, page) : null,
  processingJob: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return seesEveryExtraction(actor) ? loaders.job.load(asked) : null;
  },
  processingJobs: (_root, { filter, ...page }, { em, actor }) =>
    seesEveryExtraction(actor) ? readProcessingJobs(em, filter ?? {}, page) : null,
  modelPerformance: (_root, { modelName, taskType, from, to, ...page }, { em }) =>
    readModelPerformance(em, { modelName, taskType, from, to }, page),
  modelPerformanceSummary: (_root, { bucket, ...filter }, { em, lab }) =>
    readModelPerformanceSummary(em, filter, bucket ?? 'day', lab.timeZone),
  extractionStatistics: (_root, { filter, threshold }, { em, actor }) =>
    seesEveryExtraction(actor) ? readExtractionStatistics(em, filter ?? {}, threshold ?? LOW_CONFIDENCE) : null,
};
