import { defineEntity, p } from '@mikro-orm/postgresql';
import { createdAt, id, legacy, notNegative, numeric, updatedAt } from '../../../platform/database/properties.ts';
import { Sample } from './sample.entity.ts';

const TABLE = 'nanopore_sample_details';

/** What is to be done with a sample, one row for each. */
export const SampleDetailsSchema = defineEntity({
  name: 'SampleDetails',
  tableName: TABLE,
  properties: {
    id: id(),
    sampleId: () => p.manyToOne(Sample).mapToPk().fieldName('sample_id').unique(`${TABLE}_sample_id_key`),
    organism: p.text().nullable(),
    genomeSize: p.text().nullable(),
    expectedReadLength: p.text().nullable(),
    libraryPrepKit: p.text().nullable(),
    barcodingRequired: p.boolean().nullable().default(false),
    barcodeKit: p.text().nullable(),
    runTimeHours: numeric(8, 2).nullable(),
    basecallingModel: p.text().nullable(),
    dataDeliveryMethod: p.text().nullable(),
    fileFormat: p.text().nullable(),
    analysisRequired: p.boolean().nullable().default(false),
    analysisType: p.text().nullable(),
    qcPassed: p.boolean().nullable(),
    qcNotes: p.text().nullable(),
    specialInstructions: p.text().nullable(),
    internalNotes: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [notNegative(TABLE, 'run_time_hours')],
  indexes: [{ name: `${TABLE}_qc_passed_idx`, properties: ['qcPassed', 'sampleId'] }],
});
export class SampleDetails extends SampleDetailsSchema.class {}
SampleDetailsSchema.setClass(SampleDetails);
