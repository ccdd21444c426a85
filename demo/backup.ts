import { hash } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { BackupJob, type BackupJobStatus, type BackupType } from '../subgraphs/backup/entities/backup-job.entity.ts';
import { BackupMetadata } from '../subgraphs/backup/entities/backup-metadata.entity.ts';
import { BackupSchedule } from '../subgraphs/backup/entities/backup-schedule.entity.ts';
import { demoId, hoursAfterSubmission, SUBMITTED_AT } from './lab.ts';

/** A week of backups of all five databases, good and bad ones, and the four schedules, at rest. */
export async function seedBackup(em: EntityManager): Promise<void> {
  await em.insertMany(BackupSchedule, SCHEDULES.map(scheduleRow));
  await em.insertMany(BackupJob, JOBS.map(jobRow));
  await em.insertMany(BackupMetadata, metadataRows());
}

type Schedule = { name: string; cronExpression: string; backupType: BackupType; retentionDays: number };

const SCHEDULES: readonly Schedule[] = [
  { name: 'daily_full_backup', cronExpression: '0 2 * * *', backupType: 'full', retentionDays: 7 },
  { name: 'weekly_archive', cronExpression: '0 3 * * 0', backupType: 'full', retentionDays: 30 },
  { name: 'monthly_archive', cronExpression: '0 4 1 * *', backupType: 'full', retentionDays: 365 },
  { name: 'hourly_incremental', cronExpression: '0 * * * *', backupType: 'incremental', retentionDays: 1 },
];

/** Inactive: a schedule that no engine runs must not look alive. */
const scheduleRow = (schedule: Schedule, i: number) => ({
  id: demoId('backup_schedule', i + 1),
  ...schedule,
  isActive: false,
  createdAt: SUBMITTED_AT,
  updatedAt: SUBMITTED_AT,
});

type Database = keyof typeof RECORDS;
type Job = { database: Database; type: BackupType; status: BackupJobStatus; plannedAt: Date; errorMessage?: string };

/** 02:00 on the n-th day after the submission came in, which was at 08:30. */
const night = (day: number, hour = 2): Date => hoursAfterSubmission(24 * day + hour - 8.5);

/** Samples that were worked on after the night of day 5 are in no verified backup: the next ones failed. */
const JOBS: readonly Job[] = [
  { database: 'nanopore_samples', type: 'full', status: 'completed', plannedAt: night(1) },
  { database: 'nanopore_ai', type: 'full', status: 'completed', plannedAt: night(1, 2.1) },
  { database: 'nanopore_audit', type: 'full', status: 'completed', plannedAt: night(1, 2.2) },
  { database: 'nanopore_backup', type: 'full', status: 'completed', plannedAt: night(1, 2.3) },
  { database: 'nanopore_config', type: 'full', status: 'completed', plannedAt: night(1, 2.4) },
  { database: 'nanopore_samples', type: 'incremental', status: 'completed', plannedAt: night(3, 10) },
  { database: 'nanopore_audit', type: 'differential', status: 'completed', plannedAt: night(4) },
  { database: 'nanopore_samples', type: 'full', status: 'completed', plannedAt: night(5) },
  {
    database: 'nanopore_ai',
    type: 'full',
    status: 'failed',
    plannedAt: night(5, 2.1),
    errorMessage: 'could not write to the backup location: no space left on device',
  },
  {
    database: 'nanopore_samples',
    type: 'incremental',
    status: 'failed',
    plannedAt: night(6),
    errorMessage: 'the connection to nanopore_samples was lost while nanopore_processing_steps was copied',
  },
  {
    database: 'nanopore_config',
    type: 'differential',
    status: 'failed',
    plannedAt: night(6, 2.4),
    errorMessage: 'the checksum of the copy does not match what was written',
  },
  { database: 'nanopore_samples', type: 'full', status: 'running', plannedAt: night(8) },
  { database: 'nanopore_audit', type: 'differential', status: 'scheduled', plannedAt: night(8, 2.2) },
  { database: 'nanopore_backup', type: 'incremental', status: 'scheduled', plannedAt: night(8, 2.3) },
];

/** Rows of each table in a full backup. */
const RECORDS = {
  nanopore_samples: {
    projects: 1,
    submissions: 1,
    nanopore_samples: 94,
    nanopore_sample_details: 94,
    nanopore_processing_steps: 752,
    nanopore_attachments: 8,
    users: 4,
  },
  nanopore_ai: { ai_extraction_results: 110, ai_processing_jobs: 24, ai_model_performance: 84 },
  nanopore_audit: { audit_logs: 431, compliance_reports: 2, retention_policies: 5 },
  nanopore_backup: { backup_jobs: 4, backup_schedules: 4, backup_metadata: 13 },
  nanopore_config: { application_configs: 10, feature_flags: 4, config_history: 14 },
} as const;

/** What of the rows a backup of each type copies. */
const SHARE: Record<BackupType, number> = { full: 1, differential: 0.4, incremental: 0.1 };
const BYTES_PER_RECORD = 312;
const SECONDS_PER_BACKUP = 95;

const secondsAfter = (at: Date, seconds: number): Date => new Date(at.getTime() + seconds * 1_000);

const recordsOf = ({ database, type }: Job): [table: string, records: number][] =>
  Object.entries(RECORDS[database]).map(([table, records]) => [table, Math.ceil(records * SHARE[type])]);

const locationOf = ({ database, type, plannedAt }: Job): string =>
  `backups/${database}/${plannedAt.toISOString().slice(0, 16).replace(':', '')}-${type}`;

function jobRow(job: Job, i: number) {
  const { database, type, status, plannedAt, errorMessage } = job;
  const completed = status === 'completed';
  const startedAt = status === 'scheduled' ? null : secondsAfter(plannedAt, 2);
  const endedAt = completed || status === 'failed' ? secondsAfter(plannedAt, SECONDS_PER_BACKUP + i) : null;
  const records = recordsOf(job).reduce((sum, [, n]) => sum + n, 0);
  return {
    id: demoId('backup_job', i + 1),
    jobType: type,
    status,
    sourceDatabase: database,
    backupLocation: completed ? locationOf(job) : null,
    fileSizeBytes: completed ? String(records * BYTES_PER_RECORD) : null,
    compressionEnabled: true,
    encryptionEnabled: false,
    checksum: completed ? hash('sha256', locationOf(job), 'hex') : null,
    startedAt,
    completedAt: completed ? endedAt : null,
    errorMessage: errorMessage ?? null,
    createdAt: plannedAt,
    updatedAt: endedAt ?? startedAt ?? plannedAt,
  };
}

function metadataRows() {
  return JOBS.flatMap((job, i) =>
    job.status === 'completed' ? recordsOf(job).map((entry) => ({ job, i, entry })) : [],
  ).map(({ job, i, entry: [tableName, records] }, n) => ({
    id: demoId('backup_metadata', n + 1),
    backupJobId: demoId('backup_job', i + 1),
    tableName,
    recordCount: String(records),
    filePath: `${locationOf(job)}/${tableName}.copy.gz`,
    createdAt: secondsAfter(job.plannedAt, SECONDS_PER_BACKUP + i),
  }));
}
