import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProcessingJob } from '../../../subgraphs/ai/entities/processing-job.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { sampleId, samplesOf, stored } from './support.ts';

let service: ServiceUnderTest;
const instant = (n: number): Date => new Date(Date.UTC(2026, 0, 1, 9, 0, n));

// Sample n has n % 4 extractions and n % 3 jobs.
beforeAll(async () => {
  service = await serviceUnderTest(ai);
  const numbers = Array.from({ length: 100 }, (_, i) => i + 1);
  await stored(
    service,
    numbers.flatMap((n) =>
      Array.from({ length: n % 4 }, (_, i) => ({
        sampleId: sampleId(n),
        fileName: `${n}-${i}.pdf`,
        extractedData: { sample_name: `tube ${n}` },
        createdAt: instant(i),
      })),
    ),
  );
  await service.em().insertMany(
    ProcessingJob,
    numbers.flatMap((n) =>
      Array.from({ length: n % 3 }, (_, i) => ({
        jobType: 'enhancement' as const,
        sampleId: sampleId(n),
        createdAt: instant(i),
      })),
    ),
  );
});
afterAll(() => service.close());

const entities = (fields: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Sample { id ${fields} } } }`;

const EVERYTHING = entities(`
  extractions(first: 2) { nodes { id fileName } totalCount }
  latestExtraction { id }
  processingJobs { nodes { id } totalCount }
  extractionMismatches { field extraction { id } }
`);

test.each([
  ['extractions(first: 2) { nodes { id } }', 1],
  ['latestExtraction { id }', 1],
  ['latestExtraction { id } extractionMismatches { field } extractions(first: 1) { nodes { id } }', 1],
  ['processingJobs { nodes { id } }', 1],
  ['extractions(first: 2) { totalCount }', 2],
])('%s costs the same for one sample as for a hundred', async (fields, cost) => {
  for (const n of [1, 20, 100]) {
    expect(await service.statements(entities(fields), { of: samplesOf(n) })).toBe(cost);
  }
});

test('asked for everything, a hundred samples cost what one costs', async () => {
  const one = await service.statements(EVERYTHING, { of: samplesOf(1) });
  expect(await service.statements(EVERYTHING, { of: samplesOf(20) })).toBe(one);
  expect(await service.statements(EVERYTHING, { of: samplesOf(100) })).toBe(one);
});

test('each sample gets its own, the newest first, and no more than was asked for', async () => {
  const { data, errors } = await service.query(EVERYTHING, { of: samplesOf(100) });
  expect(errors).toBeUndefined();
  for (const [i, sample] of data._entities.entries()) {
    const n = i + 1;
    const files = Array.from({ length: n % 4 }, (_, k) => `${n}-${k}.pdf`).reverse();
    expect(sample.id).toBe(sampleId(n));
    expect(sample.extractions.nodes.map(({ fileName }: { fileName: string }) => fileName)).toEqual(files.slice(0, 2));
    expect(sample.extractions.totalCount).toBe(n % 4);
    expect(sample.latestExtraction).toEqual(n % 4 === 0 ? null : { id: sample.extractions.nodes[0].id });
    expect(sample.processingJobs.nodes).toHaveLength(n % 3);
    expect(sample.processingJobs.totalCount).toBe(n % 3);
  }
});

test('the pages of one sample follow each other, and their cursor is no other sample’s', async () => {
  const page = (n: number, after: string | null) =>
    service.query(
      `query ($of: [_Any!]!, $after: String) { _entities(representations: $of) { ... on Sample {
        extractions(first: 2, after: $after) { nodes { fileName } pageInfo { hasNextPage hasPreviousPage endCursor } } } } }`,
      { of: [{ __typename: 'Sample', id: sampleId(n) }], after },
    );
  const first = (await page(3, null)).data._entities[0].extractions;
  expect(first).toMatchObject({
    nodes: [{ fileName: '3-2.pdf' }, { fileName: '3-1.pdf' }],
    pageInfo: { hasNextPage: true, hasPreviousPage: false },
  });
  const second = (await page(3, first.pageInfo.endCursor)).data._entities[0].extractions;
  expect(second).toMatchObject({
    nodes: [{ fileName: '3-0.pdf' }],
    pageInfo: { hasNextPage: false, hasPreviousPage: true },
  });
  const { errors } = await page(7, first.pageInfo.endCursor);
  expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', service: 'ai', field: 'after' });
});

test('a reference that is no id is nobody, and spoils nothing for the others', async () => {
  const { data, errors } = await service.query(entities('extractions { totalCount }'), {
    of: [{ __typename: 'Sample', id: "'; drop table" }, ...samplesOf(1)],
  });
  expect(errors).toBeUndefined();
  expect(data._entities).toEqual([null, { id: sampleId(1), extractions: { totalCount: 1 } }]);
});

test('extractions, jobs and measurements are found by reference, one statement for each kind', async () => {
  const { data } = await service.query(
    '{ extractionResults(first: 50) { nodes { id } } processingJobs(first: 50) { nodes { id } } }',
  );
  const of = [
    ...data.extractionResults.nodes.map(({ id }: { id: string }) => ({ __typename: 'ExtractionResult', id })),
    ...data.processingJobs.nodes.map(({ id }: { id: string }) => ({ __typename: 'ProcessingJob', id })),
    { __typename: 'ModelPerformance', id: sampleId(1) },
    { __typename: 'ExtractionResult', id: 'none' },
  ];
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) {
    ... on ExtractionResult { id sample { id } } ... on ProcessingJob { id sample { id } } ... on ModelPerformance { id }
  } }`;
  const answer = await service.query(query, { of });
  expect(answer.errors).toBeUndefined();
  expect(answer.data._entities.map((found: { id: string } | null) => found?.id ?? null)).toEqual([
    ...of.slice(0, -2).map(({ id }) => id),
    null,
    null,
  ]);
  expect(await service.statements(query, { of })).toBe(3);
});
