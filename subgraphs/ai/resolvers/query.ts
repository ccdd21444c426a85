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
  extractionResults: (_root, { filter, ...page }, { reader, actor }) =>
    seesEveryExtraction(actor) ? readExtractions(reader, filter ?? {}, page) : null,
  lowConfidenceExtractions: (_root, { threshold, ...page }, { reader, actor }) =>
    seesEveryExtraction(actor) ? readLowConfidenceExtractions(reader, threshold ?? LOW_CONFIDENCE, page) : null,
  processingJob: (_root, { id }, { loaders, actor }) => {
    const asked = uuidArgument('id', id);
    return seesEveryExtraction(actor) ? loaders.job.load(asked) : null;
  },
  processingJobs: (_root, { filter, ...page }, { reader, actor }) =>
    seesEveryExtraction(actor) ? readProcessingJobs(reader, filter ?? {}, page) : null,
  modelPerformance: (_root, { modelName, taskType, from, to, ...page }, { reader }) =>
    readModelPerformance(reader, { modelName, taskType, from, to }, page),
  modelPerformanceSummary: (_root, { bucket, ...filter }, { reader, lab }) =>
    readModelPerformanceSummary(reader, filter, bucket ?? 'day', lab.timeZone),
  extractionStatistics: (_root, { filter, threshold }, { reader, actor }) =>
    seesEveryExtraction(actor) ? readExtractionStatistics(reader, filter ?? {}, threshold ?? LOW_CONFIDENCE) : null,
};
