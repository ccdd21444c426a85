import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { samples } from '../../../subgraphs/samples/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
let sampleId: string;
beforeAll(async () => {
  service = await serviceUnderTest(samples);
  const { data } = await service.query('mutation { createSample(input: { sampleName: "tube" }) { sample { id } } }');
  sampleId = data.createSample.sample.id;
});
afterAll(() => service.close());

const ADD = `mutation($input: AddAttachmentInput!) {
  addAttachment(input: $input) {
    userErrors { code field message }
    attachment { id fileName fileType fileSizeBytes filePath sha256 description uploadedBy { name } uploadedAt deletedAt }
    sample { attachments { fileName } }
  }
}`;
const REMOVE = `mutation($id: ID!) {
  removeAttachment(input: { attachmentId: $id }) { userErrors { code field } attachment { id deletedAt } sample { attachments { id } } }
}`;
const SHA = 'AB'.repeat(32);

async function add(input: Record<string, unknown>) {
  const { data, errors } = await service.query(ADD, { input: { sampleId, fileName: 'gel.png', ...input } });
  expect(errors).toBeUndefined();
  return data.addAttachment;
}
const rows = async (): Promise<unknown> =>
  (
    await sql`select count(*)::int as n, count(deleted_at)::int as removed from nanopore_attachments`.execute(
      service.em().getKysely<unknown>(),
    )
  ).rows[0];

test('a file is recorded with its facts, under a path of ours, and stands on its sample', async () => {
  const { attachment, sample, userErrors } = await add({
    fileName: 'gel 1 (left) – µ.png',
    fileType: 'image/png',
    fileSizeBytes: '5000000000',
    sha256: SHA,
    description: 'After extraction',
  });
  expect(userErrors).toEqual([]);
  expect(attachment).toMatchObject({
    fileName: 'gel 1 (left) – µ.png',
    fileType: 'image/png',
    fileSizeBytes: '5000000000',
    sha256: SHA.toLowerCase(),
    filePath: `samples/${sampleId}/${attachment.id}`,
    uploadedBy: { name: 'Dana Reyes' },
    uploadedAt: expect.any(String),
    deletedAt: null,
  });
  expect(sample.attachments).toEqual([{ fileName: 'gel 1 (left) – µ.png' }]);
});

test('a file that is taken off is gone from its sample, and still there for the trail', async () => {
  const { attachment } = await add({ fileName: 'wrong.png' });
  const { data } = await service.query(REMOVE, { id: attachment.id });
  expect(data.removeAttachment).toMatchObject({
    userErrors: [],
    attachment: { id: attachment.id, deletedAt: expect.any(String) },
  });
  expect(data.removeAttachment.sample.attachments).not.toContainEqual({ id: attachment.id });
  const reference = await service.query(
    'query($r: [_Any!]!) { _entities(representations: $r) { ... on Attachment { fileName deletedAt } } }',
    { r: [{ __typename: 'Attachment', id: attachment.id }] },
  );
  expect(reference.data._entities).toEqual([{ fileName: 'wrong.png', deletedAt: expect.any(String) }]);

  const again = await service.query(REMOVE, { id: attachment.id });
  expect(again.data.removeAttachment).toMatchObject({
    attachment: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['attachmentId'] }],
  });
});

