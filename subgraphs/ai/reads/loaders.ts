import { loaderOf, pageLoaderOf } from '../../../platform/batching/loaders.ts';
import type { Queryable } from '../../../platform/database/columns.ts';
import { extractionsOfSample, extractionsOfSubmission, readExtractionsById } from './extractions.ts';
import { readModelPerformanceById } from './model-performance.ts';
import { processingJobsOfSample, readProcessingJobsById } from './processing-jobs.ts';

const idOf = (row: { id: string }): string => row.id;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable) {
  return {
    extraction: loaderOf((ids) => readExtractionsById(em, ids), idOf),
    job: loaderOf((ids) => readProcessingJobsById(em, ids), idOf),
    modelPerformance: loaderOf((ids) => readModelPerformanceById(em, ids), idOf),
    extractionsOfSample: pageLoaderOf(em, () => extractionsOfSample(em)),
    extractionsOfSubmission: pageLoaderOf(em, () => extractionsOfSubmission(em)),
    jobsOfSample: pageLoaderOf(em, () => processingJobsOfSample(em)),
  };
}

export type AiLoaders = ReturnType<typeof createLoaders>;
