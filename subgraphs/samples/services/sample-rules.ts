import { z } from 'zod';
import { email, id, measured, optional, text } from '../../../platform/validation/input.ts';
import { PRIORITIES } from '../entities/submission.entity.ts';

const CHART_FIELD = /^(HTSF|NANO|SEQ|PROJ)-[A-Z0-9][A-Z0-9-]{0,40}$/;

/** Hard bounds of what the lab can work with, ng/µL; kits' ranges only warn (warnings.ts). */
const CONCENTRATION_BOUNDS = { dna: [0.1, 1000], rna: [0.01, 500], other: [0.01, 1000] } as const;

/** `mRNA`, `total RNA`, `smRNAs`, `RNAseq`; but not the letters in the middle of `internal` or `alternative`. */
const IS_RNA = /(?<![a-z])rna|rnas?(?![a-z])/i;
const IS_DNA = /(?<![a-z])dna|dnas?(?![a-z])/i;

function concentrationBounds(sampleType: string | null): readonly [number, number] {
  if (sampleType !== null && IS_RNA.test(sampleType)) {
    return CONCENTRATION_BOUNDS.rna;
  }
  return sampleType !== null && IS_DNA.test(sampleType) ? CONCENTRATION_BOUNDS.dna : CONCENTRATION_BOUNDS.other;
}

type Concentrated = { concentration: number | null; sampleType: string | null };

/** What is wrong with a concentration for the type of the sample; null when nothing is. */
export function concentrationProblem({ concentration, sampleType }: Concentrated): string | null {
  const [min, max] = concentrationBounds(sampleType);
  return concentration === null || (concentration >= min && concentration <= max)
    ? null
    : `must be between ${min} and ${max} ng/µL for ${sampleType ?? 'a sample of unknown type'}`;
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

const withConcentrationBounds = <T extends z.ZodType<Concentrated>>(rules: T) =>
  rules.superRefine((sample, context) => {
    const message = concentrationProblem(sample);
    if (message !== null) {
      context.addIssue({ code: 'custom', path: ['concentration'], message, params: { code: 'OUT_OF_RANGE' } });
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

/** A change: what is left out stays. The concentration is judged once the type of the sample is known. */
export const updateSampleRules = measurementRules.extend({
  sampleId: id,
  expectedVersion: optional(z.number('must be a whole number').int('must be a whole number')),
  sampleName: text(255).optional(),
  submitterName: optional(text(255)),
  submitterEmail: optional(email),
  libraryPrepBy: optional(text(100)),
  priority: z.enum(PRIORITIES, 'must be LOW, NORMAL, HIGH or URGENT').optional(),
});

export type SamplePatch = Omit<z.output<typeof updateSampleRules>, 'sampleId' | 'expectedVersion' | 'details'>;
export type SampleDetailsPatch = z.output<typeof detailsRules>;
export type NewSample = z.output<typeof submissionSampleRules>;
