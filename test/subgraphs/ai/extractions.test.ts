import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { sampleId, stored, submissionId } from './support.ts';

const METHODS = ['llm', 'pattern', 'hybrid', 'rag'] as const;
const at = (microseconds: number): string => `2026-01-01 09:00:00.${String(microseconds).padStart(6, '0')}+00`;

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
  // Two share each instant, and instants lie a microsecond apart: a page that cut by milliseconds would lose rows.
  for (let n = 0; n < 60; n++) {
    await service.em().execute(
      `insert into ai_extraction_results (sample_id, submission_id, file_name, extraction_method, confidence_score, created_at)
       values (?, ?, ?, ?, ?, ?)`,
      [
        sampleId(n % 5),
        submissionId(n % 2),
        `file-${n}.pdf`,
        METHODS[n % 4],
        (n % 12) / 10 > 1 ? null : (n % 12) / 10,
        at(n >> 1),
      ],
    );
  }
});
afterAll(() => service.close());

type Node = { fileName: string; confidenceScore: number | null; extractionMethod: string };

/** All pages of a list, one after the other. */
async function pages(field: string, size: number, args = ''): Promise<Node[]> {
  const found: Node[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data, errors } = await service.query(
      `query ($after: String) { list: ${field}(first: ${size}, after: $after ${args}) {
        nodes { fileName confidenceScore extractionMethod } pageInfo { hasNextPage endCursor } totalCount } }`,
      { after },
    );
    expect(errors).toBeUndefined();
    found.push(...data.list.nodes);
    ({ hasNextPage: more, endCursor: after } = data.list.pageInfo);
    if (!more) {
      expect(data.list.totalCount).toBe(found.length);
    }
  }
  return found;
}

const names = (nodes: Node[]): string[] => nodes.map(({ fileName }) => fileName);

test.each([1, 7, 60, 100])(
  'pages of %d are the whole list, the newest first, nothing twice and nothing lost',
  async (size) => {
    const nodes = await pages('extractionResults', size);
    expect(new Set(names(nodes)).size).toBe(60);
    const instants = nodes.map(({ fileName }) => Number(fileName.slice(5, -4)) >> 1);
    expect(instants).toEqual(instants.toSorted((a, b) => b - a));
  },
);

test('the least certain come first, and nobody is asked to look at the certain or the unknown', async () => {
  const nodes = await pages('lowConfidenceExtractions', 4);
  const scores = nodes.map(({ confidenceScore }) => confidenceScore);
  expect(scores).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6].flatMap((score) => Array(5).fill(score)));
  expect(new Set(names(nodes)).size).toBe(35);
});

test('the threshold is where certainty begins', async () => {
  const scores = (await pages('lowConfidenceExtractions', 50, ', threshold: 0.3')).map((node) => node.confidenceScore);
  expect(new Set(scores)).toEqual(new Set([0, 0.1, 0.2]));
  expect(await pages('lowConfidenceExtractions', 50, ', threshold: 0')).toEqual([]);
});

test.each<[string, string, (n: number) => boolean]>([
  ['of one sample', `sampleId: "${sampleId(3)}"`, (n) => n % 5 === 3],
  ['of one sample, its id in capitals', `sampleId: "${sampleId(3).toUpperCase()}"`, (n) => n % 5 === 3],
  ['of one submission', `submissionId: "${submissionId(1)}"`, (n) => n % 2 === 1],
  ['by two methods', 'extractionMethod: [LLM, RAG]', (n) => n % 4 === 0 || n % 4 === 3],
  ['by no method', 'extractionMethod: []', () => false],
  ['of at least a confidence', 'minConfidence: 0.7', (n) => n % 12 >= 7 && n % 12 <= 10],
  ['of at most a confidence', 'maxConfidence: 0.3', (n) => n % 12 <= 3],
  ['recorded from an instant on', 'createdAfter: "2026-01-01T09:00:00.000Z"', () => true],
  ['recorded before an instant', 'createdBefore: "2026-01-01T09:00:00.000Z"', () => false],
  ['of one sample by one method', `sampleId: "${sampleId(0)}", extractionMethod: [LLM]`, (n) => n % 20 === 0],
])('a list %s has those and no others', async (_what, filter, belongs) => {
  const expected = Array.from({ length: 60 }, (_, n) => n).filter(belongs);
  const nodes = await pages('extractionResults', 7, `, filter: { ${filter} }`);
  expect(names(nodes).toSorted()).toEqual(expected.map((n) => `file-${n}.pdf`).toSorted());
});

