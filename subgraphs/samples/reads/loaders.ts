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
import { readPeopleById, readUsersById } from './users.ts';
import type { Viewer } from './visibility.ts';

const idOf = (row: { id: string }): string => row.id;
const sampleOf = (row: { sampleId: string }): string => row.sampleId;

/** One request's batches: whatever a page of parents asks for is one statement for each kind of thing. */
export function createLoaders(em: Queryable, viewer: Viewer) {
  const user = loaderOf((ids) => readUsersById(em, viewer, ids), idOf);
  return {
    sample: loaderOf((ids) => readSamplesById(em, viewer, ids), idOf),
    submission: loaderOf((ids) => readSubmissionsById(em, viewer, ids), idOf),
    project: loaderOf((ids) => readProjectsById(em, viewer, ids), idOf),
    user,
    /** Whom a sample names that the viewer sees: who entered it is no secret, though the directory is. */
    person: viewer.staff ? user : loaderOf((ids) => readPeopleById(em, ids), idOf),
    step: loaderOf((ids) => readStepsById(em, viewer, ids), idOf),
    attachment: loaderOf((ids) => readAttachmentsById(em, viewer, ids), idOf),
    detailsOfSample: loaderOf<SampleDetailsRow>((ids) => readDetailsOfSamples(em, viewer, ids), sampleOf),
    stepsOfSample: listLoaderOf((ids, asked) => readStepsOfSamples(em, viewer, ids, asked), sampleOf),
    attachmentsOfSample: listLoaderOf((ids, asked) => readAttachmentsOfSamples(em, viewer, ids, asked), sampleOf),
    samplesOfSubmission: pageLoaderOf(em, () => samplesOfSubmission(em, viewer)),
    submissionsOfProject: pageLoaderOf(em, () => submissionsOfProject(em, viewer)),
  };
}

export type SamplesLoaders = ReturnType<typeof createLoaders>;
