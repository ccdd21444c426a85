import { StartupError } from '../../platform/errors/startup-error.ts';
import { EVENT_TABLES } from '../../platform/events/tables.ts';

/** A reference that no foreign key guards: a column of a service's table, and what it names in another's. */
export type SoftReference = {
  table: string;
  column: string;
  to: { service: string; table: string };
  /** SQL over the table's columns: only these rows refer to it. */
  when?: string;
};

/** A column that names rows of several tables, and the column that says of which: its values → the table. */
export type MixedReference = { table: string; column: string; type: string; tables: Readonly<Record<string, string>> };

/** What the separation has to know of a service beyond its catalogue. */
export type ServiceKnowledge = {
  /** Tables that the service keeps for itself; a monolith has none of them. */
  internal: readonly string[];
  /** Names under which monoliths know a table of the service. */
  aliases: Readonly<Record<string, string>>;
  /** Columns that the service computes out of other rows, by table. */
  derived: Readonly<Record<string, readonly string[]>>;
  /**
   * SQL that computes them anew, a batch of the table's ids at a time (`$1::uuid[]`), and what is done once at the end.
   * `ids` selects those: all other rows hold already what would be computed.
   */
  refresh: { table: string; ids: string; batch: string } | null;
  finish: readonly string[];
  /**
   * Tables whose triggers refuse changes: they stay off until the switch. Those that belong to a keeper are given back for so long.
   */
  immutable: readonly string[];
  /** SQL that puts the rows of a table where they belong, once they are all there. */
  settle: readonly { table: string; statement: string }[];
  /** Tables that a migration has filled; what it wrote gives way to the source's rows. */
  prefilled: readonly string[];
  references: readonly SoftReference[];
  mixed: readonly MixedReference[];
};

const NOTHING: ServiceKnowledge = {
  internal: [],
  aliases: {},
  derived: {},
  refresh: null,
  finish: [],
  immutable: [],
  settle: [],
  prefilled: [],
  references: [],
  mixed: [],
};

const SAMPLES = { service: 'samples', table: 'nanopore_samples' };
const SUBMISSIONS = { service: 'samples', table: 'submissions' };
const USERS = { service: 'samples', table: 'users' };

/** What audit logs call a table: by what its rows are, and by its own name. */
const RESOURCES = {
  sample: 'nanopore_samples',
  submission: 'submissions',
  project: 'projects',
  processing_step: 'nanopore_processing_steps',
  attachment: 'nanopore_attachments',
  user: 'users',
  extraction_result: 'ai_extraction_results',
  processing_job: 'ai_processing_jobs',
  backup_job: 'backup_jobs',
  backup_schedule: 'backup_schedules',
  app_config: 'application_configs',
  feature_flag: 'feature_flags',
};
const RESOURCE_TABLES = { ...RESOURCES, ...Object.fromEntries(Object.values(RESOURCES).map((name) => [name, name])) };

const KNOWLEDGE: Readonly<Record<string, ServiceKnowledge>> = {
  samples: {
    ...NOTHING,
    internal: ['sample_tallies', 'sample_tally_changes', 'sample_batches'],
    aliases: { nanopore_submissions: 'submissions', nanopore_projects: 'projects' },
    derived: { nanopore_samples: ['current_step', 'current_step_status'] },
    refresh: {
      table: 'nanopore_samples',
      ids: `select id from nanopore_samples where current_step is not null union
        select sample_id from nanopore_processing_steps
        where step_order is not null and step_status not in ('completed', 'skipped')`,
      batch: 'select refresh_current_steps($1::uuid[])',
    },
    finish: ['select recount_samples()'],
  },
  ai: {
    ...NOTHING,
    references: [
      { table: 'ai_extraction_results', column: 'sample_id', to: SAMPLES },
      { table: 'ai_extraction_results', column: 'submission_id', to: SUBMISSIONS },
      { table: 'ai_processing_jobs', column: 'sample_id', to: SAMPLES },
    ],
  },
  audit: {
    ...NOTHING,
    internal: ['audit_leaves', 'audit_nodes', 'audit_checkpoints', 'audit_unsealed'],
    immutable: ['audit_logs'],
    settle: [{ table: 'audit_logs', statement: 'select make_audit_months(3)' }],
    prefilled: ['retention_policies'],
    mixed: [
      { table: 'audit_logs', column: 'resource_id', type: 'resource_type', tables: RESOURCE_TABLES },
      { table: 'audit_logs', column: 'root_id', type: 'root_type', tables: RESOURCE_TABLES },
    ],
    references: [
      { table: 'audit_logs', column: 'user_id', to: USERS },
      {
        table: 'audit_logs',
        column: 'resource_id',
        to: SAMPLES,
        when: `resource_type in ('sample', 'nanopore_samples')`,
      },
      { table: 'compliance_reports', column: 'generated_by', to: USERS },
    ],
  },
  config: { ...NOTHING, references: [{ table: 'config_history', column: 'changed_by', to: USERS }] },
};

