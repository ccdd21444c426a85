import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
});
afterAll(() => service.close());

const CREATE_SUBMISSION = `mutation($input: CreateSubmissionInput!) {
  createSubmission(input: $input) {
    userErrors { code field message }
    submission {
      id submissionNumber fileSizeBytes status
      samples {
        totalCount
        nodes {
          sampleName sampleNumber priority totalAmount submitterEmail status createdBy { name }
          steps { stepName step status }
          details { organism }
        }
      }
    }
  }
}`;
const CREATE_SAMPLE = `mutation($input: CreateSampleInput!) {
  createSample(input: $input) {
    userErrors { code field message }
    sample { id sampleName sampleNumber submitterName priority dueAt submittedAt project { name } }
  }
}`;
const FORM = { submissionNumber: 'HTSF-AB-1', submitterName: 'Ada', submitterEmail: 'ada@example.org' };

const rowCount = async (): Promise<number> =>
  (await service.query('{ samples(first: 0) { totalCount } submissions(first: 0) { totalCount } }')).data.samples
    .totalCount;

test('a form with two samples comes in: each has its number, its amount and eight pending steps', async () => {
  const { data } = await service.query(CREATE_SUBMISSION, {
    input: {
      ...FORM,
      priority: 'HIGH',
      fileSizeBytes: '184320',
      samples: [
        {
          sampleName: ' one ',
          sampleType: 'DNA',
          concentration: 20.5,
          volume: 2,
          details: { organism: 'Escherichia coli' },
        },
        { sampleName: 'two', priority: 'URGENT' },
      ],
    },
  });

  const { submission, userErrors } = data.createSubmission;
  expect(userErrors).toEqual([]);
  expect(submission).toMatchObject({ submissionNumber: 'HTSF-AB-1', fileSizeBytes: '184320', status: 'SUBMITTED' });
  expect(submission.samples.totalCount).toBe(2);
  const [one, two] = submission.samples.nodes;
  expect(one).toMatchObject({
    sampleName: 'one',
    sampleNumber: 1,
    priority: 'HIGH',
    totalAmount: 41,
    submitterEmail: 'ada@example.org',
    status: 'SUBMITTED',
    createdBy: { name: 'Dana Reyes' },
    details: { organism: 'Escherichia coli' },
  });
  expect(two).toMatchObject({
    sampleName: 'two',
    sampleNumber: 2,
    priority: 'URGENT',
    totalAmount: null,
    details: null,
  });
  for (const { steps } of [one, two]) {
    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      'SAMPLE_QC',
      'LIBRARY_PREP',
      'LIBRARY_QC',
      'SEQUENCING_SETUP',
      'SEQUENCING_RUN',
      'BASECALLING',
      'QUALITY_ASSESSMENT',
      'DATA_DELIVERY',
    ]);
    expect(new Set(steps.map(({ status }: { status: string }) => status))).toEqual(new Set(['PENDING']));
  }
});

test('a submission number is given once', async () => {
  const before = await rowCount();
  const { data } = await service.query(CREATE_SUBMISSION, { input: { ...FORM, samples: [{ sampleName: 'again' }] } });
  expect(data.createSubmission).toMatchObject({
    submission: null,
    userErrors: [{ code: 'ALREADY_EXISTS', field: ['submissionNumber'] }],
  });
  expect(await rowCount()).toBe(before);
});

test('one bad sample keeps the whole form out, and the error names its place', async () => {
  const before = await rowCount();
  const { data } = await service.query(CREATE_SUBMISSION, {
    input: {
      ...FORM,
      submissionNumber: 'HTSF-AB-2',
      samples: [{ sampleName: 'fine' }, { sampleName: 'bad', sampleType: 'RNA', concentration: 900 }],
    },
  });
  expect(data.createSubmission.userErrors).toEqual([
    {
      code: 'OUT_OF_RANGE',
      field: ['samples', '1', 'concentration'],
      message: 'samples.1.concentration: must be between 0.01 and 500 ng/µL for RNA',
    },
  ]);
  expect(await rowCount()).toBe(before);
});

test('samples that join a submission at once get different numbers, and inherit from it', async () => {
  const form = await service.query(CREATE_SUBMISSION, {
    input: { ...FORM, submissionNumber: 'HTSF-AB-3', priority: 'LOW' },
  });
  const submissionId = form.data.createSubmission.submission.id;
  const answers = await Promise.all(
    ['a', 'b', 'c', 'd'].map((sampleName) => service.query(CREATE_SAMPLE, { input: { sampleName, submissionId } })),
  );
  const created = answers.map(({ data }) => data.createSample.sample);
  expect(created.map(({ sampleNumber }) => sampleNumber).sort()).toEqual([1, 2, 3, 4]);
  expect(created[0]).toMatchObject({ submitterName: 'Ada', priority: 'LOW' });
});

test('a sample is found under the project of its submission', async () => {
  const project = await service.query(
    'mutation { createProject(input: { name: "Genomes", chartPrefix: "HTSF-AB" }) { userErrors { code } project { id status } } }',
  );
  const projectId = project.data.createProject.project.id;
  const form = await service.query(CREATE_SUBMISSION, {
    input: { ...FORM, submissionNumber: 'HTSF-AB-4', projectId, samples: [{ sampleName: 'in project' }] },
  });
  expect(form.data.createSubmission.userErrors).toEqual([]);
  const { data } = await service.query(
    `query($id: ID!) {
      samples(filter: { project: $id }) { nodes { sampleName project { name } submission { project { id } } } }
      project(id: $id) { submissions { nodes { submissionNumber } } }
    }`,
    { id: projectId },
  );
  expect(data.samples.nodes).toEqual([
    { sampleName: 'in project', project: { name: 'Genomes' }, submission: { project: { id: projectId } } },
  ]);
  expect(data.project.submissions.nodes).toEqual([{ submissionNumber: 'HTSF-AB-4' }]);
});
