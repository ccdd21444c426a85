import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ModelPerformance } from '../../../subgraphs/ai/entities/model-performance.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

const FIELDS = 'modelName taskType accuracyScore processingTimeMs sampleCount timestamp';
const RECORD = `mutation ($input: RecordModelPerformanceInput!) { recordModelPerformance(input: $input) {
  modelPerformance { id ${FIELDS} } userErrors { code field message } } }`;
const A_MEASUREMENT = {
  modelName: 'qwen2.5-7b-instruct',
  taskType: 'pdf_extraction',
  accuracyScore: 0.9417,
  processingTimeMs: 2_400,
  sampleCount: 60,
  timestamp: '2026-09-14T02:00:00.000Z',
};
const record = (input: Record<string, unknown>) => service.query(RECORD, { input });
const count = () => service.em().count(ModelPerformance);

test('a measurement is recorded, and found in the list and in the summary', async () => {
  const { data } = await record(A_MEASUREMENT);
  const { id, ...read } = data.recordModelPerformance.modelPerformance;
  expect(data.recordModelPerformance.userErrors).toEqual([]);
  expect(read).toEqual(A_MEASUREMENT);
  const found = await service.query(`{
    modelPerformance(modelName: "qwen2.5-7b-instruct") { nodes { id } }
    modelPerformanceSummary(taskType: "pdf_extraction", bucket: MONTH) { measurements documents meanAccuracy }
  }`);
  expect(found.data).toEqual({
    modelPerformance: { nodes: [{ id }] },
    modelPerformanceSummary: [{ measurements: 1, documents: '60', meanAccuracy: 0.9417 }],
  });
});

test('a measurement is of now when it does not say of when, and may be of time alone', async () => {
  const { data } = await record({ modelName: 'bge-m3', taskType: 'enhancement', processingTimeMs: 140 });
  const { timestamp, ...read } = data.recordModelPerformance.modelPerformance;
  expect(Math.abs(Date.now() - Date.parse(timestamp))).toBeLessThan(60_000);
  expect(read).toMatchObject({ accuracyScore: null, processingTimeMs: 140, sampleCount: null });
});

test.each([0, 0.0001, 0.29, 0.5729, 0.9999, 1])('an accuracy of %d is read back as it was', async (accuracyScore) => {
  const { data } = await record({ ...A_MEASUREMENT, accuracyScore });
  expect(data.recordModelPerformance.modelPerformance.accuracyScore).toBe(accuracyScore);
});

test.each<[string, Record<string, unknown>, string, string]>([
  ['of nothing', { accuracyScore: null, processingTimeMs: null }, 'accuracyScore', 'REQUIRED'],
  ['of a blank model', { modelName: ' ' }, 'modelName', 'REQUIRED'],
  ['of a model of 201 characters', { modelName: 'x'.repeat(201) }, 'modelName', 'TOO_LONG'],
  ['of a model with NUL', { modelName: 'a\0b' }, 'modelName', 'INVALID_FORMAT'],
  ['at a blank task', { taskType: '' }, 'taskType', 'REQUIRED'],
  ['at a task of 2 MB', { taskType: 'x'.repeat(2_000_000) }, 'taskType', 'TOO_LONG'],
  ['of an accuracy in percent', { accuracyScore: 94 }, 'accuracyScore', 'OUT_OF_RANGE'],
  ['of a negative accuracy', { accuracyScore: -0.1 }, 'accuracyScore', 'OUT_OF_RANGE'],
  ['of an accuracy of five decimals', { accuracyScore: 0.94175 }, 'accuracyScore', 'INVALID_FORMAT'],
  ['of less than no time', { processingTimeMs: -1 }, 'processingTimeMs', 'OUT_OF_RANGE'],
  ['of more than a day', { processingTimeMs: 86_400_001 }, 'processingTimeMs', 'OUT_OF_RANGE'],
  ['of no documents', { sampleCount: 0 }, 'sampleCount', 'OUT_OF_RANGE'],
  ['of more documents than there are', { sampleCount: 10_000_001 }, 'sampleCount', 'OUT_OF_RANGE'],
  ['of next year', { timestamp: new Date(Date.now() + 3e10).toISOString() }, 'timestamp', 'OUT_OF_RANGE'],
])('a measurement %s is refused by field, and nothing is written', async (_what, fields, field, code) => {
  const before = await count();
  const { data } = await record({ ...A_MEASUREMENT, ...fields });
  expect(data.recordModelPerformance).toEqual({
    modelPerformance: null,
    userErrors: [{ code, field: [field], message: expect.stringMatching(`^${field}: `) }],
  });
  expect(await count()).toBe(before);
});

test.each<[string, unknown]>([
  ['modelName', undefined],
  ['modelName', 5],
  ['taskType', null],
  ['accuracyScore', '0.9'],
  ['processingTimeMs', 1.5],
  ['sampleCount', 2 ** 31],
  ['timestamp', 'yesterday'],
])('what cannot be the value of %s is named before anything runs', async (field, value) => {
  const { errors } = await record({ ...A_MEASUREMENT, [field]: value });
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining(field), extensions: { code: 'BAD_USER_INPUT' } }),
  ]);
});
