import { type Cell, cellValue, choose, type Type } from './values.ts';

/** A column that today's schema has, too, with the types that old databases gave it. */
export type KnownColumn = {
  types: readonly string[];
  /** Missing in some monoliths. */
  optional: boolean;
  value(cell: Cell, type: string, row: number): string | null;
};

export type KnownTable = {
  key: readonly string[];
  columns: Record<string, KnownColumn>;
  /** Column → table whose rows it refers to; with a foreign key, so that only rows that are there. */
  references?: Record<string, string>;
  /** Column → table; some refer to rows that were deleted. */
  loose?: Record<string, string>;
  /** A row for each of the parent's at most: today it is unique. */
  onePer?: string;
};

const column = (
  types: readonly Type[],
  value: KnownColumn['value'] = (cell, type) => cellValue(type, cell),
): KnownColumn => ({
  types,
  value,
  optional: true,
});
const wanted = (known: KnownColumn): KnownColumn => ({ ...known, optional: false });

const text = column(['text', 'varchar(80)']);
const present = wanted(column(['text', 'varchar(80)'], (cell, type) => cellValue(type, cell, true)));
const oneOf = (...values: (string | null)[]) => column(['text', 'varchar(80)'], (cell) => choose(values, cell));
/** Distinct in each row. */
const numbered = (prefix: string) => column(['varchar(80)', 'text'], (_cell, _type, row) => `${prefix}${row}`);
/** Local where the server has no idea of zones. */
const instant = column(['timestamp', 'timestamptz']);
const atSomeTime = column(['timestamp', 'timestamptz'], (cell, type) => cellValue(type, cell, true));
const document = column(['jsonb', 'json']);
const flag = column(['boolean']);
const certainFlag = column(['boolean'], (cell, type) => cellValue(type, cell, true));
const count = column(['integer', 'smallint', 'numeric'], (cell) => choose(['0', '1', '32767', null], cell));
const bytes = column(['bigint', 'integer', 'numeric'], (cell) => choose(['0', '2147483647', null], cell));
const amount = (...types: Type[]) =>
  column(types, (cell, type) =>
    choose(['0', '12.5', '1.500', type.includes('(') ? '9.999' : '3.14159265358979', null], cell),
  );
const measured = amount('numeric', 'numeric(9,3)', 'double precision', 'real');

const SAMPLE = { sample_id: 'nanopore_samples' };
const environment = wanted(oneOf('production', 'staging', 'development', 'test'));

/** Values are such that today's constraints take every row. Parents before what refers to them. */
export const KNOWN: Record<string, KnownTable> = {
  users: { key: ['id'], columns: { email: text, name: text, created_at: atSomeTime } },
  projects: {
    key: ['id'],
    columns: {
      name: present,
      status: oneOf('active', 'archived', 'completed'),
      description: text,
      created_at: atSomeTime,
    },
  },
  submissions: {
    key: ['id'],
    columns: {
      submission_number: numbered('HTSF-'),
      name: text,
      submission_type: oneOf('manual', 'pdf', null),
      status: oneOf('submitted', 'draft', 'archived'),
      priority: oneOf('normal', 'low'),
      file_size_bytes: bytes,
      submitted_at: instant,
    },
  },
  nanopore_submissions: {
    key: ['id'],
    columns: {
      submission_number: numbered('HTSF-'),
      status: oneOf('submitted', 'completed'),
      submitter_name: text,
      submitted_at: instant,
      created_at: atSomeTime,
    },
  },
  nanopore_samples: {
    key: ['id'],
    columns: {
      sample_name: present,
      project_id: text,
      lab_name: text,
      concentration: measured,
      volume: amount('numeric', 'numeric(9,3)'),
      total_amount: measured,
      a260_280: amount('real', 'numeric'),
      flow_cell_count: count,
      status: oneOf('submitted', 'prep', 'sequencing', 'archived'),
      priority: oneOf('normal', 'urgent', 'low'),
      assigned_to: text,
      chart_field: text,
      submitted_at: instant,
      completed_at: instant,
      sample_number: count,
      created_at: atSomeTime,
      updated_at: atSomeTime,
    },
    references: { submission_id: 'submissions' },
    loose: { created_by: 'users' },
  },
  nanopore_sample_details: {
    key: ['id'],
    columns: { organism: text, run_time_hours: measured, qc_passed: flag, qc_notes: text, special_instructions: text },
    references: SAMPLE,
    onePer: 'nanopore_samples',
  },
  nanopore_processing_steps: {
    key: ['id'],
    columns: {
      step_name: wanted(
        column(['text', 'varchar(80)'], (cell, type) =>
          choose(['Library Prep', 'QC Check', 'library_prep', 'Basecalling', cellValue(type, cell, true)], cell),
        ),
      ),
      step_status: oneOf('pending', 'completed', 'failed'),
      estimated_duration_hours: measured,
      started_at: instant,
      results_data: document,
      notes: text,
    },
    references: SAMPLE,
  },
  nanopore_attachments: {
    key: ['id'],
    columns: { file_name: present, file_size_bytes: bytes, description: text, uploaded_at: instant },
    references: SAMPLE,
    loose: { uploaded_by: 'users' },
  },
  ai_extraction_results: {
    key: ['id'],
    columns: {
      extraction_method: oneOf('llm', 'pattern', null),
      extracted_data: document,
      confidence_score: column(['numeric', 'double precision', 'real'], (cell) =>
        choose(['0', '1', '0.123456', null], cell),
      ),
      issues: column(['text[]']),
      created_at: atSomeTime,
    },
    loose: SAMPLE,
  },
  ai_processing_jobs: {
    key: ['id'],
    columns: {
      job_type: wanted(oneOf('pdf_extraction', 'enhancement')),
      status: oneOf('pending', 'failed'),
      input_data: document,
      error_message: text,
    },
    loose: SAMPLE,
  },
  audit_logs: {
    key: ['id'],
    columns: {
      event_type: present,
      action: present,
      resource_type: oneOf('sample', 'user', null),
      resource_id: text,
      details: document,
      ip_address: column(['inet', 'text'], (cell) => choose(['192.0.2.1', '2001:db8::/32', null], cell)),
      timestamp: atSomeTime,
    },
    loose: { user_id: 'users' },
  },
  backup_jobs: {
    key: ['id'],
    columns: {
      job_type: wanted(oneOf('full', 'incremental')),
      status: oneOf('completed', 'failed'),
      file_size_bytes: bytes,
      started_at: instant,
    },
  },
  application_configs: {
    key: ['id'],
    columns: { config_key: wanted(numbered('key ')), environment, config_value: text, is_encrypted: certainFlag },
  },
  feature_flags: {
    key: ['flag_name', 'environment'],
    columns: { flag_name: wanted(numbered('flag ')), environment, is_enabled: certainFlag, conditions: document },
  },
  config_history: {
    key: ['id'],
    columns: { config_key: present, environment, old_value: text, new_value: text, timestamp: atSomeTime },
    loose: { changed_by: 'users' },
  },
};

/** Every monolith has these. */
export const ALWAYS = [
  'users',
  'nanopore_samples',
  'nanopore_sample_details',
  'nanopore_processing_steps',
  'nanopore_attachments',
];
