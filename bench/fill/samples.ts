import { type Fill, idOf, LABS, parameters, SAMPLE_ID, SAMPLES, TECHNICIANS } from './batch.ts';

/** A few laboratories send most of the samples. */
const LAB = `(case when form % 3 < 2 then form % 12 else form % ${LABS} end)`;
const INITIALS = (lab: string): string => `chr(65 + (${lab} / 26)::int) || chr(65 + (${lab} % 26)::int)`;
const NUMBER = `'HTSF-' || ${INITIALS(LAB)} || '-' || form`;

const DIRECTORY = `
  insert into users (id, name, email, aliases)
  select ${idOf('9000', 'n')}, 'Technician ' || n, 'technician' || n || '@example.org', array['T' || n]
  from generate_series(1, ${TECHNICIANS}) as n on conflict do nothing`;

const PROJECTS = `
  insert into projects (id, name, owner_name, owner_email, chart_prefix)
  select ${idOf('b000', 'lab')}, 'Genomes of laboratory ' || lab, 'Owner ' || lab, 'owner' || lab || '@example.org', 'HTSF-' || ${INITIALS('lab')}
  from generate_series(0, ${LABS - 1}) as lab on conflict do nothing`;

const SUBMISSIONS = `
  insert into submissions (id, project_id, submission_number, name, submitter_name, submitter_email, submission_type, status, submitted_at, created_at, updated_at)
  select ${idOf('a000', 'form')}, ${idOf('b000', LAB)}, ${NUMBER}, 'Form ' || form, 'Customer ' || ${LAB}, 'customer' || ${LAB} || '@example.org',
    'pdf', case when bool_and(finished) then 'completed' else 'processing' end, min(submitted), min(submitted), min(submitted)
  from ${SAMPLES} as s group by form on conflict do nothing`;

const STEP_NAMES = `array['sample_qc', 'library_prep', 'library_qc', 'sequencing_setup', 'sequencing_run', 'basecalling', 'quality_assessment', 'data_delivery']`;

/** What the first step that is not completed is doing. */
const CURRENT_STATUS = `(case when done = 0 then 'pending' when n % 17 = 0 then 'failed' when n % 3 = 0 then 'in_progress' else 'pending' end)`;
const STARTED = `(least(8, done + case when ${CURRENT_STATUS} = 'pending' then 0 else 1 end))`;

const ROWS = `
  insert into nanopore_samples (id, sample_name, sample_number, submission_id, project_id, submitter_name, submitter_email, lab_name,
    sample_type, sample_buffer, concentration, volume, total_amount, a260_280, a260_230, flow_cell_type, status, priority,
    assigned_to, assignee_id, chart_field, hold_reason, outcome, submitted_at, started_at, completed_at, due_at,
    deleted_at, current_step, current_step_status, created_by, created_at, updated_at)
  select ${SAMPLE_ID}, ${INITIALS(LAB)} || form || '-' || lpad(tube::text, 3, '0'), tube, ${idOf('a000', 'form')}, 'ILAB-' || ${LAB},
    'Customer ' || ${LAB}, 'customer' || ${LAB} || '@example.org', 'Laboratory ' || ${LAB},
    case when h % 1000 = 0 then 'cDNA' when h % 10 < 7 then 'DNA' else 'RNA' end, case h % 3 when 0 then 'EB' when 1 then 'TE' else 'water' end,
    1 + h % 400, 10 + h % 90, (1 + h % 400) * (10 + h % 90), case when h % 50 <> 0 then 1.7 + (h % 50) / 100.0 end, 2.0,
    case when h % 100 = 0 then 'Flongle' when h % 10 < 8 then 'R10.4.1' else 'R9.4.1' end,
    case
      when done = 8 then case when submitted < $4::timestamptz - interval '1 year' then 'archived' else 'distributed' end
      when done = 7 then 'completed'
      when ${STARTED} >= 6 then 'analysis' when ${STARTED} >= 4 then 'sequencing' when ${STARTED} >= 2 then 'prep' else 'submitted' end,
    case when h % 20 = 0 then 'urgent' when h % 20 < 3 then 'high' when h % 20 = 3 then 'low' else 'normal' end,
    case when ${STARTED} > 0 then 'T' || (1 + h % ${TECHNICIANS}) end,
    case when ${STARTED} > 0 then ${idOf('9000', `(1 + h % ${TECHNICIANS})`)} end,
    ${NUMBER}, case when not finished and n % 23 = 0 then 'Waiting for the customer' end, case when done = 8 then 'delivered' end,
    submitted, case when ${STARTED} > 0 then submitted + interval '1 hour' end,
    case when done >= 7 then least($4::timestamptz, submitted + (48 + h % 240) * interval '1 hour') end,
    submitted + case when h % 20 = 0 then interval '1 day' when h % 20 < 3 then interval '2 days' when h % 20 = 3 then interval '14 days' else interval '7 days' end,
    case when n % 500 = 0 then submitted + interval '1 day' end,
    (${STEP_NAMES})[done + 1], case when done < 8 then ${CURRENT_STATUS} end,
    ${idOf('9000', '1::bigint')}, submitted, submitted + ${STARTED} * interval '1 day'
  from ${SAMPLES} as s`;

const DETAILS = `
  insert into nanopore_sample_details (sample_id, organism, genome_size, library_prep_kit, qc_passed, created_at, updated_at)
  select ${SAMPLE_ID}, case when h % 4 = 0 then 'Saccharomyces cerevisiae' else 'Escherichia coli' end, '4.6 Mb', 'SQK-LSK114',
    case when done > 0 then h % 50 <> 1 end, submitted, submitted
  from ${SAMPLES} as s`;

const STEPS = `
  insert into nanopore_processing_steps (sample_id, step_name, step_status, assigned_to, started_at, completed_at, estimated_duration_hours, created_at, updated_at)
  select ${SAMPLE_ID}, (${STEP_NAMES})[step],
    case when step <= done then 'completed' when step = done + 1 then ${CURRENT_STATUS} else 'pending' end,
    case when step <= ${STARTED} then 'T' || (1 + h % ${TECHNICIANS}) end,
    case when step <= ${STARTED} then submitted + step * interval '20 hours' end,
    case when step <= done then submitted + step * interval '20 hours' + (1 + (h + step) % 19) * interval '1 hour' end,
    6, submitted, submitted + step * interval '1 day'
  from ${SAMPLES} as s cross join generate_series(1, 8) as step`;

const ATTACHMENTS = `
  insert into nanopore_attachments (sample_id, file_name, file_type, file_size_bytes, uploaded_at, created_at)
  select ${SAMPLE_ID}, 'gel-' || tube || '.png', 'image/png', 48000 + tube, submitted, submitted from ${SAMPLES} as s where n % 20 = 0`;

export const samples: Fill = {
  once: async (client) => {
    await client.query(DIRECTORY);
    await client.query(PROJECTS);
  },
  everything: async (client, batch) => {
    for (const statement of [SUBMISSIONS, ROWS, DETAILS, STEPS, ATTACHMENTS]) {
      await client.query(statement, parameters(batch));
    }
  },
};
