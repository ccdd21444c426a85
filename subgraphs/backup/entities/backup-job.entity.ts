import { defineEntity, p } from '@mikro-orm/postgresql';
import {
  createdAt,
  id,
  instant,
  legacy,
  notNegative,
  oneOf,
  updatedAt,
} from '../../../platform/database/properties.ts';

export const BACKUP_TYPES = ['full', 'incremental', 'differential'] as const;
export const BACKUP_JOB_STATUSES = ['scheduled', 'running', 'completed', 'failed'] as const;
/** The databases of the services, by their own names. */
export const SERVICE_DATABASES = [
  'nanopore_samples',
  'nanopore_ai',
  'nanopore_audit',
  'nanopore_backup',
  'nanopore_config',
] as const;
export type ServiceDatabase = (typeof SERVICE_DATABASES)[number];
export type BackupType = (typeof BACKUP_TYPES)[number];
export type BackupJobStatus = (typeof BACKUP_JOB_STATUSES)[number];

const TABLE = 'backup_jobs';

/** One backup of one database: planned, being made, made or failed. */
export const BackupJobSchema = defineEntity({
  name: 'BackupJob',
  tableName: TABLE,
  properties: {
    id: id(),
    jobType: p.text().$type<BackupType>(),
    status: p.text().$type<BackupJobStatus>().default('scheduled'),
    /** The database's own name, such as nanopore_samples. */
    sourceDatabase: p.text().nullable(),
    backupLocation: p.text().nullable(),
    fileSizeBytes: p.bigint('string').nullable(),
    compressionEnabled: p.boolean().nullable().default(false),
    encryptionEnabled: p.boolean().nullable().default(false),
    /** SHA-256, 64 hexadecimal digits. */
    checksum: p.text().nullable(),
    startedAt: instant().nullable(),
    completedAt: instant().nullable(),
    errorMessage: p.text().nullable(),
    legacy: legacy(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  checks: [
    oneOf(TABLE, 'job_type', BACKUP_TYPES),
    oneOf(TABLE, 'status', BACKUP_JOB_STATUSES),
    notNegative(TABLE, 'file_size_bytes'),
  ],
  indexes: [
    { name: `${TABLE}_created_at_idx`, properties: ['createdAt', 'id'] },
    {
      name: `${TABLE}_verified_idx`,
      expression: `create index "${TABLE}_verified_idx" on "${TABLE}" (source_database, started_at, id) where status = 'completed' and checksum is not null and started_at is not null`,
    },
  ],
});
export class BackupJob extends BackupJobSchema.class {}
BackupJobSchema.setClass(BackupJob);
