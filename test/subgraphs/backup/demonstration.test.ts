import { expect, test } from '@jest/globals';
import { seedBackup } from '../../../demo/backup.ts';
import { demoSamples } from '../../../demo/lab.ts';
import { backup } from '../../../subgraphs/backup/service.ts';
import { cronProblem } from '../../../subgraphs/backup/services/cron-expression.ts';
import { type ServiceUnderTest, serviceUnderTest } from '../../support/service.ts';

const EVERYTHING = `{
  backupSchedules { id name cronExpression backupType retentionDays isActive lastRun nextRun createdAt updatedAt }
  backupJobs(first: 100) {
    totalCount
    nodes {
      id jobType status sourceDatabase backupLocation fileSizeBytes checksum startedAt completedAt errorMessage createdAt
      updatedAt metadata { id tableName recordCount filePath createdAt }
    }
  }
}`;

async function seeded(): Promise<ServiceUnderTest> {
  const service = await serviceUnderTest(backup);
  await seedBackup(service.em());
  return service;
}

test('the demonstration lab has four schedules, none of them alive', async () => {
  await using service = await seeded();
  const { data } = await service.query(EVERYTHING);
  expect(
    data.backupSchedules.map((s: Record<string, unknown>) => [s.name, s.cronExpression, s.backupType, s.retentionDays]),
  ).toEqual([
    ['daily_full_backup', '0 2 * * *', 'FULL', 7],
    ['hourly_incremental', '0 * * * *', 'INCREMENTAL', 1],
    ['monthly_archive', '0 4 1 * *', 'FULL', 365],
    ['weekly_archive', '0 3 * * 0', 'FULL', 30],
  ]);
  for (const schedule of data.backupSchedules) {
    expect(schedule).toMatchObject({ isActive: false, lastRun: null, nextRun: null });
    expect(cronProblem(schedule.cronExpression)).toBeNull();
  }
});

test('its backups are of every type, status and database; the good ones have checksums, the failed ones say why', async () => {
  await using service = await seeded();
  const { data } = await service.query(EVERYTHING);
  const jobs = data.backupJobs.nodes;
  const valuesOf = (field: string) => [...new Set(jobs.map((job: Record<string, unknown>) => job[field]))].toSorted();
  expect(valuesOf('jobType')).toEqual(['DIFFERENTIAL', 'FULL', 'INCREMENTAL']);
  expect(valuesOf('status')).toEqual(['COMPLETED', 'FAILED', 'RUNNING', 'SCHEDULED']);
  expect(valuesOf('sourceDatabase')).toHaveLength(5);
  for (const job of jobs) {
    const completed = job.status === 'COMPLETED';
    expect(/^[0-9a-f]{64}$/.test(job.checksum)).toBe(completed);
    expect(job.metadata.length > 0).toBe(completed);
    expect(job.errorMessage !== null).toBe(job.status === 'FAILED');
  }
});

test('its newest verified backup protects some of the lab’s samples and misses others', async () => {
  await using service = await seeded();
  const [submittedAt] = demoSamples().map((sample) => sample.submittedAt.toISOString());
  const { data } = await service.query(
    'query($them: [_Any!]!) { _entities(representations: $them) { ... on Sample { protectedBy { status jobType sourceDatabase } } } }',
    {
      them: [submittedAt, '2026-09-20T08:30:00.000Z'].map((updatedAt) => ({
        __typename: 'Sample',
        id: 'x',
        updatedAt,
      })),
    },
  );
  expect(data._entities).toEqual([
    { protectedBy: { status: 'COMPLETED', jobType: 'FULL', sourceDatabase: 'nanopore_samples' } },
    { protectedBy: null },
  ]);
});

test('every demonstration lab is the same', async () => {
  await using one = await seeded();
  await using other = await seeded();
  expect(await one.query(EVERYTHING)).toEqual(await other.query(EVERYTHING));
});
