import { randomUUID } from 'node:crypto';
import { Sample } from '../../../subgraphs/samples/entities/sample.entity.ts';
import type { Lab } from '../operations/story.ts';
import type { MutationsRules } from './mutation.ts';
import { bytes, email, given, type InputRules, json, listOf, number, object, reference, text } from './rules.ts';

const NOTES = text(10_000);
const REASON = text(1_000);
const CHART_FIELD = text(50, 'ABC-1', 'htsf-1', 'HTSF-');

const DETAILS: InputRules = {
  organism: text(255),
  genomeSize: text(50),
  expectedReadLength: text(50),
  libraryPrepKit: text(100),
  barcodingRequired: given(),
  barcodeKit: text(100),
  runTimeHours: number(0, 1_000, 0.1),
  basecallingModel: text(100),
  dataDeliveryMethod: text(100),
  fileFormat: text(50),
  analysisRequired: given(),
  analysisType: text(100),
  qcPassed: given(),
  qcNotes: NOTES,
  specialInstructions: NOTES,
  internalNotes: NOTES,
};

const MEASURED: InputRules = {
  sampleName: text(255),
  projectId: text(100),
  labName: text(255),
  sampleType: text(50),
  sampleBuffer: text(100),
  concentration: number(0.1, 1_000, 0.01, [[1e308, 'OUT_OF_RANGE']]),
  volume: number(0.1, 1_000, 0.01),
  totalAmount: number(0, 1_000_000, 0.1),
  a260280: number(0, 4, 0.01),
  a260230: number(0, 4, 0.01),
  flowCellType: text(50),
  flowCellCount: number(1, 100),
  priority: given(),
  chartField: CHART_FIELD,
  details: object(DETAILS),
};
const BY_WHOM: InputRules = { submitterName: text(255), submitterEmail: email, libraryPrepBy: text(100) };
const OF_A_SAMPLE: InputRules = {
  ...MEASURED,
  ...BY_WHOM,
  submissionId: reference,
  assignedTo: text(100),
  assigneeId: reference,
};

const measured = {
  sampleName: 'tube',
  projectId: 'iLab-1',
  labName: 'Lee Lab',
  sampleType: 'DNA',
  sampleBuffer: 'EB',
  concentration: 40,
  volume: 2,
  totalAmount: 80,
  a260280: 1.85,
  a260230: 2.1,
  flowCellType: 'R10.4.1',
  flowCellCount: 1,
  priority: 'HIGH',
  chartField: 'HTSF-1',
  details: {
    organism: 'Escherichia coli',
    genomeSize: '4.6 Mb',
    expectedReadLength: '10 kb',
    libraryPrepKit: 'SQK-LSK114',
    barcodingRequired: true,
    barcodeKit: 'SQK-NBD114.24',
    runTimeHours: 72,
    basecallingModel: 'sup',
    dataDeliveryMethod: 'download',
    fileFormat: 'POD5',
    analysisRequired: true,
    analysisType: 'assembly',
    qcPassed: true,
    qcNotes: 'clear',
    specialInstructions: 'none',
    internalNotes: 'none',
  },
};
const byWhom = { submitterName: 'Ada', submitterEmail: 'ada@example.org', libraryPrepBy: 'Grey' };

type Step = { id: string };
const SAMPLE = 'sample { id createdBy { id } steps { id } }';
const aSample = async ({ does }: Lab): Promise<{ id: string; createdBy: { id: string }; steps: Step[] }> =>
  (await does('createSample', measured, SAMPLE)).sample;
const aSubmission = async ({ does }: Lab): Promise<string> => {
  const form = { submissionNumber: `HTSF-${randomUUID()}`, submitterName: 'Ada', submitterEmail: 'ada@example.org' };
  return (await does('createSubmission', form, 'submission { id }')).submission.id;
};
const aFullSample = async (lab: Lab) => ({
  ...measured,
  ...byWhom,
  submissionId: await aSubmission(lab),
  assignedTo: 'Grey',
  assigneeId: (await aSample(lab)).createdBy.id,
});
const aStep = async (lab: Lab): Promise<string> => (await aSample(lab)).steps[0]?.id as string;
async function aStepAfter(lab: Lab, ...verbs: [verb: string, more?: object][]): Promise<string> {
  const stepId = await aStep(lab);
  for (const [verb, more] of verbs) {
    await lab.does(verb, { stepId, ...more }, 'step { id }');
  }
  return stepId;
}
const because = { reason: 'because' };

