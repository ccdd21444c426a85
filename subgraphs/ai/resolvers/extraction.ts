import { loadReference } from '../../../platform/graphql/arguments.ts';
import { reading } from '../../../platform/graphql/asked-properties.ts';
import { seesEveryExtraction } from '../services/access.ts';
import type {
  ExtractionResultResolvers,
  ModelPerformanceResolvers,
  ProcessingJobResolvers,
} from './types.generated.ts';

export const ExtractionResult: ExtractionResultResolvers = {
  __resolveReference: (reference, { loaders, actor }) =>
    seesEveryExtraction(actor) ? loadReference(loaders.extraction, reference) : null,
  sample: reading(['sampleId'], ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId })),
  // Of a submitter's sample it may be somebody else's, and its documents are asked for here, not where its owner is known.
  submission: reading(['submissionId'], ({ submissionId }, _args, { actor }) =>
    submissionId == null || !seesEveryExtraction(actor) ? null : { __typename: 'Submission', id: submissionId },
  ),
  // It is out of documents about others' samples.
  ragInsights: reading(['ragInsights'], ({ ragInsights }, _args, { actor }) =>
    seesEveryExtraction(actor) ? (ragInsights ?? null) : null,
  ),
};

export const ProcessingJob: ProcessingJobResolvers = {
  __resolveReference: (reference, { loaders, actor }) =>
    seesEveryExtraction(actor) ? loadReference(loaders.job, reference) : null,
  sample: reading(['sampleId'], ({ sampleId }) => (sampleId == null ? null : { __typename: 'Sample', id: sampleId })),
};

export const ModelPerformance: ModelPerformanceResolvers = {
  __resolveReference: (reference, { loaders }) => loadReference(loaders.modelPerformance, reference),
};
