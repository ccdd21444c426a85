import type { EntityManager } from '@mikro-orm/postgresql';
import {
  EXTRACTION_METHODS,
  type ExtractionMethod,
  ExtractionResult,
} from '../subgraphs/ai/entities/extraction-result.entity.ts';
import { ModelPerformance } from '../subgraphs/ai/entities/model-performance.entity.ts';
import {
  JOB_TYPES,
  type JobStatus,
  type JobType,
  ProcessingJob,
} from '../subgraphs/ai/entities/processing-job.entity.ts';
import {
  type DemoSample,
  demoId,
  demoSamples,
  hoursAfterSubmission,
  SUBMISSION_ID,
  SUBMISSION_NUMBER,
  SUBMITTED_AT,
  SUBMITTER,
} from './lab.ts';

/** What four methods read out of one form, the jobs that went with it, and four weeks of how well the models did. */
export async function seedAi(em: EntityManager): Promise<void> {
  const samples = demoSamples();
  await em.insertMany(ExtractionResult, [
    submissionExtraction(samples),
    ...samples.map(extractionRow),
    ...samples.filter(isReadTwice).map(secondExtractionRow),
  ]);
  await em.insertMany(ProcessingJob, [submissionJob(samples), ...samples.filter(hasJob).map(jobRow)]);
  await em.insertMany(ModelPerformance, MODELS.flatMap(performanceRows));
}

const FORM = `${SUBMISSION_NUMBER}.pdf`;
/** Rows that are not about one sample come after those of the samples, which have the samples' numbers. */
const OF_THE_SUBMISSION = 1_000;
const SECOND = 100;

const secondsAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

/** As demo/samples.ts names it. */

const methodOf = ({ number }: DemoSample): ExtractionMethod => EXTRACTION_METHODS[number % 4] as ExtractionMethod;
const isReadTwice = ({ number }: DemoSample): boolean => number % 6 === 0;

/** A decimal point that a scan lost: the value that was read is ten times the tube's. */
const isMisread = ({ number }: DemoSample): boolean => [9, 33, 58, 81].includes(number);

/** How certain each method is of itself on an ordinary line, and how long it takes for one. */
const ORDINARY: Record<ExtractionMethod, { confidence: number; milliseconds: number }> = {
  llm: { confidence: 0.84, milliseconds: 2_400 },
  pattern: { confidence: 0.76, milliseconds: 45 },
  hybrid: { confidence: 0.9, milliseconds: 1_300 },
  rag: { confidence: 0.87, milliseconds: 3_600 },
};

function confidenceOf(sample: DemoSample): number {
  if (isMisread(sample) || isReadTwice(sample)) {
    return (45 + (sample.number % 20)) / 100;
  }
  const spread = ((sample.number * 37) % 29) - 18;
  return Math.min(0.99, Math.round(ORDINARY[methodOf(sample)].confidence * 100 + spread) / 100);
}

/** The same facts, written as each method writes them. */
function dataOf(sample: DemoSample, method: ExtractionMethod): Record<string, unknown> {
  const { volume, a260280 } = sample;
  const concentration = Math.round(sample.concentration * (isMisread(sample) ? 10 : 1) * 1000) / 1000;
  switch (method) {
    case 'pattern':
      return {
        sample_name: sample.name,
        concentration: `${concentration} ng/µL`,
        volume: `${volume} µL`,
        a260_280: a260280,
      };
    case 'llm':
      return { sample_name: sample.name, concentration, volume, sample_type: 'DNA', a260_280: a260280 };
    case 'hybrid':
      return {
        sample_name: sample.name.toLowerCase(),
        concentration: { value: concentration, unit: 'ng/µL' },
        volume: { value: volume, unit: 'µL' },
        sample_type: 'dna',
        a260_280: a260280,
      };
    case 'rag':
      return {
        sampleName: sample.name,
        concentration: `${Number((concentration / 1000).toFixed(6))} µg/µL`,
        volume: `${volume} µL`,
        sampleType: 'DNA',
        a260280,
      };
  }
}

function issuesOf(sample: DemoSample): string[] {
  if (isMisread(sample)) {
    return ['Concentration: ten times what the neighbouring tubes have; a decimal point may be lost.'];
  }
  return confidenceOf(sample) < 0.7 ? ['The line is skewed and partly illegible.', 'No sample buffer was found.'] : [];
}

const insightsOf = ({ number }: DemoSample) => ({
  comparable_documents: [
    { submission_number: 'HTSF-JL-139', similarity: (88 + (number % 9)) / 100 },
    { submission_number: 'HTSF-JL-142', similarity: (74 + (number % 11)) / 100 },
  ],
  suggestions: { sample_buffer: 'EB' },
});

export function extractionRow(sample: DemoSample) {
  const method = methodOf(sample);
  return {
    id: demoId('extraction', sample.number),
    sampleId: sample.id,
    submissionId: null,
    fileName: FORM,
    extractionMethod: method,
    extractedData: dataOf(sample, method),
    confidenceScore: confidenceOf(sample),
    processingTimeMs: ORDINARY[method].milliseconds + ((sample.number * 53) % 400),
    issues: issuesOf(sample),
    ragInsights: method === 'rag' ? insightsOf(sample) : null,
    createdAt: secondsAfter(sample.submittedAt, 300),
  };
}

