import { listLoaderOf, loaderOf, pageLoaderOf } from '../../../platform/batching/loaders.ts';
import type { Queryable } from '../../../platform/database/columns.ts';
import { readProjectsById } from './projects.ts';
import type { SampleDetailsRow } from './rows.ts';
import {
  readAttachmentsById,
  readAttachmentsOfSamples,
  readDetailsOfSamples,
  readStepsById,
  readStepsOfSamples,
} from './sample-parts.ts';
import { readSamplesById, samplesOfSubmission } from './samples.ts';
import { readSubmissionsById, submissionsOfProject } from './submissions.ts';
import { readUsersById } from './users.ts';

const idOf = (row: { id: string }): string => row.id;
const sampleOf = (row: { sampleId: string }): string => row.sampleId;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable) {
  return {
    sample: loaderOf((ids) => readSamplesById(em, ids), idOf),
    submission: loaderOf((ids) => readSubmissionsById(em, ids), idOf),
    project: loaderOf((ids) => readProjectsById(em, ids), idOf),
    user: loaderOf((ids) => readUsersById(em, ids), idOf),
    step: loaderOf((ids) => readStepsById(em, ids), idOf),
    attachment: loaderOf((ids) => readAttachmentsById(em, ids), idOf),
    detailsOfSample: loaderOf<SampleDetailsRow>((ids) => readDetailsOfSamples(em, ids), sampleOf),
    stepsOfSample: listLoaderOf((ids) => readStepsOfSamples(em, ids), sampleOf),
    attachmentsOfSample: listLoaderOf((ids) => readAttachmentsOfSamples(em, ids), sampleOf),
    samplesOfSubmission: pageLoaderOf(em, samplesOfSubmission(em)),
    submissionsOfProject: pageLoaderOf(em, submissionsOfProject(em)),
  };
}

export type SamplesLoaders = ReturnType<typeof createLoaders>;
