import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BACKUP_TYPES, BackupJob, type BackupType } from '../../../subgraphs/backup/entities/backup-job.entity.ts';
import { BackupMetadata } from '../../../subgraphs/backup/entities/backup-metadata.entity.ts';
import { backup } from '../../../subgraphs/backup/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const jobId = (n: number): string => `0195e5a0-0000-7000-8000-${String(n).padStart(12, '0')}`;
const JOBS = 130;

/** Backups a minute apart, three at the very same moment; every fourth has failed. */
const jobs = Array.from({ length: JOBS }, (_, i) => ({
  id: jobId(i),
  jobType: BACKUP_TYPES[i % 3] as BackupType,
  status: i % 4 === 0 ? ('failed' as const) : ('completed' as const),
  sourceDatabase: i % 2 === 0 ? 'nanopore_samples' : 'nanopore_ai',
  fileSizeBytes: '9007199254740993',
  createdAt: new Date(Date.UTC(2026, 8, 14, 8, i - (i % 3))),
}));

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(backup);
  const em = service.em();
  await em.insertMany(BackupJob, jobs);
  await em.insertMany(
    BackupMetadata,
    jobs.flatMap(({ id }) => [
      { backupJobId: id, tableName: 'users', recordCount: '4' },
      { backupJobId: id, tableName: 'submissions', recordCount: '1' },
    ]),
  );
});
afterAll(() => service.close());

const LIST = `query($filter: BackupJobFilter, $first: Int, $after: String) {
  backupJobs(filter: $filter, first: $first, after: $after) {
    totalCount pageInfo { hasNextPage endCursor } nodes { id status jobType sourceDatabase }
  }
}`;

async function allPages(filter: object | undefined, first: number): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null = null, more = true; more; ) {
    const { data } = await service.query(LIST, { filter, first, after });
    ids.push(...data.backupJobs.nodes.map(({ id }: { id: string }) => id));
    ({ hasNextPage: more, endCursor: after } = data.backupJobs.pageInfo);
  }
  return ids;
}

const newestFirst = jobs.map(({ id }) => id).reverse();

test('one backup is read with what it holds, table by table', async () => {
  const { data } = await service.query(
    '{ backupJob(id: "' +
      jobId(1) +
      '") { status jobType fileSizeBytes checksum compressionEnabled createdAt metadata { tableName recordCount } } }',
  );
  expect(data.backupJob).toEqual({
    status: 'COMPLETED',
    jobType: 'INCREMENTAL',
    fileSizeBytes: '9007199254740993',
    checksum: null,
    compressionEnabled: false,
    createdAt: '2026-09-14T08:00:00.000Z',
    metadata: [
      { tableName: 'submissions', recordCount: '1' },
      { tableName: 'users', recordCount: '4' },
    ],
  });
});

test('the pages of all backups make up the whole list, the newest first, also where moments are equal', async () => {
  const { data } = await service.query(LIST, {});
  expect(data.backupJobs.nodes).toHaveLength(25);
  expect(data.backupJobs.totalCount).toBe(JOBS);
  for (const first of [1, 7, 100]) {
    expect(await allPages(undefined, first)).toEqual(newestFirst);
  }
});

test('filters narrow the list, together', async () => {
  const filter = { status: ['FAILED'], jobType: ['FULL', 'DIFFERENTIAL'], sourceDatabase: 'nanopore_samples' };
  const expected = jobs.filter((job) => job.status === 'failed' && job.jobType !== 'incremental').map(({ id }) => id);
  expect(await allPages(filter, 10)).toEqual(expected.toReversed());
  const { data } = await service.query(LIST, { filter });
  expect(data.backupJobs.totalCount).toBe(expected.length);
  expect(data.backupJobs.nodes[0]).toMatchObject({ status: 'FAILED', sourceDatabase: 'nanopore_samples' });
});

test('a period takes its beginning and leaves its end', async () => {
  const filter = { createdAfter: '2026-09-14T08:03:00Z', createdBefore: '2026-09-14T08:06:00Z' };
  expect(await allPages(filter, 10)).toEqual([jobId(5), jobId(4), jobId(3)]);
});

test('nobody is told of a backup that does not exist', async () => {
  expect(await service.query(`{ backupJob(id: "${jobId(999)}") { id } }`)).toEqual({ data: { backupJob: null } });
  const { data } = await service.query(LIST, { filter: { sourceDatabase: 'nanopore_nothing' } });
  expect(data.backupJobs).toEqual({ totalCount: 0, nodes: [], pageInfo: { hasNextPage: false, endCursor: null } });
});

test.each([
  ['a page of 101', { first: 101 }, 'first'],
  ['a page of -1', { first: -1 }, 'first'],
  ['a cursor of nobody', { after: 'nonsense' }, 'after'],
  ['a database name of 2 MB', { filter: { sourceDatabase: 'n'.repeat(2_000_000) } }, 'filter.sourceDatabase'],
  ['a database name with NUL', { filter: { sourceDatabase: 'a\0' } }, 'filter.sourceDatabase'],
])('%s is bad input, by name', async (_what, variables, field) => {
  const { data, errors } = await service.query(LIST, variables);
  expect(data.backupJobs).toBeNull();
  expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', field });
});

test.each([
  ['a status that there is not', { filter: { status: ['LOST'] } }, 'LOST'],
  ['a type in small letters', { filter: { jobType: ['full'] } }, 'full'],
  ['a day that there is not', { filter: { createdAfter: '2026-02-30' } }, 'createdAfter'],
])('%s is bad input', async (_what, variables, word) => {
  const { errors } = await service.query(LIST, variables);
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(word);
});

test('a malformed id is bad input', async () => {
  const { errors } = await service.query('{ backupJob(id: "7") { id } }');
  expect(errors?.[0]).toMatchObject({ message: 'id: "7" is no id; ids are UUIDs.', extensions: { field: 'id' } });
});

test('a cursor is of use in its own list only', async () => {
  const { data } = await service.query(LIST, { first: 1, filter: { status: ['FAILED'] } });
  const { errors } = await service.query(LIST, { after: data.backupJobs.pageInfo.endCursor });
  expect(errors?.[0]).toMatchObject({
    message: 'after: this cursor comes from a list with another filter, order or parent.',
    extensions: { code: 'BAD_USER_INPUT', field: 'after' },
  });
});

test('a page costs one statement for the backups and one for what they hold, whatever its size', async () => {
  const query = 'query($first: Int) { backupJobs(first: $first) { nodes { id metadata { tableName } } } }';
  for (const first of [1, 20, 100]) {
    expect(await service.statements(query, { first })).toBe(2);
  }
});

test('backups resolve as entities, one statement for all of them; what is gone or malformed is null', async () => {
  const query = 'query($them: [_Any!]!) { _entities(representations: $them) { ... on BackupJob { id status } } }';
  const them = (n: number) => ({ them: jobs.slice(0, n).map(({ id }) => ({ __typename: 'BackupJob', id })) });
  for (const n of [1, 20, 100]) {
    expect(await service.statements(query, them(n))).toBe(1);
  }
  const odd = await service.query(query, {
    them: [jobId(2), jobId(999), 'x'].map((id) => ({ __typename: 'BackupJob', id })),
  });
  expect(odd).toEqual({ data: { _entities: [{ id: jobId(2), status: 'COMPLETED' }, null, null] } });
});
