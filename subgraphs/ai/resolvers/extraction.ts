import { loadReference } from '../../../platform/graphql/arguments.ts';
import type {
  ExtractionResultResolvers,
  ModelPerformanceResolvers,
  ProcessingJobResolvers,
} from './types.generated.ts';

export const ExtractionResult: ExtractionResultResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.extraction, reference),
  sample: ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId }),
  submission: ({ submissionId }) => (submissionId == null ? null : { __typename: 'Submission', id: submissionId }),
};

export const ProcessingJob: ProcessingJobResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.job, reference),
  sample: ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId }),
};

export const ModelPerformance: ModelPerformanceResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.modelPerformance, reference),
};
