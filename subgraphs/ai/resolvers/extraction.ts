import { isUuid } from '../../../platform/graphql/arguments.ts';
import type {
  ExtractionResultResolvers,
  ModelPerformanceResolvers,
  ProcessingJobResolvers,
} from './types.generated.ts';

export const ExtractionResult: ExtractionResultResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.extraction.load(id) : null),
  sample: ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId }),
  submission: ({ submissionId }) => (submissionId == null ? null : { __typename: 'Submission', id: submissionId }),
};

export const ProcessingJob: ProcessingJobResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.job.load(id) : null),
  sample: ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId }),
};

export const ModelPerformance: ModelPerformanceResolvers = {
  __resolveReference: ({ id }, { loaders }) => (isUuid(id) ? loaders.modelPerformance.load(id) : null),
};