test.each<[string, string, string]>([
  ['first', 'extractionResults(first: 101)', 'first'],
  ['first', 'lowConfidenceExtractions(first: -1)', 'first'],
  ['after', 'extractionResults(after: "page 2")', 'after'],
  ['threshold', 'lowConfidenceExtractions(threshold: 70)', 'threshold'],
  ['threshold', 'lowConfidenceExtractions(threshold: -0.1)', 'threshold'],
  ['filter.minConfidence', 'extractionResults(filter: { minConfidence: 1.01 })', 'filter.minConfidence'],
  ['filter.maxConfidence', 'extractionResults(filter: { maxConfidence: -1 })', 'filter.maxConfidence'],
  ['filter.sampleId', 'extractionResults(filter: { sampleId: "JL147-001" })', 'filter.sampleId'],
  ['filter.submissionId', 'extractionResults(filter: { submissionId: "147" })', 'filter.submissionId'],
])('a %s out of bounds is named: %s', async (_what, list, field) => {
  const { errors } = await service.query(`{ ${list} { nodes { id } } }`);
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringContaining(`${field}: `),
      extensions: { code: 'BAD_USER_INPUT', service: 'ai', field },
    }),
  ]);
});

test('a cursor belongs to the list, the filter and the threshold it came from', async () => {
  const cursorOf = async (list: string): Promise<string> =>
    (await service.query(`{ list: ${list} { pageInfo { endCursor } } }`)).data.list.pageInfo.endCursor;
  const cursors = {
    all: await cursorOf('extractionResults(first: 2)'),
    low: await cursorOf('lowConfidenceExtractions(first: 2)'),
  };
  for (const list of [
    `extractionResults(after: "${cursors.low}")`,
    `extractionResults(after: "${cursors.all}", filter: { extractionMethod: [LLM] })`,
    `lowConfidenceExtractions(after: "${cursors.low}", threshold: 0.5)`,
    `lowConfidenceExtractions(after: "${cursors.all}")`,
  ]) {
    const { errors } = await service.query(`{ ${list} { nodes { id } } }`);
    expect(errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', service: 'ai', field: 'after' });
  }
});

test('a cursor that was tampered with never reaches the database', async () => {
  const { data } = await service.query('{ lowConfidenceExtractions(first: 1) { pageInfo { endCursor } } }');
  const [scope, , id] = JSON.parse(
    Buffer.from(data.lowConfidenceExtractions.pageInfo.endCursor, 'base64url').toString(),
  );
  for (const key of ['NaN', '0.5x', '1e9', '', ' 0.5', 0.5, null]) {
    const after = Buffer.from(JSON.stringify([scope, key, id])).toString('base64url');
    const { errors } = await service.query(`{ lowConfidenceExtractions(after: "${after}") { nodes { id } } }`);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  }
});

test('an id that nobody has is nothing, an id that is none is an error', async () => {
  const { data, errors } = await service.query(`{
    nobody: extractionResult(id: "${sampleId(1)}") { id }
    none: extractionResult(id: "147") { id }
  }`);
  expect(data).toEqual({ nobody: null, none: null });
  expect(errors).toEqual([
    expect.objectContaining({ path: ['none'], extensions: { code: 'BAD_USER_INPUT', service: 'ai', field: 'id' } }),
  ]);
});

test('an old row with nothing but its data is shown as it is', async () => {
  const id = '018f0000-0000-7000-8000-000000000001';
  await stored(service, [{ id, extractedData: ['a list'] as never, createdAt: new Date('2019-05-01T00:00:00Z') }]);
  const { data } = await service.query(
    'query ($id: ID!) { extractionResult(id: $id) { extractionMethod extractedData confidenceScore issues sample { id } createdAt } }',
    { id },
  );
  expect(data.extractionResult).toEqual({
    extractionMethod: null,
    extractedData: ['a list'],
    confidenceScore: null,
    issues: null,
    sample: null,
    createdAt: '2019-05-01T00:00:00.000Z',
  });
});

test.each([
  ['a confidence above 1', `insert into ai_extraction_results (confidence_score) values (1.01)`],
  ['a negative confidence', `insert into ai_extraction_results (confidence_score) values (-0.01)`],
  ['a method of its own', `insert into ai_extraction_results (extraction_method) values ('guess')`],
  ['a negative duration', `insert into ai_extraction_results (processing_time_ms) values (-1)`],
])('the database itself takes no row with %s', async (_what, statement) => {
  await expect(service.em().execute(statement)).rejects.toMatchObject({ code: '23514' });
});
