import { duration } from '../report/numbers.ts';
import { type Finding, ok, warning } from './finding.ts';
import type { Side } from './side.ts';

const OLD_S = 24 * 60 * 60;

/** The source's own list of backups, where it keeps one in the form that we know. */
const HAS_JOBS = `
  select count(*) = 2 as has from pg_attribute
  where attrelid = to_regclass('public.backup_jobs') and not attisdropped and (attname = 'status'
    or (attname = 'completed_at' and atttypid in ('timestamp'::regtype, 'timestamptz'::regtype)))
    and has_table_privilege(attrelid, 'select')`;

const LAST_JOB = `
  select extract(epoch from clock_timestamp() - max(completed_at))::float8 as age
  from public.backup_jobs where status::text = 'completed'`;

const LAST_ARCHIVED = `
  select extract(epoch from clock_timestamp() - last_archived_time)::float8 as age from pg_stat_archiver`;

type Age = { age: number | null };

/** How old the last backup is, as far as the source knows. Nothing here can tell whether it can be restored. */
export async function backupFinding({ client }: Side): Promise<Finding> {
  const ageBy = async (query: string): Promise<number | null> => (await client.query<Age>(query)).rows[0]?.age ?? null;
  const { rows } = await client.query<{ has: boolean }>(HAS_JOBS);
  const job = rows[0]?.has ? await ageBy(LAST_JOB) : null;
  if (job !== null) {
    return aged(job, `its backup_jobs list one that was completed ${duration(Math.max(0, job))} ago`);
  }
  const archived = await ageBy(LAST_ARCHIVED);
  if (archived !== null) {
    return aged(archived, `it archived write-ahead log ${duration(Math.max(0, archived))} ago`);
  }
  return warning(
    'last backup',
    'The age of the last backup of the source is unknown.',
    'Make one, and try to restore it.',
  );
}

const aged = (seconds: number, text: string): Finding =>
  seconds > OLD_S
    ? warning('last backup', `The last backup of the source is old: ${text}.`, 'Make a new one, and try to restore it.')
    : ok('last backup', `of the source: ${text}`);
