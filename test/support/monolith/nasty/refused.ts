import { escapeLiteral } from 'pg';
import type { Sql } from '../database.ts';
import { ACCEPTED } from './config.ts';

/** A row of the nasty monolith that today's constraints refuse under `NASTY_CONFIG`, or that depends on one. */
export type RefusedRow = {
  /** In the source: `public.nanopore_samples`. */
  table: string;
  key: Record<string, string>;
  /** null and check: by itself; unique: a second one; parent: what it depends on is refused. */
  because: 'null' | 'check' | 'unique' | 'parent';
};

type Rule = {
  key: string[];
  /** Columns that must not be null and have no default. */
  required?: string[];
  /** Columns that must not be null and have one. */
  defaulted?: string[];
  /** SQL that holds for what a CHECK of today refuses. */
  check?: string;
  /** Of rows that agree in it only the first is taken. */
  unique?: string;
  /** Column → table that it refers to, in the same service. */
  parents?: Record<string, string>;
};

const among = (column: string, values: readonly string[]): string =>
  `${column} <> all (array[${values.map((value) => escapeLiteral(value)).join(', ')}])`;

const ID = { key: ['id'] };
const OF_SAMPLE = { ...ID, parents: { sample_id: 'nanopore_samples' } };
const ENVIRONMENT = among('environment', ACCEPTED.environment);

/** Parents before what depends on them. */
const RULES: Record<string, Rule> = {
  nanopore_submissions: {
    ...ID,
    defaulted: ['status', 'created_at'],
    check: among('status', ACCEPTED['submissions.status']),
  },
  submissions: {
    ...ID,
    defaulted: ['status', 'priority', 'created_at'],
    check: `${among('status', ACCEPTED['submissions.status'])} or ${among('priority', ACCEPTED['submissions.priority'])}`,
  },
  users: { ...ID, defaulted: ['created_at'] },
  nanopore_samples: {
    ...ID,
    required: ['sample_name'],
    defaulted: ['status', 'priority', 'created_at', 'updated_at'],
    check: `${among('status', ACCEPTED['nanopore_samples.status'])}
      or ${among('priority', ACCEPTED['nanopore_samples.priority'])} or concentration < 0`,
  },
  nanopore_sample_details: { ...OF_SAMPLE, unique: 'sample_id' },
  nanopore_processing_steps: {
    ...OF_SAMPLE,
    required: ['sample_id', 'step_name'],
    defaulted: ['step_status'],
    check: among('step_status', ACCEPTED['nanopore_processing_steps.step_status']),
  },
  nanopore_attachments: { ...OF_SAMPLE, required: ['file_name'] },
  nanopore_communications: OF_SAMPLE,
  ai_extraction_results: {
    ...ID,
    defaulted: ['created_at'],
    check: `${among('extraction_method', ACCEPTED['ai_extraction_results.extraction_method'])}
      or confidence_score::numeric(3, 2) not between 0 and 1`,
  },
  ai_processing_jobs: {
    ...ID,
    defaulted: ['status', 'attempts', 'created_at'],
    check: among('status', ACCEPTED['ai_processing_jobs.status']),
  },
  audit_logs: { ...ID, required: ['action'] },
  retention_policies: { ...ID, defaulted: ['is_active'], check: 'archive_after_days > retention_days' },
  backup_jobs: { ...ID, check: among('status', ACCEPTED['backup_jobs.status']) },
  backup_metadata: { ...ID, parents: { backup_job_id: 'backup_jobs' } },
  application_configs: { ...ID, defaulted: ['is_encrypted'], check: ENVIRONMENT },
  feature_flags: {
    key: ['flag_name', 'environment'],
    defaulted: ['is_enabled', 'rollout_percentage'],
    check: `${ENVIRONMENT} or rollout_percentage > 100`,
  },
  config_history: { ...ID, check: ENVIRONMENT },
};

/** SQL: why a row is refused by itself, or null. */
function reasonOf({ required = [], defaulted = [], check = 'false', unique, key }: Rule, nulls: Nulls): string {
  const wanted = nulls === 'refused' ? [...required, ...defaulted] : required;
  const second = `row_number() over (partition by ${unique} order by ${key.join(', ')}) > 1`;
  return `case
    when ${wanted.map((column) => `${column} is null`).join(' or ') || 'false'} then 'null'
    when ${check} then 'check'
    when ${unique === undefined ? 'false' : second} then 'unique' end`;
}

/** SQL: whether what a row refers to is refused. */
const orphaned = ({ parents = {} }: Rule): string =>
  Object.entries(parents)
    .map(([column, parent]) => `${column} in (select id from refused_${parent})`)
    .join(' or ') || 'false';

type Nulls = 'defaulted' | 'refused';

/** The rules for the tables that are there, with the name that the table of submissions has there. */
async function rulesOf(client: Sql): Promise<[table: string, Rule][]> {
  const { rows } = await client.query(
    `select relname::text as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
  );
  const names = new Set((rows as { name: string }[]).map(({ name }) => name));
  const submissions = ['nanopore_submissions', 'submissions'].find((name) => names.has(name));
  return Object.entries(RULES)
    .filter(([table]) => names.has(table))
    .map(([table, rule]) => {
      if (table !== 'nanopore_samples') {
        return [table, rule];
      }
      return [table, { ...rule, parents: submissions === undefined ? {} : { submission_id: submissions } }];
    });
}

/**
 * Which rows of a nasty monolith cannot come in as they are. A null where today wants a value and has a default takes
 * the default, unless `nulls` is `refused`. Values that fit no type of today (too many digits, no address, not jsonb)
 * do not count: they travel in `legacy`.
 */
export async function refusedRows(client: Sql, { nulls = 'defaulted' }: { nulls?: Nulls } = {}): Promise<RefusedRow[]> {
  const rules = await rulesOf(client);
  const refused = rules.map(
    ([table, rule]) => `refused_${table} as materialized (
      select ${rule.key.join(', ')}, because from (
        select *, coalesce(${reasonOf(rule, nulls)}, case when ${orphaned(rule)} then 'parent' end) as because
        from ${table}) as judged
      where because is not null)`,
  );
  const all = rules.map(([table, { key }]) => {
    const object = key.map((column) => `'${column}', ${column}::text`).join(', ');
    return `select 'public.${table}' as table, jsonb_build_object(${object}) as key, because from refused_${table}`;
  });
  const { rows } = await client.query(
    `with ${refused.join(', ')} select * from (${all.join(' union all ')}) as every order by 1, 2::text`,
  );
  return rows as RefusedRow[];
}
