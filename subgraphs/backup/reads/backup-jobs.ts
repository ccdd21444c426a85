import { type RawBuilder, sql } from 'kysely';
import { columnsOf, narrowed, type Properties, type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import { textArgument } from '../../../platform/graphql/arguments.ts';
import type { Connection, PageArguments } from '../../../platform/paging/connection.ts';
import { type KeysetOrder, readPage } from '../../../platform/paging/keyset.ts';
import { BackupJob } from '../entities/backup-job.entity.ts';
import { BackupMetadata } from '../entities/backup-metadata.entity.ts';
import type { BackupJobRow, BackupMetadataRow } from './rows.ts';

type Maybe<T> = T | null | undefined;

/** As the graph's `BackupJobFilter`. */
export type BackupJobFilter = {
  status?: Maybe<readonly string[]>;
  jobType?: Maybe<readonly string[]>;
  sourceDatabase?: Maybe<string>;
  createdAfter?: Maybe<Date>;
  createdBefore?: Maybe<Date>;
};

const FROM = sql`backup_jobs as b`;
const ID = sql`b.id`;

/** Relies on backup_jobs_created_at_idx. */
const NEWEST_FIRST: KeysetOrder<BackupJobRow> = {
  name: 'created_at',
  direction: 'desc',
  key: sql`b.created_at`,
  kind: 'timestamptz',
  keyOf: (row) => row.createdAt,
};

/** For an alias `b`. */
export function backupConditions(filter: BackupJobFilter): RawBuilder<unknown>[] {
  const found: RawBuilder<unknown>[] = [];
  if (filter.status != null) found.push(sql`b.status = any(${filter.status}::text[])`);
  if (filter.jobType != null) found.push(sql`b.job_type = any(${filter.jobType}::text[])`);
  if (filter.sourceDatabase != null) {
    found.push(sql`b.source_database = ${textArgument('filter.sourceDatabase', filter.sourceDatabase)}`);
  }
  if (filter.createdAfter != null) found.push(sql`b.created_at >= ${filter.createdAfter.toISOString()}::timestamptz`);
  if (filter.createdBefore != null) found.push(sql`b.created_at < ${filter.createdBefore.toISOString()}::timestamptz`);
  return found;
}

export async function readBackupJobs(
  em: Queryable,
  filter: BackupJobFilter,
  page: PageArguments,
): Promise<Connection<BackupJobRow>> {
  const list = { name: 'backupJobs', columns: columnsOf(em, BackupJob, 'b'), from: FROM, id: ID };
  return readPage(em, { ...list, conditions: backupConditions(filter), scope: filter }, NEWEST_FIRST, page);
}

export const readBackupJobsById = (em: Queryable, ids: readonly string[]): Promise<BackupJobRow[]> =>
  rowsOf(em, sql<BackupJobRow>`select ${columnsOf(em, BackupJob, 'b')} from ${FROM} where b.id = any(${ids}::uuid[])`);

/**
 * Of each database the verified backup that started last: completed, and with a checksum to prove it by. Databases
 * without one are left out. Relies on backup_jobs_verified_idx.
 */
export const readNewestVerifiedBackups = (em: Queryable, databases: readonly string[]): Promise<BackupJobRow[]> =>
  rowsOf(
    em,
    sql<BackupJobRow>`
      select newest.* from unnest(${databases}::text[]) as source(name)
      cross join lateral (
        select ${columnsOf(em, BackupJob, 'b')} from ${FROM}
        where b.source_database = source.name
          and b.status = 'completed' and b.checksum is not null and b.started_at is not null
        order by b.started_at desc, b.id desc limit 1
      ) as newest`,
  );

/** By the name of the table. */
export const readMetadataOfJobs = (
  em: Queryable,
  jobIds: readonly string[],
  asked: Properties | undefined,
): Promise<BackupMetadataRow[]> =>
  rowsOf(
    em,
    sql<BackupMetadataRow>`
      select ${narrowed(columnsOf(em, BackupMetadata, 'm'), asked)} from backup_metadata as m
      where m.backup_job_id = any(${jobIds}::uuid[])
      order by m.backup_job_id, m.table_name, m.id`,
  );
