import { isUuid } from '../../../platform/graphql/arguments.ts';
import type { AiLoaders } from '../reads/loaders.ts';
import type { ExtractionResultRow } from '../reads/rows.ts';
import { seesEveryExtraction, seesExtractionsOfSamples } from '../services/access.ts';
import { mismatches } from '../services/mismatches.ts';
import type { SampleResolvers, SubmissionResolvers } from './types.generated.ts';

/** A page of one, so that it shares a statement with whoever else asks for the latest. */
async function latestExtraction(sampleId: string, loaders: AiLoaders): Promise<ExtractionResultRow | null> {
  const { nodes } = await loaders.extractionsOfSample(sampleId, { first: 1 });
  return nodes[0] ?? null;
}

/** What this service knows about another's things. Their rows are elsewhere, so a reference is taken at its word. */
export const Sample: SampleResolvers = {
  __resolveReference: (reference) => (isUuid(reference.id) ? { ...reference, id: reference.id.toLowerCase() } : null),
  extractions: ({ id }, page, { loaders, actor }) =>
    seesExtractionsOfSamples(actor) ? loaders.extractionsOfSample(id, page) : null,
  latestExtraction: ({ id }, _args, { loaders, actor }) =>
    seesExtractionsOfSamples(actor) ? latestExtraction(id, loaders) : null,
  processingJobs: ({ id }, page, { loaders, actor }) =>
    seesExtractionsOfSamples(actor) ? loaders.jobsOfSample(id, page) : null,
  extractionMismatches: async (sample, _args, { loaders, actor }) => {
    if (!seesExtractionsOfSamples(actor)) {
      return null;
    }
    const extraction = await latestExtraction(sample.id, loaders);
    return extraction === null
      ? []
      : mismatches(sample, extraction.extractedData).map((mismatch) => ({ ...mismatch, extraction }));
  },
};

export const Submission: SubmissionResolvers = {
  __resolveReference: (reference) => (isUuid(reference.id) ? { ...reference, id: reference.id.toLowerCase() } : null),
  extractions: ({ id }, page, { loaders, actor }) =>
    seesEveryExtraction(actor) ? loaders.extractionsOfSubmission(id, page) : null,
};
