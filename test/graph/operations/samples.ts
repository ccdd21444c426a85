import { expect } from '@jest/globals';
import { DEMO_USERS, demoId, demoSamples, PROJECT_ID, SUBMISSION_ID, SUBMISSION_NUMBER } from '../../../demo/lab.ts';
import { projectsAndPeople } from './samples-directory.ts';
import type { Lab, Operations } from './story.ts';

type Step = { id: string; step: string; status: string };
type Sample = { id: string; status: string; steps: Step[] } & Record<string, unknown>;

const SAMPLE = `sample { id sampleName status concentration version holdReason outcome deletedAt assignee { name }
  steps { id step status statusReason } }`;
const MEASURED = { sampleType: 'DNA', concentration: 40, volume: 2, a260280: 1.85 };

const aSample = async ({ does }: Lab): Promise<Sample> =>
  (await does('createSample', { sampleName: 'story', ...MEASURED }, SAMPLE)).sample;

/** A new sample's first step. */
const aStep = async (lab: Lab): Promise<string> => (await aSample(lab)).steps[0]?.id as string;
const aStartedStep = async (lab: Lab): Promise<string> => {
  const stepId = await aStep(lab);
  await lab.does('startStep', { stepId }, 'step { id }');
  return stepId;
};
const STEP = 'step { id status statusReason startedAt } sample { status }';