/** What was too uncertain the first time was scanned again, and read by pattern and model together. */
function secondExtractionRow(sample: DemoSample) {
  return {
    ...extractionRow(sample),
    id: demoId('extraction', SECOND + sample.number),
    fileName: `${SUBMISSION_NUMBER}-rescan.pdf`,
    extractionMethod: 'hybrid' as const,
    extractedData: dataOf(sample, 'hybrid'),
    confidenceScore: (86 + (sample.number % 12)) / 100,
    processingTimeMs: ORDINARY.hybrid.milliseconds + ((sample.number * 31) % 400),
    issues: [],
    ragInsights: null,
    createdAt: secondsAfter(hoursAfterSubmission(3), sample.number),
  };
}

const submissionExtraction = (samples: DemoSample[]) => ({
  id: demoId('extraction', OF_THE_SUBMISSION),
  sampleId: null,
  submissionId: SUBMISSION_ID,
  fileName: FORM,
  extractionMethod: 'hybrid' as const,
  extractedData: {
    submission_number: SUBMISSION_NUMBER,
    submitter_name: SUBMITTER.name,
    submitter_email: SUBMITTER.email,
    lab_name: SUBMITTER.lab,
    sample_count: samples.length,
  },
  confidenceScore: 0.93,
  processingTimeMs: 18_240,
  issues: ['The chart field is handwritten.'],
  ragInsights: null,
  createdAt: secondsAfter(SUBMITTED_AT, 240),
});

const FAILURES: Record<JobType, string> = {
  pdf_extraction: 'The PDF has no text layer, and recognising page 2 took longer than 120 s.',
  data_validation: 'The model answered three times with what is no JSON.',
  enhancement: 'No comparable document with a similarity above 0.60 was found.',
};

const hasJob = ({ number }: DemoSample): boolean => number % 2 === 0 || number % 19 === 0;

/** Jobs are worked off in the order of the form; the last ones still wait. */
function jobStatusOf({ number }: DemoSample): JobStatus {
  if (number % 19 === 0) {
    return 'failed';
  }
  if (number === 24) {
    return 'cancelled';
  }
  return number > 88 ? 'pending' : number > 82 ? 'processing' : 'completed';
}

const ATTEMPTS: Record<JobStatus, number> = { pending: 0, processing: 1, completed: 1, failed: 3, cancelled: 0 };
const REPLACED = 'The line of the form was corrected by hand.';

function jobRow(sample: DemoSample) {
  const jobType = JOB_TYPES[sample.number % 3] as JobType;
  const status = jobStatusOf(sample);
  const createdAt = secondsAfter(hoursAfterSubmission(4), sample.number * 10);
  const startedAt = status === 'pending' || status === 'cancelled' ? null : secondsAfter(createdAt, 20);
  const completedAt =
    status === 'pending' || status === 'processing' ? null : secondsAfter(createdAt, status === 'failed' ? 400 : 26);
  return {
    id: demoId('job', sample.number),
    jobType,
    status,
    sampleId: sample.id,
    inputData: { extraction_id: demoId('extraction', sample.number), file_name: FORM },
    outputData: status === 'completed' ? outputOf(jobType, sample) : null,
    errorMessage: status === 'failed' ? FAILURES[jobType] : null,
    cancelReason: status === 'cancelled' ? REPLACED : null,
    attempts: ATTEMPTS[status],
    startedAt,
    completedAt,
    createdAt,
    updatedAt: completedAt ?? startedAt ?? createdAt,
  };
}

function outputOf(jobType: JobType, sample: DemoSample): Record<string, unknown> {
  switch (jobType) {
    case 'pdf_extraction':
      return { extraction_id: demoId('extraction', sample.number), pages: 3 };
    case 'data_validation':
      return { valid: !isMisread(sample), checked: ['concentration', 'volume', 'a260_280'] };
    case 'enhancement':
      return { added: { sample_buffer: 'EB' } };
  }
}

const submissionJob = (samples: DemoSample[]) => ({
  id: demoId('job', OF_THE_SUBMISSION),
  jobType: 'pdf_extraction' as const,
  status: 'completed' as const,
  sampleId: null,
  inputData: { submission_id: SUBMISSION_ID, file_name: FORM },
  outputData: { extraction_id: demoId('extraction', OF_THE_SUBMISSION), pages: 3, samples: samples.length },
  errorMessage: null,
  cancelReason: null,
  attempts: 1,
  startedAt: secondsAfter(SUBMITTED_AT, 60),
  completedAt: secondsAfter(SUBMITTED_AT, 240),
  createdAt: secondsAfter(SUBMITTED_AT, 30),
  updatedAt: secondsAfter(SUBMITTED_AT, 240),
});

const DAYS = 28;

const MODELS = [
  { modelName: 'llama-3.1-8b-instruct', taskType: 'pdf_extraction', accuracy: 0.912, milliseconds: 2_450 },
  { modelName: 'qwen2.5-7b-instruct', taskType: 'data_validation', accuracy: 0.941, milliseconds: 880 },
  { modelName: 'bge-m3', taskType: 'enhancement', accuracy: 0.873, milliseconds: 140 },
] as const;

/** One measurement a night; each model gets a little better over the weeks, some nights are worse than others. */
const performanceRows = ({ modelName, taskType, accuracy, milliseconds }: (typeof MODELS)[number], model: number) =>
  Array.from({ length: DAYS }, (_, day) => {
    const timestamp = hoursAfterSubmission(17.5 + 24 * day);
    return {
      id: demoId('model-performance', model * DAYS + day + 1),
      modelName,
      taskType,
      accuracyScore: Math.round((accuracy + day * 0.0011 + ((day * 7 + model) % 5) * 0.0023) * 10_000) / 10_000,
      processingTimeMs: milliseconds + ((day * 41) % 90),
      sampleCount: 60 + ((day * 17 + model * 5) % 35),
      timestamp,
      createdAt: timestamp,
    };
  });
