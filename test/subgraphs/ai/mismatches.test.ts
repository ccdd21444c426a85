import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ai } from '../../../subgraphs/ai/service.ts';
import { mismatches, type RecordedSample } from '../../../subgraphs/ai/services/mismatches.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { recorded, sampleId } from './support.ts';

const SAMPLE = { sampleName: 'JL147-001', concentration: 348.2, volume: 2, sampleType: 'DNA' };

describe('a sample of 348.2 ng/µL, 2 µL, agrees with an extraction that says', () => {
  test.each<Record<string, unknown>>([
    {},
    { sample_name: 'JL147-001', concentration: 348.2, volume: 2, sample_type: 'DNA' },
    { sampleName: 'jl147-001', sampleType: 'dna' },
    { sample_name: ' JL 147-001\n', sample_type: ' D N A ' },
    { sample_name: null, concentration: null, volume: '', sample_type: '  ' },
    { concentration: '348.2' },
    { concentration: '348,2 ng/µL' },
    { concentration: '348.2 ng/µL' },
    { concentration: '348.2ng/μl' },
    { concentration: '348.20 NG / uL' },
    { concentration: '348.2 µg/mL' },
    { concentration: '0.3482 µg/µL' },
    { concentration: '0.3482 mg/ml' },
    { concentration: '348200 pg/µL' },
    { concentration: '3.482e5 ng/mL' },
    { concentration: 0.3482, concentration_unit: 'ug/uL' },
    { concentration: '0.3482', concentrationUnit: 'µg/µL' },
    { concentration: '348.2 ng/µL', concentration_unit: 'µg/µL' },
    { concentration: { value: 348.2, unit: 'ng/µL' } },
    { concentration: { value: '0.3482', unit: 'µg/µL' } },
    { concentration: { value: 348.2 } },
    { concentration: 348.2004 },
    { concentration: 348.1996 },
    { volume: '2 µL' },
    { volume: '2.00 uL' },
    { volume: '0.002 mL' },
    { volume: '2000 nL' },
    { volume: 0.002, volumeUnit: 'ml' },
    { volume: 2.004 },
  ])('%j', (extracted) => {
    expect(mismatches(SAMPLE, extracted)).toEqual([]);
  });
});

describe('it is contradicted by an extraction that says', () => {
  test.each<[Record<string, unknown>, string, string | number]>([
    [{ sample_name: 'JL147-010' }, 'sampleName', 'JL147-010'],
    [{ sampleName: 147 }, 'sampleName', '147'],
    [{ sample_type: 'RNA' }, 'sampleType', 'RNA'],
    [{ concentration: 3482 }, 'concentration', 3482],
    [{ concentration: '348.2 µg/µL' }, 'concentration', 348_200],
    [{ concentration: '348.2 pg/µL' }, 'concentration', 0.348],
    [{ concentration: '0.35 µg/µL' }, 'concentration', 350],
    [{ concentration: 348.201 }, 'concentration', 348.201],
    [{ concentration: 0 }, 'concentration', 0],
    [{ concentration: -348.2 }, 'concentration', -348.2],
    [{ concentration: { value: 348.2, unit: 'ug/ul' } }, 'concentration', 348_200],
    [{ volume: '2 mL' }, 'volume', 2000],
    [{ volume: '2 nL' }, 'volume', 0],
    [{ volume: 2.01 }, 'volume', 2.01],
  ])('%j', (extracted, field, extractedValue) => {
    expect(mismatches(SAMPLE, extracted)).toEqual([
      { field, sampleValue: SAMPLE[field as keyof typeof SAMPLE], extractedValue },
    ]);
  });
});

describe('what cannot be compared says nothing:', () => {
  test.each<unknown>([
    { concentration: '12 nM' },
    { concentration: 'about fifty' },
    { concentration: '~348' },
    { concentration: '1,234' },
    { concentration: '1e999' },
    { concentration: true },
    { concentration: [348.2] },
    { concentration: { value: { value: 5 } } },
    { concentration: 5, concentration_unit: 'nM' },
    { concentration: 5, concentration_unit: { toString: 1 } },
    { volume: { value: 5, unit: { toString: null, valueOf: 2 } } },
    { volume: { value: 5, unit: ['mL'] } },
    { volume: '2 drops' },
    { sample_name: { first: 'JL' } },
    { sample_type: ['DNA'] },
    ['a list'],
    'a text',
    null,
    undefined,
  ])('%j', (extracted) => {
    expect(mismatches(SAMPLE, extracted)).toEqual([]);
  });
});

test('a value that the sample lacks is one that the extraction has', () => {
  const bare: RecordedSample = { sampleName: 'JL147-001', concentration: null, volume: null, sampleType: null };
  expect(mismatches(bare, { concentration: '1 ng/µL', volume: 2, sample_type: 'DNA' })).toEqual([
    { field: 'concentration', sampleValue: null, extractedValue: 1 },
    { field: 'volume', sampleValue: null, extractedValue: 2 },
    { field: 'sampleType', sampleValue: null, extractedValue: 'DNA' },
  ]);
});

test('whatever the amount, its unit makes no difference', () => {
  for (const concentration of [0.01, 0.1, 0.3, 1.005, 7.77, 298.9, 314.05, 499.999, 1000]) {
    const sample = { ...SAMPLE, concentration };
    for (const text of [
      `${concentration} ng/µL`,
      `${concentration} µg/mL`,
      `${concentration / 1000} µg/µL`,
      `${concentration * 1000} pg/µL`,
    ]) {
      expect([text, mismatches(sample, { concentration: text })]).toEqual([text, []]);
    }
  }
});

describe('in the graph', () => {
  let service: ServiceUnderTest;
  beforeAll(async () => {
    service = await serviceUnderTest(ai);
  });
  afterAll(() => service.close());

  const mismatchesOf = async (n: number) => {
    const { data, errors } = await service.query(
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Sample { extractionMismatches { field sampleValue extractedValue extraction { id confidenceScore } } } } }`,
      { of: [{ __typename: 'Sample', id: sampleId(n), ...SAMPLE }] },
    );
    expect(errors).toBeUndefined();
    return data._entities[0].extractionMismatches;
  };

  test('the latest extraction is the one that counts', async () => {
    const wrong = await recorded(service, {
      sampleId: sampleId(1),
      extractedData: { sample_name: 'JL147-001', concentration: '3482 ng/µL' },
      confidenceScore: 0.55,
    });
    expect(await mismatchesOf(1)).toEqual([
      {
        field: 'concentration',
        sampleValue: 348.2,
        extractedValue: 3482,
        extraction: { id: wrong, confidenceScore: 0.55 },
      },
    ]);
    await recorded(service, { sampleId: sampleId(1), extractedData: { concentration: '0.3482 µg/µL' } });
    expect(await mismatchesOf(1)).toEqual([]);
  });

  test('a sample that nothing was read about has none', async () => {
    expect(await mismatchesOf(2)).toEqual([]);
  });
});