export const samples: Operations = {
  ...projectsAndPeople,

  sample: async ({ ask }) => {
    const { sample } = await ask(
      'query ($id: ID!) { sample(id: $id) { sampleName concentration submission { submissionNumber } steps { step } } }',
      { id: demoId('sample', 1) },
    );
    expect(sample).toMatchObject({ sampleName: 'JL147-001', submission: { submissionNumber: SUBMISSION_NUMBER } });
    expect(sample.steps).toHaveLength(8);
  },

  samples: async ({ ask }) => {
    const { samples: found } = await ask(
      `query ($of: ID!) { samples(filter: { submissionId: $of, priority: [URGENT] }, first: 3,
        orderBy: { field: SAMPLE_NAME, direction: ASC }) { totalCount nodes { sampleName priority } } }`,
      { of: SUBMISSION_ID },
    );
    expect(found.totalCount).toBe(9);
    const urgent = demoSamples().filter(({ number }) => number % 10 === 0);
    expect(found.nodes.map(({ sampleName }: Sample) => sampleName)).toEqual(
      urgent
        .map(({ name }) => name)
        .sort()
        .slice(0, 3),
    );
  },

  searchSamples: async ({ ask }) => {
    const name = demoSamples()[40]?.name;
    const { searchSamples } = await ask(
      'query ($name: String!) { searchSamples(query: $name, first: 5) { edges { rank highlight node { sampleName } } } }',
      { name: `"${name}"` },
    );
    expect(searchSamples.edges).toEqual([
      { rank: expect.any(Number), highlight: expect.anything(), node: { sampleName: name } },
    ]);
  },

  workQueue: async (lab) => {
    const { id } = await aSample(lab);
    const { workQueue } = await lab.ask('{ workQueue(step: SAMPLE_QC, first: 100) { nodes { id currentStep } } }');
    expect(workQueue.nodes).toContainEqual({ id, currentStep: 'SAMPLE_QC' });
  },

  submission: async ({ ask }) => {
    const { submission } = await ask(
      'query ($id: ID!) { submission(id: $id) { submissionNumber project { id } samples(first: 1) { totalCount } } }',
      { id: SUBMISSION_ID },
    );
    expect(submission).toEqual({
      submissionNumber: SUBMISSION_NUMBER,
      project: { id: PROJECT_ID },
      samples: { totalCount: 94 },
    });
  },

  submissions: async ({ ask }) => {
    const { submissions } = await ask(
      'query ($number: String) { submissions(filter: { submissionNumber: $number }) { nodes { id } } }',
      { number: SUBMISSION_NUMBER },
    );
    expect(submissions.nodes).toEqual([{ id: SUBMISSION_ID }]);
  },

  createSubmission: async ({ does }) => {
    const { submission } = await does(
      'createSubmission',
      {
        submissionNumber: 'HTSF-ST-1',
        submitterName: 'Jordan Lee',
        submitterEmail: 'jordan.lee@example.org',
        samples: [{ sampleName: 'one' }, { sampleName: 'two' }],
      },
      'submission { submissionNumber samples(first: 5) { nodes { sampleName steps { step } } } }',
    );
    expect(submission.submissionNumber).toBe('HTSF-ST-1');
    expect(submission.samples.nodes.map(({ sampleName }: Sample) => sampleName).sort()).toEqual(['one', 'two']);
  },

  createSample: async (lab) => {
    const sample = await aSample(lab);
    expect(sample).toMatchObject({ sampleName: 'story', status: 'SUBMITTED', concentration: 40 });
    expect(sample.steps.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'PENDING'));
  },

  updateSample: async (lab) => {
    const { id, version } = await aSample(lab);
    const input = { sampleId: id, expectedVersion: version, concentration: 41.5 };
    const { sample } = await lab.does('updateSample', input, SAMPLE);
    expect(sample.concentration).toBe(41.5);
    expect(sample.version).toBeGreaterThan(version as number);
  },

  assignSample: async (lab) => {
    const { id } = await aSample(lab);
    const { sample } = await lab.does('assignSample', { sampleId: id, assigneeId: DEMO_USERS[1].id }, SAMPLE);
    expect(sample.assignee).toEqual({ name: 'Morgan Grey' });
  },

  startStep: async (lab) => {
    const { step } = await lab.does('startStep', { stepId: await aStep(lab) }, STEP);
    expect(step).toMatchObject({ status: 'IN_PROGRESS', startedAt: expect.any(String) });
  },

  completeStep: async (lab) => {
    const { step } = await lab.does('completeStep', { stepId: await aStartedStep(lab) }, STEP);
    expect(step.status).toBe('COMPLETED');
  },

  failStep: async (lab) => {
    const input = { stepId: await aStartedStep(lab), reason: 'The gel shows nothing.' };
    expect((await lab.does('failStep', input, STEP)).step).toMatchObject({
      status: 'FAILED',
      statusReason: 'The gel shows nothing.',
    });
  },

  skipStep: async (lab) => {
    const input = { stepId: await aStep(lab), reason: 'Done by the customer.' };
    expect((await lab.does('skipStep', input, STEP)).step).toMatchObject({
      status: 'SKIPPED',
      statusReason: 'Done by the customer.',
    });
  },

  retryStep: async (lab) => {
    const stepId = await aStartedStep(lab);
    await lab.does('failStep', { stepId, reason: 'The gel shows nothing.' }, STEP);
    const { step } = await lab.does('retryStep', { stepId }, STEP);
    expect(['PENDING', 'IN_PROGRESS']).toContain(step.status);
  },

  reopenStep: async (lab) => {
    const stepId = await aStartedStep(lab);
    await lab.does('completeStep', { stepId }, STEP);
    const { step } = await lab.does('reopenStep', { stepId, reason: 'Wrong tube.' }, STEP);
    expect(['PENDING', 'IN_PROGRESS']).toContain(step.status);
  },

  holdSample: async (lab) => {
    const { id } = await aSample(lab);
    const { sample } = await lab.does('holdSample', { sampleId: id, reason: 'No flow cells.' }, SAMPLE);
    expect(sample.holdReason).toBe('No flow cells.');
  },

  releaseSample: async (lab) => {
    const { id } = await aSample(lab);
    await lab.does('holdSample', { sampleId: id, reason: 'No flow cells.' }, SAMPLE);
    expect((await lab.does('releaseSample', { sampleId: id }, SAMPLE)).sample.holdReason).toBeNull();
  },

  rejectSample: async (lab) => {
    const { id } = await aSample(lab);
    const { sample } = await lab.does('rejectSample', { sampleId: id, reason: 'The tube was empty.' }, SAMPLE);
    expect(sample.outcome).toBe('REJECTED');
  },

  archiveSample: async (lab) => {
    const { id } = await aSample(lab);
    const input = { sampleId: id, outcome: 'WITHDRAWN', reason: 'The customer changed their mind.' };
    const { sample } = await lab.does('archiveSample', input, SAMPLE);
    expect(sample).toMatchObject({ status: 'ARCHIVED', outcome: 'WITHDRAWN' });
  },

  restoreSample: async (lab) => {
    const { id } = await aSample(lab);
    await lab.does('deleteSample', { sampleId: id, reason: 'Entered twice.' }, SAMPLE);
    const { sample } = await lab.does('restoreSample', { sampleId: id }, SAMPLE);
    expect(sample).toMatchObject({ id, deletedAt: null });
  },

  deleteSample: async (lab) => {
    const { id } = await aSample(lab);
    const { sample } = await lab.does('deleteSample', { sampleId: id, reason: 'Entered twice.' }, SAMPLE);
    expect(sample).toMatchObject({ id, deletedAt: expect.any(String) });
    const { samples: found } = await lab.ask('query ($id: ID!) { samples(filter: { ids: [$id] }) { nodes { id } } }', {
      id,
    });
    expect(found.nodes).toEqual([]);
  },

  adoptWorkflow: async (lab) => {
    const [{ id }] = (await lab.em('samples').execute(
      `insert into nanopore_samples (sample_name, status, concentration, volume, a260_280)
       values ('old', 'prep', 40, 2, 1.85) returning id`,
    )) as [{ id: string }];
    const { sample } = await lab.does('adoptWorkflow', { sampleId: id }, SAMPLE);
    expect(sample).toMatchObject({ status: 'PREP' });
    expect(sample.steps).toHaveLength(8);
  },

  sampleStatistics: async ({ ask }) => {
    const { sampleStatistics } = await ask(
      `query ($of: ID!) { sampleStatistics(filter: { submissionId: $of }) {
        total byStatus { status count } steps { step waiting failed } } }`,
      { of: SUBMISSION_ID },
    );
    expect(sampleStatistics.total).toBe(94);
    expect(sampleStatistics.steps).toHaveLength(8);
  },

  createSamples: async ({ does }) => {
    const rows = [1, 2, 3].map((n) => ({ sampleName: `batch ${n}`, ...MEASURED }));
    const { samples: taken } = await does(
      'createSamples',
      { samples: rows, idempotencyKey: 'story' },
      'samples { sampleName steps { step } }',
    );
    expect(taken.map(({ sampleName }: Sample) => sampleName)).toEqual(['batch 1', 'batch 2', 'batch 3']);
  },

  addAttachment: async (lab) => {
    const { id } = await aSample(lab);
    const file = { fileName: 'gel.png', fileSizeBytes: '2048' };
    const fields = 'attachment { fileName fileSizeBytes } sample { attachments { fileName } }';
    const added = await lab.does('addAttachment', { sampleId: id, ...file }, fields);
    expect(added).toEqual({ attachment: file, sample: { attachments: [{ fileName: 'gel.png' }] } });
  },

  removeAttachment: async (lab) => {
    const { id } = await aSample(lab);
    const file = { sampleId: id, fileName: 'gel.png' };
    const { attachment } = await lab.does('addAttachment', file, 'attachment { id }');
    const input = { attachmentId: attachment.id };
    const { sample } = await lab.does('removeAttachment', input, 'sample { attachments { id } }');
    expect(sample.attachments).toEqual([]);
  },
};
