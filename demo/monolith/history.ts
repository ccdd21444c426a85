import type { ClientBase } from 'pg';
import { demoId } from '../lab.ts';
import { insertRows, localTime } from './insert.ts';

const SAMPLES = 120;
const PER_SUBMISSION = 15;
const DAY_MS = 24 * 3_600_000;

/** Samples came in every fortnight or so, from 2016 to 2021. */
const submittedAt = (n: number): Date => new Date(Date.UTC(2016, 1, 3, 14, 30) + n * 15.3 * DAY_MS);
const daysAfter = (at: Date, days: number): string => localTime(new Date(at.getTime() + days * DAY_MS));

/** People who left; the system deleted them, and what they did still names them. */
const formerUser = (n: number): string => demoId('former-user', 1 + (n % 3));
const LABS = ['Novak Lab', 'Genomics of Bees', 'Müller-Sørensen Lab', 'Lee Lab'];

/** Years of samples as they were left: with other words for everything, gaps, zeros, and people who are gone. */
export async function insertHistory(client: ClientBase): Promise<void> {
  const numbers = Array.from({ length: SAMPLES }, (_, i) => i + 1);
  const forms = Array.from({ length: SAMPLES / PER_SUBMISSION }, (_, i) => i + 1);
  await insertRows(client, 'nanopore_submissions', forms.map(submissionRow));
  await insertRows(client, 'nanopore_samples', numbers.map(sampleRow));
  await insertRows(client, 'nanopore_sample_details', numbers.filter((n) => n % 5 !== 0).map(detailsRow));
  await insertRows(client, 'nanopore_processing_steps', numbers.filter((n) => n % 3 !== 0).flatMap(stepRows));
  await insertRows(client, 'audit_logs', numbers.map(auditRow));
}

const labOf = (n: number): string => LABS[Math.floor((n - 1) / PER_SUBMISSION) % LABS.length] as string;

function submissionRow(form: number) {
  const first = submittedAt((form - 1) * PER_SUBMISSION + 1);
  return {
    id: demoId('old-submission', form),
    submission_number: `SEQ-OLD-${form}`,
    submitter_name: `Customer ${form}`,
    submitter_email: `customer${form}@example.org`,
    contact_name: form % 2 === 0 ? 'Front desk' : null,
    billing_account: `OLD-${1000 + form}`,
    quote_number: form % 3 === 0 ? null : `Q-${form}`,
    quote_amount: form % 3 === 0 ? null : `${form * 100}.00`,
    status: 'archived',
    submitted_at: localTime(first),
    created_at: localTime(first),
  };
}

function sampleRow(n: number) {
  const at = submittedAt(n);
  const finished = n % 8 !== 0;
  return {
    id: demoId('old-sample', n),
    submission_id: n % 10 === 0 ? null : demoId('old-submission', 1 + Math.floor((n - 1) / PER_SUBMISSION)),
    sample_number: 1 + ((n - 1) % PER_SUBMISSION),
    sample_name: n % 11 === 0 ? `tube ${n} (the blue one?)` : `NS-${String(n).padStart(4, '0')}`,
    submitter_name: n % 6 === 0 ? null : `Customer ${1 + (n % 8)}`,
    lab_name: labOf(n),
    sample_type: ['DNA', 'gDNA', 'RNA', 'cDNA'][n % 4],
    sample_buffer: n % 4 === 0 ? null : 'TE',
    // Not measured was entered as 0.
    concentration: n % 9 === 0 ? 0 : Number((5 + ((n * 37) % 300) / 7).toFixed(5)),
    volume: n % 7 === 0 ? null : 20 + (n % 30),
    a260_280: n % 5 === 0 ? null : 1.7 + (n % 30) / 100,
    flow_cell_type: n < 60 ? 'R9.4' : 'R9.4.1',
    flow_cell_count: n % 12 === 0 ? 0 : 1,
    status: finished ? (n < 90 ? 'archived' : 'distributed') : 'completed',
    priority: n % 13 === 0 ? 'rush' : 'standard',
    workflow_stage: finished ? 'Sent' : 'Report',
    qc_status: n % 9 === 0 ? 'waived' : n % 14 === 0 ? 'failed' : 'passed',
    storage_location: n < 60 ? 'discarded' : null,
    tags: n % 20 === 0 ? ['pilot', 'MinION "loaner"'] : null,
    assigned_to: ['Grey', 'Pat', 'P.', 'student'][n % 4],
    chart_field: n % 2 === 0 ? `NANO-${n}` : `see mail of ${n % 28}/3`,
    submitted_at: localTime(at),
    started_at: n % 6 === 0 ? null : daysAfter(at, 2),
    completed_at: daysAfter(at, 16),
    created_by: formerUser(n),
    created_at: localTime(at),
    updated_at: daysAfter(at, 16),
  };
}

const detailsRow = (n: number) => ({
  id: demoId('old-details', n),
  sample_id: demoId('old-sample', n),
  organism: ['Apis mellifera', 'E. coli', 'unknown', null][n % 4],
  genome_size: n % 4 === 2 ? null : '250 Mb',
  library_prep_kit: n < 60 ? 'SQK-LSK108' : 'SQK-LSK109',
  run_time_hours: 48,
  guppy_version: n < 60 ? null : '3.2.10',
  qc_passed: n % 14 !== 0,
  created_at: localTime(submittedAt(n)),
  updated_at: localTime(submittedAt(n)),
});

/** The last of them is none of today's steps. */
const STEP_NAMES = ['QC Check', 'Library Prep', 'Sequencing', 'Basecalling', 'Told the customer'];

const stepRows = (n: number) =>
  STEP_NAMES.slice(0, 2 + (n % 4)).map((name, i) => ({
    id: demoId('old-step', n * 10 + i),
    sample_id: demoId('old-sample', n),
    step_name: name,
    step_status: n % 14 === 0 && i === 1 ? 'failed' : 'done',
    assigned_to: 'Grey',
    instrument: name === 'Sequencing' ? 'MinION' : null,
    started_at: n % 6 === 0 ? null : daysAfter(submittedAt(n), 2 + i * 3),
    completed_at: n % 6 === 0 ? null : daysAfter(submittedAt(n), 3 + i * 3),
    notes: n % 10 === 3 ? 'see notebook 7, page "13"' : null,
    created_at: localTime(submittedAt(n)),
    updated_at: daysAfter(submittedAt(n), 3 + i * 3),
  }));

const auditRow = (n: number) => ({
  id: demoId('old-audit', n),
  event_type: 'sample.created',
  user_id: formerUser(n),
  resource_type: 'sample',
  resource_id: demoId('old-sample', n),
  action: 'create',
  details: { form: Math.ceil(n / PER_SUBMISSION) },
  ip_address: n % 15 === 0 ? 'unknown' : `192.0.2.${n}`,
  user_agent: null,
  timestamp: localTime(submittedAt(n)),
});
