import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ModelPerformance } from '../../../subgraphs/ai/entities/model-performance.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

const FIELDS = `modelName taskType bucketStart measurements documents
  meanAccuracy lowestAccuracy highestAccuracy meanProcessingTimeMs`;
const SUMMARY = `query ($modelName: String, $taskType: String, $from: DateTime, $to: DateTime, $bucket: PerformanceBucket) {
  modelPerformanceSummary(modelName: $modelName, taskType: $taskType, from: $from, to: $to, bucket: $bucket) { ${FIELDS} }
}`;
const summary = async (variables: Record<string, unknown> = {}, of = service) => {
  const { data, errors } = await of.query(SUMMARY, variables);
  expect(errors).toBeUndefined();
  return data.modelPerformanceSummary;
};

type Measured = {
  at: string;
  model?: string;
  task?: string;
  accuracy?: number | null;
  ms?: number | null;
  documents?: number | null;
};
const measured = (of: ServiceUnderTest, ...rows: Measured[]) =>
  of.em().insertMany(
    ModelPerformance,
    rows.map(({ at, model = 'qwen', task = 'pdf', accuracy = 0.9, ms = 100, documents = 10 }) => ({
      modelName: model,
      taskType: task,
      accuracyScore: accuracy,
      processingTimeMs: ms,
      sampleCount: documents,
      timestamp: new Date(at),
    })),
  );

describe('how well models did in the spring', () => {
  beforeAll(() =>
    measured(
      service,
      { at: '2026-03-02T09:10:00Z', accuracy: 0.9, ms: 100, documents: 10 },
      { at: '2026-03-02T09:50:00Z', accuracy: 0.6, ms: 400, documents: 30 },
      { at: '2026-03-02T23:59:59Z', accuracy: 0.8, ms: null, documents: null },
      { at: '2026-03-08T12:00:00Z', accuracy: null, ms: 50, documents: 5 },
      { at: '2026-03-09T00:00:00Z', accuracy: 1, ms: 50, documents: 5 },
      { at: '2026-03-02T09:00:00Z', model: 'bge', accuracy: 0.5 },
      { at: '2026-03-02T09:00:00Z', task: 'validation', accuracy: 0.7 },
    ),
  );

  const spans = (rows: { bucketStart: string; measurements: number }[]) =>
    rows.map(({ bucketStart, measurements }) => [bucketStart, measurements]);
  const one = { modelName: 'qwen', taskType: 'pdf' };

  test('by the day, which is the rule, each measurement counting by its documents', async () => {
    const rows = await summary(one);
    expect(spans(rows)).toEqual([
      ['2026-03-09T00:00:00.000Z', 1],
      ['2026-03-08T00:00:00.000Z', 1],
      ['2026-03-02T00:00:00.000Z', 3],
    ]);
    const { meanAccuracy, meanProcessingTimeMs, ...rest } = rows[2];
    // The third one counts as one document.
    expect(meanAccuracy).toBeCloseTo((0.9 * 10 + 0.6 * 30 + 0.8) / 41, 6);
    expect(meanProcessingTimeMs).toBeCloseTo((100 * 10 + 400 * 30) / 40, 6);
    expect(rest).toMatchObject({ documents: '40', lowestAccuracy: 0.6, highestAccuracy: 0.9 });
    expect(rows[1]).toMatchObject({ meanAccuracy: null, lowestAccuracy: null, meanProcessingTimeMs: 50 });
  });

  test.each<[string, [string, number][]]>([
    [
      'HOUR',
      [
        ['2026-03-09T00:00:00.000Z', 1],
        ['2026-03-08T12:00:00.000Z', 1],
        ['2026-03-02T23:00:00.000Z', 1],
        ['2026-03-02T09:00:00.000Z', 2],
      ],
    ],
    [
      'WEEK',
      [
        ['2026-03-09T00:00:00.000Z', 1],
        ['2026-03-02T00:00:00.000Z', 4],
      ],
    ],
    ['MONTH', [['2026-03-01T00:00:00.000Z', 5]]],
  ])('by the %s', async (bucket, expected) => {
    expect(spans(await summary({ ...one, bucket }))).toEqual(expected);
  });

  test('of every model and task apart', async () => {
    const rows = await summary({ bucket: 'MONTH' });
    expect(rows.map((row: Record<string, unknown>) => [row.modelName, row.taskType, row.measurements])).toEqual([
      ['bge', 'pdf', 1],
      ['qwen', 'pdf', 5],
      ['qwen', 'validation', 1],
    ]);
  });

  test('in a period, its end excluded', async () => {
    const period = { from: '2026-03-02T23:59:59Z', to: '2026-03-09T00:00:00Z' };
    expect(spans(await summary({ ...one, ...period, bucket: 'WEEK' }))).toEqual([['2026-03-02T00:00:00.000Z', 2]]);
    expect(await summary({ modelName: 'nobody' })).toEqual([]);
  });

  test('costs one statement', async () => {
    expect(await service.statements(SUMMARY, { ...one, bucket: 'WEEK' })).toBe(1);
  });
});

test('days are those of the lab, also when its clocks change', async () => {
  await using berlin = await serviceUnderTest(ai, { timeZone: 'Europe/Berlin', holidays: [] });
  // The clocks go forward at 01:00 UTC on 29 March.
  await measured(
    berlin,
    { at: '2026-03-28T22:59:00Z' },
    { at: '2026-03-28T23:00:00Z' },
    { at: '2026-03-29T22:00:00Z' },
  );
  const rows = await summary({}, berlin);
  expect(rows.map(({ bucketStart }: { bucketStart: string }) => bucketStart)).toEqual([
    '2026-03-29T22:00:00.000Z',
    '2026-03-28T23:00:00.000Z',
    '2026-03-27T23:00:00.000Z',
  ]);
});

test('what a chart could not show is refused instead of cut off', async () => {
  await using busy = await serviceUnderTest(ai);
  const hours = (n: number) =>
    Array.from({ length: n }, (_, hour) => ({ at: new Date(Date.UTC(2026, 0, 1, hour)).toISOString() }));
  await measured(busy, ...hours(1_001));
  const { data, errors } = await busy.query(SUMMARY, { bucket: 'HOUR' });
  expect(data.modelPerformanceSummary).toBeNull();
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'bucket' } }]);
  expect(await summary({ bucket: 'HOUR', from: '2026-01-01T01:00:00Z' }, busy)).toHaveLength(1_000);
});

test.each([
  ['modelName', { modelName: 'x'.repeat(501) }],
  ['taskType', { taskType: 'a\0b' }],
])('a %s that cannot be is named', async (field, variables) => {
  const { errors } = await service.query(SUMMARY, variables);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
});
