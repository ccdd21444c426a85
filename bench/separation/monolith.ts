import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { LABS, parameters, SAMPLES, TECHNICIANS } from '../fill/batch.ts';

const SCHEMA = readFileSync(new URL('./schema.sql', import.meta.url), 'utf8');

/** An id that lies anywhere in an index, as those of old databases do, and is always the same. */
const scattered = (kind: string, n: string): string => `md5('${kind}' || (${n}))::uuid`;

const SAMPLE = scattered('sample', 'n');
const LAB = `(form % ${LABS})`;
const USER = scattered('user', `1 + h % ${TECHNICIANS}`);

/** What the old system called the eight steps. */
const STEP_NAMES = `array['QC Check', 'Library Prep', 'Library QC', 'Flow Cell Loading', 'Sequencing', 'Basecalling', 'Run QC', 'Data Delivery']`;

const ONCE = [
  `insert into users select ${scattered('user', 'n')}, 'technician' || n || '@example.org', 'Technician ' || n, 'none'
   from generate_series(1, ${TECHNICIANS}) as n`,
  `insert into projects select ${scattered('project', 'n')}, 'Genomes of laboratory ' || n, 'Owner ' || n, 'owner' || n || '@example.org', 'R01-' || n
   from generate_series(0, ${LABS - 1}) as n`,
];

const SUBMISSIONS = `
  insert into submissions (id, project_id, submission_number, submitter_name, submitter_email, billing_account, status, submitted_at, created_at)
  select ${scattered('form', 'form')}, ${scattered('project', LAB)}, 'HTSF-JL-' || form, 'Customer ' || ${LAB}, 'customer' || ${LAB} || '@example.org',
    'ACC-' || ${LAB}, 'completed', min(submitted), min(submitted)
  from ${SAMPLES} as s group by form on conflict do nothing`;

const ROWS = `
  insert into nanopore_samples (id, submission_id, sample_number, sample_name, submitter_name, submitter_email, lab_name, sample_type, sample_buffer,
    concentration, volume, a260_280, flow_cell_type, status, priority, workflow_stage, storage_location, assigned_to, chart_field,
    submitted_at, started_at, completed_at, created_by, created_at, updated_at)
  select ${SAMPLE}, ${scattered('form', 'form')}, tube, 'JL' || form || '-' || lpad(tube::text, 3, '0'), 'Customer ' || ${LAB},
    'customer' || ${LAB} || '@example.org', 'Laboratory ' || ${LAB}, case when h % 10 < 7 then 'DNA' else 'RNA' end, case h % 3 when 0 then 'EB' when 1 then 'TE' end,
    (h % 40000) / 100.0, 10 + h % 90, 1.7 + (h % 50) / 100.0, 'R10.4.1', case when done = 8 then 'distributed' when done = 0 then 'submitted' else 'sequencing' end,
    case when h % 20 = 0 then 'urgent' else 'normal' end, case when done = 8 then 'Sent' else 'Bench' end, case when h % 3 = 0 then 'Freezer ' || h % 7 end,
    'T' || (1 + h % ${TECHNICIANS}), 'HTSF-JL-' || form, submitted, submitted + interval '1 hour',
    case when done = 8 then submitted + (48 + h % 240) * interval '1 hour' end, ${USER}, submitted, submitted + done * interval '1 day'
  from ${SAMPLES} as s`;

const DETAILS = `
  insert into nanopore_sample_details (sample_id, organism, genome_size, library_prep_kit, qc_passed, guppy_version, created_at, updated_at)
  select ${SAMPLE}, case when h % 4 = 0 then 'Saccharomyces cerevisiae' else 'Escherichia coli' end, '4.6 Mb', 'SQK-LSK114', h % 50 <> 1, '6.5.7', submitted, submitted
  from ${SAMPLES} as s`;

const STEPS = `
  insert into nanopore_processing_steps (sample_id, step_name, step_status, assigned_to, started_at, completed_at, results_data, created_at, updated_at)
  select ${SAMPLE}, (${STEP_NAMES})[step], case when step <= done then 'completed' else 'pending' end, 'T' || (1 + h % ${TECHNICIANS}),
    case when step <= done then submitted + step * interval '20 hours' end,
    case when step <= done then submitted + step * interval '20 hours' + (1 + (h + step) % 19) * interval '1 hour' end,
    case when step in (1, 3, 7) and step <= done then jsonb_build_object('reads', h % 9000000, 'q', 9 + h % 12) end, submitted, submitted + step * interval '1 day'
  from ${SAMPLES} as s cross join generate_series(1, 8) as step`;

const EXTRACTIONS = `
  insert into ai_extraction_results (sample_id, file_name, extraction_method, extracted_data, confidence_score, processing_time_ms, issues, created_at)
  select ${SAMPLE}, 'form-' || form || '.pdf', (array['llm', 'pattern', 'hybrid', 'rag'])[1 + h % 4],
    jsonb_build_object('concentration', 1 + h % 400, 'volume', 10 + h % 90), 0.5 + (h % 50) / 100.0, 200 + h % 4000,
    case when h % 9 = 0 then array['The chart field is handwritten.'] end, submitted + interval '5 minutes'
  from ${SAMPLES} as s`;

const LOGS = `
  insert into audit_logs (event_type, action, user_id, resource_type, resource_id, details, ip_address, "timestamp")
  select (array['sample.created', 'sample.updated'])[entry], (array['create', 'update'])[entry], ${USER}, 'sample', (${SAMPLE})::text,
    jsonb_build_object('tube', tube), '192.0.2.' || h % 250, submitted + entry * interval '1 hour'
  from ${SAMPLES} as s cross join generate_series(1, 2) as entry`;

const BATCH = 20_000;

/** Of each sample: itself, its details, eight steps, an extraction and two audit logs. */
export const ROWS_A_SAMPLE = 13;

/** Makes the tables of an old database in an empty one and fills them with so many samples. Returns the number of rows. */
export async function fillMonolith(url: string, samples: number): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`set synchronous_commit = off; set timezone = 'UTC'`);
    await client.query(SCHEMA);
    for (const statement of ONCE) {
      await client.query(statement);
    }
    const now = '2026-09-01T00:00:00Z';
    for (let from = 1; from <= samples; from += BATCH) {
      const batch = { from, to: Math.min(from + BATCH - 1, samples), last: samples, now };
      for (const statement of [SUBMISSIONS, ROWS, DETAILS, STEPS, EXTRACTIONS, LOGS]) {
        await client.query(statement, parameters(batch));
      }
    }
    await client.query('vacuum analyze');
    const { rows } = await client.query<{ rows: string }>(
      `select sum(reltuples)::text as rows from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`,
    );
    return Number(rows[0]?.rows);
  } finally {
    await client.end();
  }
}
