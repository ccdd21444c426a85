import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { demoId } from '../../../demo/lab.ts';
import { ExtractionResult } from '../../../subgraphs/ai/entities/extraction-result.entity.ts';
import { ai } from '../../../subgraphs/ai/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';
import { anExtraction, RECORD, recorded, sampleId, submissionId } from './support.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(ai);
});
afterAll(() => service.close());

const rowCount = (): Promise<number> => service.em().count(ExtractionResult);

test('what a model read is recorded, and found on its sample', async () => {
  const input = {
    sampleId: sampleId(7),
    submissionId: submissionId(1),
    fileName: 'HTSF-JL-147.pdf',
    extractionMethod: 'RAG',
    extractedData: { concentration: '52.5 ng/µL', nested: { list: [1, null, true] } },
    confidenceScore: 0.29,
    processingTimeMs: 3600,
    issues: ['The volume is illegible.'],
    ragInsights: { comparable: ['HTSF-JL-139'] },
  };
  const { data } = await service.query(RECORD, { input });
  expect(data.recordExtraction.userErrors).toEqual([]);
  const { id, createdAt, ...read } = data.recordExtraction.extractionResult;
  expect(read).toEqual(input);
  expect(Date.now() - Date.parse(createdAt)).toBeLessThan(60_000);

  const onSample = await service.query(
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Sample { latestExtraction { id sample { id } submission { id } } } } }`,
    { of: [{ __typename: 'Sample', id: sampleId(7) }] },
  );
  expect(onSample.data._entities).toEqual([
    { latestExtraction: { id, sample: { id: sampleId(7) }, submission: { id: submissionId(1) } } },
  ]);
});

test('an extraction of a form is about its submission alone', async () => {
  const id = await recorded(service, { sampleId: null, submissionId: submissionId(2) });
  const { data } = await service.query(
    `query ($id: ID!, $of: [_Any!]!) {
      extractionResult(id: $id) { sample { id } submission { id } }
      _entities(representations: $of) { ... on Submission { extractions { totalCount nodes { id } } } }
    }`,
    { id, of: [{ __typename: 'Submission', id: submissionId(2) }] },
  );
  expect(data.extractionResult).toEqual({ sample: null, submission: { id: submissionId(2) } });
  expect(data._entities).toEqual([{ extractions: { totalCount: 1, nodes: [{ id }] } }]);
});

test('an extraction may come before its sample: whether that exists is for another service to say', async () => {
  await expect(recorded(service, { sampleId: sampleId(999) })).resolves.toEqual(expect.any(String));
});

test('ids in capitals are the same ids', async () => {
  const id = await recorded(service, { sampleId: sampleId(8).toUpperCase() });
  const { data } = await service.query('query ($id: ID!) { extractionResult(id: $id) { sampleId } }', {
    id: id.toUpperCase(),
  });
  expect(data.extractionResult).toEqual({ sampleId: sampleId(8) });
});

test.each([0, 0.01, 0.07, 0.29, 0.57, 0.58, 0.7, 1])(
  'a confidence of %d is read back as it was recorded',
  async (confidenceScore) => {
    const id = await recorded(service, { confidenceScore });
    const { data } = await service.query('query ($id: ID!) { extractionResult(id: $id) { confidenceScore } }', { id });
    expect(data.extractionResult).toEqual({ confidenceScore });
  },
);

const tooLongAList = Array.from({ length: 101 }, () => 'illegible');

test.each<[string, Record<string, unknown>, string, string[]]>([
  ['about nothing', { sampleId: null }, 'REQUIRED', ['sampleId']],
  ['about a sample whose id is none', { sampleId: 'JL147-001' }, 'INVALID_FORMAT', ['sampleId']],
  ['about a submission whose id is none', { submissionId: 'HTSF-JL-147' }, 'INVALID_FORMAT', ['submissionId']],
  ['with a blank file name', { fileName: '  ' }, 'REQUIRED', ['fileName']],
  ['with a file name of 256 characters', { fileName: 'x'.repeat(256) }, 'TOO_LONG', ['fileName']],
  ['with a file name of 2 MB', { fileName: 'x'.repeat(2_000_000) }, 'TOO_LONG', ['fileName']],
  ['with NUL in its file name', { fileName: 'a\0b' }, 'INVALID_FORMAT', ['fileName']],
  ['whose data are 2 MB', { extractedData: { text: 'x'.repeat(2_000_000) } }, 'TOO_LONG', ['extractedData']],
  ['with NUL in its data', { extractedData: { text: 'a\0b' } }, 'INVALID_FORMAT', ['extractedData']],
  ['with a negative confidence', { confidenceScore: -0.01 }, 'OUT_OF_RANGE', ['confidenceScore']],
  ['with a confidence in percent', { confidenceScore: 90 }, 'OUT_OF_RANGE', ['confidenceScore']],
  ['with a confidence of three decimals', { confidenceScore: 0.905 }, 'INVALID_FORMAT', ['confidenceScore']],
  ['that took less than no time', { processingTimeMs: -1 }, 'OUT_OF_RANGE', ['processingTimeMs']],
  ['that took more than a day', { processingTimeMs: 86_400_001 }, 'OUT_OF_RANGE', ['processingTimeMs']],
  ['with 101 issues', { issues: tooLongAList }, 'TOO_LONG', ['issues']],
  ['with a blank issue', { issues: ['illegible', ' '] }, 'REQUIRED', ['issues', '1']],
  ['with an issue of 1,001 characters', { issues: ['x'.repeat(1_001)] }, 'TOO_LONG', ['issues', '0']],
  ['with insights of 2 MB', { ragInsights: { text: 'x'.repeat(2_000_000) } }, 'TOO_LONG', ['ragInsights']],
])('an extraction %s is refused by field, and nothing is written', async (_what, fields, code, field) => {
  const before = await rowCount();
  const { data } = await service.query(RECORD, { input: anExtraction(fields) });
  expect(data.recordExtraction).toEqual({
    extractionResult: null,
    userErrors: [{ code, field, message: expect.stringMatching(new RegExp(`^${field.join('\\.')}: `)) }],
  });
  expect(await rowCount()).toBe(before);
});

test.each([
  ['extractedData', 'a text'],
  ['extractedData', ['a list']],
  ['extractedData', 52.5],
  ['ragInsights', 'a text'],
  ['ragInsights', ['a list']],
])('%s has to be a JSON object, not %j', async (field, value) => {
  const { data } = await service.query(RECORD, { input: anExtraction({ [field]: value }) });
  expect(data.recordExtraction).toEqual({
    extractionResult: null,
    userErrors: [{ code: 'INVALID_FORMAT', field: [field], message: `${field}: must be a JSON object` }],
  });
});

test.each<[string, Record<string, unknown>]>([
  ['extractionMethod', { extractionMethod: undefined }],
  ['extractionMethod', { extractionMethod: 'GUESS' }],
  ['extractionMethod', { extractionMethod: 'llm' }],
  ['extractedData', { extractedData: null }],
  ['confidenceScore', { confidenceScore: undefined }],
  ['confidenceScore', { confidenceScore: '0.9' }],
  ['processingTimeMs', { processingTimeMs: 1.5 }],
  ['processingTimeMs', { processingTimeMs: 2 ** 31 }],
  ['fileName', { fileName: 5 }],
  ['issues', { issues: [null] }],
])('what cannot be the value of %s is named before anything runs', async (field, fields) => {
  const before = await rowCount();
  const { data, errors } = await service.query(RECORD, { input: anExtraction(fields) });
  expect(data).toBeUndefined();
  expect(errors).toEqual([
    expect.objectContaining({ message: expect.stringContaining(field), extensions: { code: 'BAD_USER_INPUT' } }),
  ]);
  expect(await rowCount()).toBe(before);
});

test('everything in need of mending is listed at once', async () => {
  const { data } = await service.query(RECORD, {
    input: anExtraction({ sampleId: null, fileName: '', confidenceScore: 1.5, issues: [''] }),
  });
  const fields = data.recordExtraction.userErrors.map(({ field }: { field: string[] }) => field.join('.'));
  expect(fields).toEqual(['fileName', 'confidenceScore', 'issues.0', 'sampleId']);
});

test('issues come back to the letter, whatever is in them', async () => {
  const issues = ['NULL', 'null', 'a, b\nc\td', 'back\\slash "quoted" {braces}', "it's", '名前 👩‍🔬', '%'];
  const { data } = await service.query(
    `mutation($input: RecordExtractionInput!) { recordExtraction(input: $input) { extractionResult { issues } userErrors { message } } }`,
    {
      input: {
        sampleId: demoId('sample', 1),
        extractionMethod: 'LLM',
        extractedData: {},
        confidenceScore: 0.5,
        issues,
      },
    },
  );
  expect(data.recordExtraction).toEqual({ extractionResult: { issues }, userErrors: [] });
});
