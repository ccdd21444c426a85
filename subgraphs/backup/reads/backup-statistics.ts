import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { allOf } from '../../../platform/paging/keyset.ts';
import {
  BACKUP_JOB_STATUSES,
  BACKUP_TYPES,
  type BackupJobStatus,
  type BackupType,
  SERVICE_DATABASES,
} from '../entities/backup-job.entity.ts';
import { type BackupJobFilter, backupConditions } from './backup-jobs.ts';

type Measures = {
  total: number;
  completed: number;
  failed: number;
  /** 64 bits, as text. */
  totalBytes: string;
  /** 0 to 1; null when none has ended. */
  successShare: number | null;
  averageDurationSeconds: number | null;
  lastVerifiedAt: string | null;
};
type GroupRow = Measures & {
  grouped: 'all' | 'status' | 'type' | 'database';
  status: BackupJobStatus | null;
  jobType: BackupType | null;
  sourceDatabase: string | null;
};

export type BackupStatistics = Measures & {
  byStatus: { status: BackupJobStatus; count: number }[];
  byType: { jobType: BackupType; count: number }[];
  byDatabase: (Measures & { sourceDatabase: string | null })[];
};

const NONE: Measures = {
  total: 0,
  completed: 0,
  failed: 0,
  totalBytes: '0',
  successShare: null,
  averageDurationSeconds: null,
  lastVerifiedAt: null,
};

/** One statement; what no backup has is filled in, for a database without backups is what one looks for. */
export async function readBackupStatistics(em: Queryable, filter: BackupJobFilter): Promise<BackupStatistics> {
  const rows = await rowsOf(
    em,
    sql<GroupRow>`
      select
        case grouping(b.status, b.job_type, b.source_database)
          when 7 then 'all' when 3 then 'status' when 5 then 'type' else 'database' end as grouped,
        b.status, b.job_type as "jobType", b.source_database as "sourceDatabase",
        count(*)::int as total,
        count(*) filter (where b.status = 'completed')::int as completed,
        count(*) filter (where b.status = 'failed')::int as failed,
        coalesce(sum(b.file_size_bytes) filter (where b.status = 'completed'), 0)::text as "totalBytes",
        (count(*) filter (where b.status = 'completed'))::float8
          / nullif(count(*) filter (where b.status in ('completed', 'failed')), 0) as "successShare",
        (avg(extract(epoch from b.completed_at - b.started_at)) filter (where b.status = 'completed'))::float8
          as "averageDurationSeconds",
        max(b.started_at) filter (where b.status = 'completed' and b.checksum is not null) as "lastVerifiedAt"
      from backup_jobs as b
      where ${allOf(backupConditions(filter))}
      group by grouping sets ((), (b.status), (b.job_type), (b.source_database))
      order by b.source_database`,
  );
  const of = (grouped: GroupRow['grouped']): GroupRow[] => rows.filter((row) => row.grouped === grouped);
  const byDatabase = new Map(of('database').map((row) => [row.sourceDatabase, row]));
  const names = new Set<string | null>([...SERVICE_DATABASES, ...byDatabase.keys()]);
  return {
    ...(of('all')[0] ?? NONE),
    byStatus: BACKUP_JOB_STATUSES.map((status) => ({
      status,
      count: of('status').find((row) => row.status === status)?.total ?? 0,
    })),
    byType: BACKUP_TYPES.map((jobType) => ({
      jobType,
      count: of('type').find((row) => row.jobType === jobType)?.total ?? 0,
    })),
    byDatabase: [...names].map((sourceDatabase) => ({
      ...(byDatabase.get(sourceDatabase) ?? NONE),
      sourceDatabase,
    })),
  };
}
