import type { Fill } from './batch.ts';

const JOBS = `
  insert into backup_jobs (job_type, status, source_database, backup_location, file_size_bytes, checksum, started_at, completed_at, created_at, updated_at)
  select case when night % 7 = 0 then 'full' else 'incremental' end, case when night % 50 = 0 then 'failed' else 'completed' end,
    database, 'nightly/' || database || '-' || night, 1000000 + night, case when night % 50 <> 0 then repeat('a', 64) end,
    at, at + interval '10 minutes', at, at
  from generate_series(1, 2922) as night
  cross join unnest(array['nanopore_samples', 'nanopore_ai', 'nanopore_audit', 'nanopore_backup', 'nanopore_config']) as database
  cross join lateral (select $1::timestamptz - night * interval '1 day' as at) as moment`;

/** Eight years of nights; backups do not grow in number with the samples. */
export const backup: Fill = {
  once: async (client, { now }) => void (await client.query(JOBS, [now])),
  everything: async () => undefined,
};