export const samples: MutationsRules = {
  createProject: {
    good: async () => ({
      ...{ name: 'Genomes', description: 'All of them', ownerName: 'Lee', ownerEmail: 'lee@example.org' },
      chartPrefix: 'HTSF',
    }),
    fields: {
      name: text(255),
      description: text(10_000),
      ownerName: text(255),
      ownerEmail: email,
      chartPrefix: text(20, 'abc', 'ABC'),
    },
  },
  createSubmission: {
    good: async ({ does }) => ({
      submissionNumber: `HTSF-${randomUUID()}`,
      projectId: (await does('createProject', { name: 'Genomes' }, 'project { id }')).project.id,
      name: 'A form',
      description: 'With samples',
      ...{ submitterName: 'Ada', submitterEmail: 'ada@example.org', submissionType: 'PDF', priority: 'LOW' },
      originalFilename: 'form.pdf',
      fileSizeBytes: '12',
      samples: [measured],
    }),
    fields: {
      submissionNumber: text(50, 'has space', '-1'),
      projectId: reference,
      name: text(255),
      description: text(10_000),
      submitterName: text(255),
      submitterEmail: email,
      submissionType: given(),
      priority: given(),
      originalFilename: text(255),
      fileSizeBytes: bytes,
      samples: listOf(object(MEASURED), 1_000),
    },
  },
  createSample: { good: aFullSample, fields: OF_A_SAMPLE },
  createSamples: {
    good: async (lab) => ({ samples: [await aFullSample(lab)], dryRun: false, idempotencyKey: randomUUID() }),
    fields: { samples: listOf(object(OF_A_SAMPLE), 1_000, 1), dryRun: given(), idempotencyKey: text(200) },
  },
  updateSample: {
    good: async (lab) => ({ sampleId: (await aSample(lab)).id, expectedVersion: 1, ...measured, ...byWhom }),
    fields: {
      ...MEASURED,
      ...BY_WHOM,
      sampleId: reference,
      expectedVersion: given([0, 'CONFLICT'], [99, 'CONFLICT']),
    },
  },
  assignSample: {
    good: async (lab) => {
      const { id, createdBy } = await aSample(lab);
      return { sampleId: id, assigneeId: createdBy.id, assignedTo: 'Grey' };
    },
    fields: { sampleId: reference, assigneeId: reference, assignedTo: text(100) },
  },
  addAttachment: {
    good: async (lab) => ({
      sampleId: (await aSample(lab)).id,
      ...{ fileName: 'gel.png', fileType: 'image/png', fileSizeBytes: '12', sha256: 'ab'.repeat(32) },
      description: 'After extraction',
    }),
    fields: {
      sampleId: reference,
      fileName: text(255, '../../etc/passwd', 'C:\\gel.png', '..', 'a\n.png'),
      fileType: text(255, 'png', 'image/png; x=<script>'),
      fileSizeBytes: bytes,
      sha256: text(64, 'abc', 'g'.repeat(64)),
      description: text(10_000),
    },
  },
  removeAttachment: {
    good: async (lab) => {
      const file = { sampleId: (await aSample(lab)).id, fileName: 'gel.png' };
      return { attachmentId: (await lab.does('addAttachment', file, 'attachment { id }')).attachment.id };
    },
    fields: { attachmentId: reference },
  },
  startStep: {
    good: async (lab) => ({ stepId: await aStep(lab), assignedTo: 'Grey', notes: 'begun' }),
    fields: { stepId: reference, assignedTo: text(100), notes: NOTES },
  },
  completeStep: {
    good: async (lab) => ({ stepId: await aStepAfter(lab, ['startStep']), resultsData: { a: 1 }, notes: 'done' }),
    fields: { stepId: reference, resultsData: json(100_000), notes: NOTES },
  },
  failStep: {
    good: async (lab) => ({
      stepId: await aStepAfter(lab, ['startStep']),
      ...{ reason: 'broken', resultsData: { a: 1 }, notes: 'alas' },
    }),
    fields: { stepId: reference, reason: REASON, resultsData: json(100_000), notes: NOTES },
  },
  skipStep: {
    good: async (lab) => ({ stepId: await aStep(lab), ...because, notes: 'not needed' }),
    fields: { stepId: reference, reason: REASON, notes: NOTES },
  },
  retryStep: {
    good: async (lab) => ({ stepId: await aStepAfter(lab, ['startStep'], ['failStep', because]), notes: 'again' }),
    fields: { stepId: reference, notes: NOTES },
  },
  reopenStep: {
    good: async (lab) => ({ stepId: await aStepAfter(lab, ['skipStep', because]), ...because }),
    fields: { stepId: reference, reason: REASON },
  },
  holdSample: {
    good: async (lab) => ({ sampleId: (await aSample(lab)).id, ...because }),
    fields: { sampleId: reference, reason: REASON },
  },
  releaseSample: {
    good: async (lab) => {
      const sampleId = (await aSample(lab)).id;
      await lab.does('holdSample', { sampleId, ...because }, 'sample { id }');
      return { sampleId };
    },
    fields: { sampleId: reference },
  },
  rejectSample: {
    good: async (lab) => ({ sampleId: (await aSample(lab)).id, outcome: 'WITHDRAWN', ...because }),
    fields: { sampleId: reference, outcome: given(['DELIVERED', 'INVALID_FORMAT']), reason: REASON },
  },
  archiveSample: {
    good: async (lab) => ({ sampleId: (await aSample(lab)).id, outcome: 'REJECTED', ...because }),
    fields: { sampleId: reference, outcome: given(['DELIVERED', 'INVALID_FORMAT']), reason: REASON },
  },
  restoreSample: {
    good: async (lab) => {
      const sampleId = (await aSample(lab)).id;
      await lab.does('deleteSample', { sampleId, ...because }, 'sample { id }');
      return { sampleId };
    },
    fields: { sampleId: reference },
  },
  deleteSample: {
    good: async (lab) => ({ sampleId: (await aSample(lab)).id, ...because }),
    fields: { sampleId: reference, reason: REASON },
  },
  adoptWorkflow: {
    good: async (lab) => {
      const sampleName = 'from another system';
      return { sampleId: await lab.em('samples').insert(Sample, { id: randomUUID(), sampleName, status: 'prep' }) };
    },
    fields: { sampleId: reference },
  },
};