const NOBODY = '00000000-0000-7000-8000-000000000000';
const LONG = 'x'.repeat(20_000);
test.each<[string, unknown, string]>([
  ['sampleId', 'x', 'INVALID_FORMAT'],
  ['sampleId', NOBODY, 'NOT_FOUND'],
  ['fileName', '', 'REQUIRED'],
  ['fileName', '  ', 'REQUIRED'],
  ['fileName', LONG, 'TOO_LONG'],
  ['fileName', '../../etc/passwd', 'INVALID_FORMAT'],
  ['fileName', 'C:\\windows\\gel.png', 'INVALID_FORMAT'],
  ['fileName', '/gel.png', 'INVALID_FORMAT'],
  ['fileName', '..', 'INVALID_FORMAT'],
  ['fileName', 'a\0.png', 'INVALID_FORMAT'],
  ['fileName', 'a\n.png', 'INVALID_FORMAT'],
  ['fileType', 'png', 'INVALID_FORMAT'],
  ['fileType', 'image/png; x=<script>', 'INVALID_FORMAT'],
  ['fileType', LONG, 'TOO_LONG'],
  ['fileSizeBytes', '-1', 'OUT_OF_RANGE'],
  ['fileSizeBytes', '9007199254740993', 'OUT_OF_RANGE'],
  ['sha256', 'abc', 'INVALID_FORMAT'],
  ['sha256', 'g'.repeat(64), 'INVALID_FORMAT'],
  ['sha256', LONG, 'TOO_LONG'],
  ['description', LONG, 'TOO_LONG'],
])('addAttachment refuses %s = %.30j', async (field, value, code) => {
  const before = await rows();
  const { attachment, userErrors } = await add({ [field]: value });
  expect([attachment, userErrors]).toEqual([null, [expect.objectContaining({ code, field: [field] })]]);
  expect(await rows()).toEqual(before);
});

test.each([
  ['x', 'INVALID_FORMAT'],
  [NOBODY, 'NOT_FOUND'],
])('removeAttachment refuses %s', async (id, code) => {
  const { data } = await service.query(REMOVE, { id });
  expect(data.removeAttachment).toMatchObject({
    attachment: null,
    sample: null,
    userErrors: [{ code, field: ['attachmentId'] }],
  });
});

async function aSample(): Promise<string> {
  const { data } = await service.query('mutation { createSample(input: { sampleName: "other" }) { sample { id } } }');
  return data.createSample.sample.id;
}
const version = async (id: string): Promise<{ version: number; updatedAt: string }> =>
  (await service.query('query($id: ID!) { sample(id: $id) { version updatedAt } }', { id })).data.sample;

test('a file changes its sample: who decided on an older one has to look again, no older backup holds it', async () => {
  const id = await aSample();
  const before = await version(id);
  const { attachment } = await add({ sampleId: id });
  const withFile = await version(id);
  await service.query(REMOVE, { id: attachment.id });
  const without = await version(id);
  expect([withFile.version, without.version]).toEqual([before.version + 1, before.version + 2]);
  expect(withFile.updatedAt > before.updatedAt && without.updatedAt > withFile.updatedAt).toBe(true);
});

test.each([
  ['deleted', 'deleteSample(input: { sampleId: $id, reason: "twice" }) { userErrors { code } }'],
  ['archived', 'archiveSample(input: { sampleId: $id, outcome: REJECTED, reason: "x" }) { userErrors { code } }'],
])('a sample that is %s takes no files and gives none away', async (how, close) => {
  const id = await aSample();
  const { attachment } = await add({ sampleId: id });
  await service.query(`mutation($id: ID!) { ${close} }`, { id });
  const before = await rows();
  const message = expect.stringContaining(`The sample is ${how}. Restore it first`);
  expect((await add({ sampleId: id })).userErrors).toEqual([{ code: 'NOT_ALLOWED_NOW', field: ['sampleId'], message }]);
  const { data } = await service.query(REMOVE, { id: attachment.id });
  expect(data.removeAttachment).toMatchObject({
    attachment: null,
    userErrors: [{ code: 'NOT_ALLOWED_NOW', field: ['attachmentId'] }],
  });
  expect(await rows()).toEqual(before);
});

test('of two who take the same file off one does', async () => {
  const { attachment } = await add({ sampleId: await aSample() });
  const answers = await Promise.all([1, 2, 3].map(() => service.query(REMOVE, { id: attachment.id })));
  const codes = answers.flatMap(({ data }) =>
    data.removeAttachment.userErrors.map(({ code }: { code: string }) => code),
  );
  expect(codes).toEqual(['NOT_FOUND', 'NOT_FOUND']);
});
