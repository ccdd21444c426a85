import { asKept, CONCENTRATION, type Dimension, quantity, sameAmount, VOLUME } from './quantity.ts';

/** What the sample's own service says. */
export type RecordedSample = {
  sampleName?: string | null;
  concentration?: number | null;
  volume?: number | null;
  sampleType?: string | null;
};

/** Both values in the field's own unit. */
export type Mismatch = {
  field: keyof RecordedSample;
  sampleValue: string | number | null;
  extractedValue: string | number;
};

/**
 * The fields on which an extraction says otherwise than the sample. What the extraction does not have, or has in a
 * form that cannot be compared, it says nothing about.
 */
export function mismatches(sample: RecordedSample, extractedData: unknown): Mismatch[] {
  if (typeof extractedData !== 'object' || extractedData === null) {
    return [];
  }
  const data = extractedData as Record<string, unknown>;
  // Models write the names of fields as the database has them, or as the graph has them.
  const read = (snake: string, camel = snake): unknown => data[snake] ?? data[camel];
  return [
    ...textMismatch('sampleName', sample.sampleName, read('sample_name', 'sampleName')),
    ...amountMismatch(
      'concentration',
      sample.concentration,
      quantity(read('concentration'), read('concentration_unit', 'concentrationUnit'), CONCENTRATION),
      CONCENTRATION,
    ),
    ...amountMismatch(
      'volume',
      sample.volume,
      quantity(read('volume'), read('volume_unit', 'volumeUnit'), VOLUME),
      VOLUME,
    ),
    ...textMismatch('sampleType', sample.sampleType, read('sample_type', 'sampleType')),
  ];
}

function textMismatch(field: Mismatch['field'], recorded: string | null | undefined, extracted: unknown): Mismatch[] {
  if (typeof extracted !== 'string' && typeof extracted !== 'number') {
    return [];
  }
  const read = bare(String(extracted));
  return read === '' || read === bare(recorded ?? '')
    ? []
    : [{ field, sampleValue: recorded ?? null, extractedValue: String(extracted).trim() }];
}

const bare = (value: string): string => value.replace(/\s+/gu, '').toLowerCase();

function amountMismatch(
  field: Mismatch['field'],
  recorded: number | null | undefined,
  extracted: number | null,
  dimension: Dimension,
): Mismatch[] {
  if (extracted === null || (recorded != null && sameAmount(recorded, extracted, dimension))) {
    return [];
  }
  return [{ field, sampleValue: recorded ?? null, extractedValue: asKept(extracted, dimension) }];
}
