import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { BackupJob } from '../../../subgraphs/backup/entities/backup-job.entity.ts';
import { backup } from '../../../subgraphs/backup/service.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

let service: ServiceUnderTest;
beforeAll(async () => {
  service = await serviceUnderTest(backup);
});
afterAll(() => service.close());

const START = `mutation($input: StartBackupInput!) {
  startBackup(input: $input) {
    userErrors { code field message }
    backupJob { id status jobType sourceDatabase startedAt completedAt backupLocation fileSizeBytes checksum }
  }
}`;
const STATISTICS = `query($filter: BackupJobFilter) {
  backupStatistics(filter: $filter) {
    total totalBytes successShare averageDurationSeconds
    byStatus { status count } byType { jobType count }
    byDatabase { sourceDatabase total completed failed totalBytes successShare averageDurationSeconds lastVerifiedAt }
  }
}`;
const statistics = async (filter?: object) => (await service.query(STATISTICS, { filter })).data.backupStatistics;

const NOTHING = {
  total: 0,
  completed: 0,
  failed: 0,
  totalBytes: '0',
  successShare: null,
  averageDurationSeconds: null,
  lastVerifiedAt: null,
};
const DATABASES = ['samples', 'ai', 'audit', 'backup', 'config'].map((name) => `nanopore_${name}`);

test('before the first backup every database is in the statistics, with nothing', async () => {
  expect(await statistics()).toEqual({
    total: 0,
    totalBytes: '0',
    successShare: null,
    averageDurationSeconds: null,
    byStatus: ['SCHEDULED', 'RUNNING', 'COMPLETED', 'FAILED'].map((status) => ({ status, count: 0 })),
    byType: ['FULL', 'INCREMENTAL', 'DIFFERENTIAL'].map((jobType) => ({ jobType, count: 0 })),
    byDatabase: DATABASES.map((sourceDatabase) => ({ ...NOTHING, sourceDatabase })),
  });
});

test('an operator asks for a backup: it is recorded as scheduled, and claims nothing that did not happen', async () => {
  const { data } = await service.query(START, { input: { database: 'NANOPORE_SAMPLES', type: 'FULL' } });
  const { backupJob, userErrors } = data.startBackup;
  expect(userErrors).toEqual([]);
  expect(backupJob).toEqual({
    id: expect.any(String),
    status: 'SCHEDULED',
    jobType: 'FULL',
    sourceDatabase: 'nanopore_samples',
    startedAt: null,
    completedAt: null,
    backupLocation: null,
    fileSizeBytes: null,
    checksum: null,
  });
  const found = await service.query('{ backupJobs(filter: { status: [SCHEDULED] }) { nodes { id } } }');
  expect(found.data.backupJobs.nodes).toEqual([{ id: backupJob.id }]);
});

test('every database of a service can be backed up in every way', async () => {
  for (const database of DATABASES) {
    for (const type of ['FULL', 'INCREMENTAL', 'DIFFERENTIAL']) {
      const { data } = await service.query(START, { input: { database: database.toUpperCase(), type } });
      expect(data.startBackup).toMatchObject({
        userErrors: [],
        backupJob: { sourceDatabase: database, jobType: type, status: 'SCHEDULED' },
      });
    }
  }
});

test.each([
  ['database', undefined],
  ['database', null],
  ['database', 'NANOPORE_MONOLITH'],
  ['database', 'nanopore_samples'],
  ['database', 5],
  ['type', undefined],
  ['type', null],
  ['type', 'HOURLY'],
  ['type', true],
])('%s %j is refused by name, nothing is written', async (field, value) => {
  const count = async () => (await service.query('{ backupJobs(first: 0) { totalCount } }')).data.backupJobs.totalCount;
  const before = await count();
  const input = { database: 'NANOPORE_AI', type: 'FULL', [field]: value };
  const { errors } = await service.query(START, { input });
  expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  expect(errors?.[0]?.message).toContain(field);
  expect(await count()).toBe(before);
});

test('the statistics tell which database fails, how long backups take, and since when none was verified', async () => {
  const em = service.em();
  await em.nativeDelete(BackupJob, {});
  const night = (day: number, minutes = 0): Date => new Date(Date.UTC(2026, 8, day, 2, minutes));
  const samples = { sourceDatabase: 'nanopore_samples', jobType: 'full' as const };
  const completed = { status: 'completed' as const, fileSizeBytes: '9007199254740993', checksum: 'c'.repeat(64) };
  await em.insertMany(BackupJob, [
    { ...samples, ...completed, startedAt: night(1), completedAt: night(1, 2) },
    { ...samples, ...completed, startedAt: night(2), completedAt: night(2, 4) },
    // Newer, but nobody could prove that it is whole.
    { ...samples, ...completed, checksum: null, startedAt: night(3), completedAt: night(3, 3) },
    { ...samples, status: 'failed', startedAt: night(4), completedAt: night(4, 55), fileSizeBytes: '5' },
    { ...samples, status: 'running', startedAt: night(5) },
    { sourceDatabase: 'nanopore_ai', jobType: 'incremental', status: 'failed', startedAt: night(1) },
    { sourceDatabase: 'nanopore_ai', jobType: 'incremental', status: 'scheduled' },
    { sourceDatabase: 'monolith', jobType: 'full', ...completed, startedAt: null, completedAt: night(1) },
  ]);

  const answer = await statistics();
  expect(answer).toMatchObject({
    total: 8,
    totalBytes: '36028797018963972',
    successShare: 4 / 6,
    averageDurationSeconds: 180,
  });
  expect(answer.byStatus.map(({ count }: { count: number }) => count)).toEqual([1, 1, 4, 2]);
  expect(answer.byType.map(({ count }: { count: number }) => count)).toEqual([6, 2, 0]);
  expect(answer.byDatabase).toEqual([
    {
      sourceDatabase: 'nanopore_samples',
      total: 5,
      completed: 3,
      failed: 1,
      totalBytes: '27021597764222979',
      successShare: 0.75,
      averageDurationSeconds: 180,
      lastVerifiedAt: night(2).toISOString(),
    },
    { ...NOTHING, sourceDatabase: 'nanopore_ai', total: 2, failed: 1, successShare: 0 },
    ...DATABASES.slice(2).map((sourceDatabase) => ({ ...NOTHING, sourceDatabase })),
    {
      ...NOTHING,
      sourceDatabase: 'monolith',
      total: 1,
      completed: 1,
      totalBytes: '9007199254740993',
      successShare: 1,
    },
  ]);
  expect(await statistics({ status: ['FAILED'], sourceDatabase: 'nanopore_ai' })).toMatchObject({
    total: 1,
    successShare: 0,
  });
});

test('the statistics are one statement', async () => {
  expect(await service.statements(STATISTICS, {})).toBe(1);
});
