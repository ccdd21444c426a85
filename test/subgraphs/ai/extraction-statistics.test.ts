import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ExtractionMethod } from '../../../subgraphs/ai/entities/extraction-result.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { sampleId, stored } from './support.ts';

let service: ServiceUnderTest;

const MEASURE = '{ mean min max p50 p95 }';
const GROUP = `total confidence ${MEASURE} processingTimeMs ${MEASURE} belowThreshold shareBelowThreshold`;
const STATISTICS = `query ($filter: ExtractionResultFilter, $threshold: Float) {
  extractionStatistics(filter: $filter, threshold: $threshold) {
    ${GROUP} threshold byMethod { extractionMethod share ${GROUP} }
  }
}`;
const statistics = async (variables: Record<string, unknown> = {}) => {
  const { data, errors } = await service.query(STATISTICS, variables);
  expect(errors).toBeUndefined();
  return data.extractionStatistics;
};

const NOTHING = { total: 0, confidence: null, processingTimeMs: null, belowThreshold: 0, shareBelowThreshold: null };

beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

test('a lab that extracted nothing has statistics of nothing', async () => {
  expect(await statistics()).toEqual({ ...NOTHING, threshold: 0.7, byMethod: [] });
});

describe('a hundred extractions by patterns, four by a model, one of unknown origin', () => {
  // By patterns: 0.01 to 1.00 certain, in 10 to 1,000 ms.
  beforeAll(async () => {
    const pattern = Array.from({ length: 100 }, (_, n) => ({
      sampleId: sampleId(n % 2),
      extractionMethod: 'pattern' as ExtractionMethod,
      confidenceScore: (n + 1) / 100,
      processingTimeMs: (n + 1) * 10,
      createdAt: new Date(Date.UTC(2026, 0, 1, n)),
    }));
    const llm = [0.5, 0.6, 0.8, 0.9].map((confidenceScore, n) => ({
      sampleId: sampleId(9),
      extractionMethod: 'llm' as ExtractionMethod,
      confidenceScore,
      processingTimeMs: n === 0 ? 4_000 : undefined,
      createdAt: new Date(Date.UTC(2026, 5, 1)),
    }));
    await stored(service, pattern);
    await stored(service, llm);
    await stored(service, [{ sampleId: sampleId(9), createdAt: new Date(Date.UTC(2020, 0, 1)) }]);
  });

  test('are told apart by method, the most frequent first', async () => {
    const { byMethod, total } = await statistics();
    expect(total).toBe(105);
    expect(byMethod.map((method: Record<string, unknown>) => [method.extractionMethod, method.total])).toEqual([
      ['PATTERN', 100],
      ['LLM', 4],
      [null, 1],
    ]);
    expect(byMethod.reduce((sum: number, { share }: { share: number }) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(byMethod[2]).toEqual({ ...NOTHING, extractionMethod: null, total: 1, share: 1 / 105 });
  });

  test('have means, and percentiles that lie between two values where they fall between two', async () => {
    const { byMethod } = await statistics();
    const [{ confidence, processingTimeMs }, llm] = byMethod;
    expect(confidence.mean).toBeCloseTo(0.505, 10);
    expect(confidence).toMatchObject({ min: 0.01, max: 1 });
    expect(confidence.p50).toBeCloseTo(0.505, 10);
    expect(confidence.p95).toBeCloseTo(0.9505, 10);
    expect(processingTimeMs).toEqual({ mean: 505, min: 10, max: 1_000, p50: 505, p95: 950.5 });
    expect(llm.confidence.p50).toBeCloseTo(0.7, 10);
    expect(llm.processingTimeMs).toEqual({ mean: 4_000, min: 4_000, max: 4_000, p50: 4_000, p95: 4_000 });
  });

  test('are uncertain below the threshold, of those that say how certain they are', async () => {
    const { belowThreshold, shareBelowThreshold, byMethod } = await statistics();
    expect([belowThreshold, shareBelowThreshold]).toEqual([69 + 2, 71 / 104]);
    expect(byMethod[1]).toMatchObject({ belowThreshold: 2, shareBelowThreshold: 0.5 });
    const strict = await statistics({ threshold: 1 });
    expect(strict).toMatchObject({ threshold: 1, belowThreshold: 103 });
    expect(await statistics({ threshold: 0 })).toMatchObject({ belowThreshold: 0, shareBelowThreshold: 0 });
  });

  test.each<[string, Record<string, unknown>, number]>([
    ['a sample', { sampleId: sampleId(1) }, 50],
    ['a method', { extractionMethod: ['LLM'] }, 4],
    ['two methods', { extractionMethod: ['LLM', 'PATTERN'] }, 104],
    ['a period', { createdAfter: '2026-01-01T10:00:00Z', createdBefore: '2026-01-01T20:00:00Z' }, 10],
    ['a confidence', { minConfidence: 0.9 }, 12],
    ['what there is none of', { sampleId: sampleId(404) }, 0],
  ])('can be narrowed to %s', async (_what, filter, total) => {
    const found = await statistics({ filter });
    expect(found.total).toBe(total);
    expect(found.byMethod.reduce((sum: number, method: { total: number }) => sum + method.total, 0)).toBe(total);
  });

  test('cost one statement', async () => {
    expect(await service.statements(STATISTICS)).toBe(1);
    expect(await service.statements(STATISTICS, { filter: { sampleId: sampleId(1) }, threshold: 0.5 })).toBe(1);
  });
});

test.each<[string, Record<string, unknown>]>([
  ['threshold', { threshold: 1.01 }],
  ['threshold', { threshold: -0.1 }],
  ['filter.maxConfidence', { filter: { maxConfidence: 70 } }],
  ['filter.sampleId', { filter: { sampleId: 'JL147-001' } }],
])('a %s that cannot be is named', async (field, variables) => {
  const { errors } = await service.query(STATISTICS, variables);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
});
