import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ModelPerformance } from '../../../subgraphs/ai/entities/model-performance.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;

// On day n of January: model n % 2, task n % 3, an accuracy of 0.9 and n ten-thousandths.
beforeAll(async () => {
  service = await serviceUnderTest(ai);
  await service.em().insertMany(
    ModelPerformance,
    Array.from({ length: 30 }, (_, i) => i + 1).map((n) => ({
      modelName: `model-${n % 2}`,
      taskType: `task-${n % 3}`,
      accuracyScore: 0.9 + n / 10_000,
      processingTimeMs: 100,
      sampleCount: n,
      timestamp: new Date(Date.UTC(2026, 0, n)),
    })),
  );
});
afterAll(() => service.close());

test.each<[string, string, (n: number) => boolean]>([
  ['all there is', '', () => true],
  ['one model', ', modelName: "model-1"', (n) => n % 2 === 1],
  ['one task', ', taskType: "task-2"', (n) => n % 3 === 2],
  ['one model at one task', ', modelName: "model-1", taskType: "task-2"', (n) => n % 6 === 5],
  ['a period, its end excluded', ', from: "2026-01-05T00:00:00Z", to: "2026-01-08T00:00:00Z"', (n) => n >= 5 && n < 8],
  ['a model that nobody knows', ', modelName: "model-9"', () => false],
])('the measurements of %s, the newest first', async (_what, args, belongs) => {
  const days: number[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await service.query(
      `query ($after: String) { modelPerformance(first: 4, after: $after ${args}) {
        nodes { sampleCount accuracyScore timestamp } pageInfo { hasNextPage endCursor } totalCount } }`,
      { after },
    );
    for (const { sampleCount: day, accuracyScore, timestamp } of data.modelPerformance.nodes) {
      days.push(day);
      expect(accuracyScore).toBeCloseTo(0.9 + day / 10_000, 6);
      expect(timestamp).toBe(new Date(Date.UTC(2026, 0, day)).toISOString());
    }
    ({ hasNextPage: more, endCursor: after } = data.modelPerformance.pageInfo);
  }
  expect(days).toEqual(Array.from({ length: 30 }, (_, i) => 30 - i).filter(belongs));
});

test.each([
  ['modelName', `modelName: "${'x'.repeat(501)}"`],
  ['taskType', 'taskType: "a\\u0000b"'],
  ['first', 'first: 101'],
])('a %s that cannot be is named', async (field, args) => {
  const { errors } = await service.query(`{ modelPerformance(${args}) { nodes { id } } }`);
  expect(errors?.[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', field } });
});

test('the database itself takes no accuracy above 1', async () => {
  await expect(
    service
      .em()
      .execute(`insert into ai_model_performance (model_name, task_type, accuracy_score) values ('m', 't', 1.1)`),
  ).rejects.toMatchObject({ code: '23514' });
});
