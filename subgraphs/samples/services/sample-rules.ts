import { z } from 'zod';
import { email, id, measured, optional, text } from '../../../platform/validation/input.ts';
import { PRIORITIES } from '../entities/submission.entity.ts';

const CHART_FIELD = /^(HTSF|NANO|SEQ|PROJ)-[A-Z0-9][A-Z0-9-]{0,40}$/;

/** Hard bounds of what the lab can work with, ng/µL; kits' ranges only warn (warnings.ts). */
const CONCENTRATION_BOUNDS = { dna: [0.1, 1000], rna: [0.01, 500], other: [0.01, 1000] } as const;

function concentrationBounds(sampleType: string | null): readonly [number, number] {
  if (sampleType !== null && /rna/i.test(sampleType)) {
    return CONCENTRATION_BOUNDS.rna;
  }
  return sampleType !== null && /dna/i.test(sampleType) ? CONCENTRATION_BOUNDS.dna : CONCENTRATION_BOUNDS.other;
}

export const chartField = text(50).regex(CHART_FIELD, 'must look like HTSF-…, NANO-…, SEQ-… or PROJ-… in capitals');

export const detailsRules = z.object({
  organism: optional(text(255)),
  genomeSize: optional(text(50)),
  expectedReadLength: optional(text(50)),
  libraryPrepKit: optional(text(100)),
  barcodingRequired: optional(z.boolean()),
  barcodeKit: optional(text(100)),
  runTimeHours: optional(measured(0, 1000, 'hours')),
  basecallingModel: optional(text(100)),
  dataDeliveryMethod: optional(text(100)),
  fileFormat: optional(text(50)),
  analysisRequired: optional(z.boolean()),
  analysisType: optional(text(100)),
  qcPassed: optional(z.boolean()),
  qcNotes: optional(text(10_000)),
  specialInstructions: optional(text(10_000)),
  internalNotes: optional(text(10_000)),
});

/** What a sample says of itself, alone or as part of a submission. */
const measurementRules = z.object({
  sampleName: text(255),
  projectId: optional(text(100)),
  labName: optional(text(255)),
  sampleType: optional(text(50)),
  sampleBuffer: optional(text(100)),
  concentration: optional(z.number('must be a number')),
  volume: optional(measured(0.1, 1000, 'µL')),
  totalAmount: optional(measured(0, 1_000_000, 'ng')),
  a260280: optional(measured(0, 4, '')),
  a260230: optional(measured(0, 4, '')),
  flowCellType: optional(text(50)),
  flowCellCount: optional(measured(1, 100, 'flow cells').int('must be a whole number')),
  priority: optional(z.enum(PRIORITIES)),
  chartField: optional(chartField),
  details: optional(detailsRules),
});

const withConcentrationBounds = <T extends z.ZodType<{ concentration: number | null; sampleType: string | null }>>(
  rules: T,
) =>
  rules.superRefine((sample, context) => {
    const [min, max] = concentrationBounds(sample.sampleType);
    if (sample.concentration !== null && !(sample.concentration >= min && sample.concentration <= max)) {
      context.addIssue({
        code: 'custom',
        path: ['concentration'],
        message: `must be between ${min} and ${max} ng/µL for ${sample.sampleType ?? 'a sample of unknown type'}`,
        params: { code: 'OUT_OF_RANGE' },
      });
    }
  });

export const submissionSampleRules = withConcentrationBounds(measurementRules);

export const createSampleRules = withConcentrationBounds(
  measurementRules.extend({
    submissionId: optional(id),
    submitterName: optional(text(255)),
    submitterEmail: optional(email),
    assignedTo: optional(text(100)),
    assigneeId: optional(id),
    libraryPrepBy: optional(text(100)),
  }),
);

export type NewSample = z.output<typeof submissionSampleRules>;