export const knowledgeOf = (service: string): ServiceKnowledge => KNOWLEDGE[service] ?? NOTHING;

/** What every service keeps for itself: the ledger of its migrations, and its events. */
export const LEDGERS = ['mikro_orm_migrations', ...EVENT_TABLES];

/** The eight steps and the names that old rows have for them, as `stepNameKey` writes them. */
const STEP_NAMES: Readonly<Record<string, readonly string[]>> = {
  sample_qc: [
    'sample qc',
    'qc check',
    'qc',
    'initial qc',
    'sample quality control',
    'quality check',
    'quality control',
    'incoming qc',
  ],
  library_prep: ['library prep', 'library preparation', 'lib prep', 'libprep', 'prep'],
  library_qc: ['library qc', 'lib qc', 'library quality control', 'library quality check'],
  sequencing_setup: [
    'sequencing setup',
    'sequencing set up',
    'flow cell setup',
    'flow cell loading',
    'run setup',
    'loading',
  ],
  sequencing_run: ['sequencing run', 'sequencing', 'run', 'nanopore sequencing', 'minion run', 'promethion run'],
  basecalling: ['basecalling', 'base calling', 'base call', 'basecall'],
  quality_assessment: [
    'quality assessment',
    'data qc',
    'run qc',
    'post run qc',
    'sequencing qc',
    'data quality assessment',
  ],
  data_delivery: ['data delivery', 'delivery', 'data transfer', 'data release', 'results delivery'],
};

/** Case, spaces, hyphens and underscores do not matter to a name. SQL over a text. */
export const stepNameKey = (text: string): string => `lower(trim(regexp_replace(${text}, '[\\s_-]+', ' ', 'g')))`;
const keyOf = (name: string): string =>
  name
    .replaceAll(/[\s_-]+/g, ' ')
    .trim()
    .toLowerCase();

/** Name of a step as old rows have it → the step; the built-in list with what the settings add. */
export function stepNames(extra: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  const names = new Map(
    Object.entries(STEP_NAMES).flatMap(([step, known]) => known.map((name) => [keyOf(name), step] as const)),
  );
  for (const [name, step] of Object.entries(extra)) {
    if (!(step in STEP_NAMES)) {
      throw new StartupError(
        `steps: ${name}: there is no step ${step}; it is one of ${Object.keys(STEP_NAMES).join(', ')}.`,
      );
    }
    names.set(keyOf(name), step);
  }
  return names;
}

const capital = (word: string): string => (word === 'qc' ? 'QC' : word.charAt(0).toUpperCase() + word.slice(1));

/** The same names as most people spell them. What is found here needs no `stepNameKey`, which costs four times as much. */
export const spelledStepNames = (names: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map(
    [...names].flatMap(([name, step]) => {
      const words = name.split(' ');
      return [words.map(capital), words].flatMap((each) => [
        [each.join(' '), step] as const,
        [each.join('_'), step] as const,
      ]);
    }),
  );

/** Where the names of steps stand. */
export const STEP_COLUMN = { service: 'samples', table: 'nanopore_processing_steps', column: 'step_name' };
