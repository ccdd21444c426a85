import type { ClientBase } from 'pg';
import {
  DEMO_USERS,
  type DemoSample,
  demoId,
  demoSamples,
  PROJECT_ID,
  SUBMISSION_ID,
  SUBMISSION_NUMBER,
  SUBMITTED_AT,
  SUBMITTER,
} from '../lab.ts';
import { attachmentRow, detailsRow, sampleRow, stepRows } from '../samples.ts';
import { insertRows, localTime, localTimeOrNull } from './insert.ts';

/** The submission of demo/samples.ts, as the old system kept it. */
export async function insertLab(client: ClientBase): Promise<void> {
  const samples = demoSamples();
  await insertRows(client, 'users', DEMO_USERS.map(userRow));
  await insertRows(client, 'projects', [project]);
  await insertRows(client, 'nanopore_submissions', [submission]);
  await insertRows(client, 'nanopore_samples', samples.map(oldSampleRow));
  await insertRows(client, 'nanopore_sample_details', samples.map(oldDetailsRow));
  await insertRows(client, 'nanopore_processing_steps', samples.flatMap(oldStepRows));
  await insertRows(
    client,
    'nanopore_attachments',
    samples.filter(({ number }) => number % 12 === 1).map(oldAttachmentRow),
  );
}

const userRow = ({ id, name, email }: (typeof DEMO_USERS)[number], i: number) => ({
  id,
  username: email.split('@', 1)[0],
  email,
  name,
  role: i === 0 ? 'admin' : 'technician',
  password_hash: '$2b$10$signs.in.elsewhere.today',
  last_login: localTime(SUBMITTED_AT),
  created_at: localTime(SUBMITTED_AT),
});

const project = {
  id: PROJECT_ID,
  name: 'Lee Lab long-read genomes',
  description: 'Whole-genome sequencing of the Lee Lab collection.',
  owner_name: SUBMITTER.name,
  owner_email: SUBMITTER.email,
  grant_number: 'R01-000147',
  created_at: localTime(SUBMITTED_AT),
};

const submission = {
  id: SUBMISSION_ID,
  submission_number: SUBMISSION_NUMBER,
  project_id: PROJECT_ID,
  submitter_name: SUBMITTER.name,
  submitter_email: SUBMITTER.email,
  contact_name: SUBMITTER.name,
  contact_phone: '+1 919 555 0147',
  billing_account: 'LEE-4711-20',
  billing_address: 'Lee Lab, Genome Building\nRoom 2.147',
  quote_number: 'Q-2026-0147',
  quote_amount: '8460.50',
  quote_valid_until: '2026-12-31',
  status: 'processing',
  original_filename: 'HTSF-JL-147.pdf',
  created_by: DEMO_USERS[0].id,
  submitted_at: localTime(SUBMITTED_AT),
  created_at: localTime(SUBMITTED_AT),
};

/** The old system's words, where it had others; demo/separation.yaml says what they mean. */
const OLD_STATUS: Record<string, string> = { submitted: 'received' };
const OLD_PRIORITY: Record<string, string> = { normal: 'standard', urgent: 'rush' };

const STAGES = [
  'Intake',
  'Bench',
  'Bench',
  'Library',
  'On the sequencer',
  'On the sequencer',
  'Computing',
  'Report',
  'Sent',
];

function oldSampleRow(sample: DemoSample) {
  const row = sampleRow(sample);
  return {
    id: row.id,
    submission_id: row.submissionId,
    sample_number: row.sampleNumber,
    sample_name: row.sampleName,
    submitter_name: row.submitterName,
    submitter_email: row.submitterEmail,
    lab_name: row.labName,
    sample_type: row.sampleType,
    sample_buffer: row.sampleBuffer,
    concentration: row.concentration,
    volume: row.volume,
    total_amount: row.totalAmount,
    a260_280: row.a260280,
    flow_cell_type: row.flowCellType,
    flow_cell_count: row.flowCellCount,
    status: OLD_STATUS[row.status] ?? row.status,
    priority: OLD_PRIORITY[row.priority] ?? row.priority,
    workflow_stage: STAGES[sample.completedSteps],
    qc_status: sample.completedSteps === 0 ? 'open' : sample.number % 13 === 0 ? 'waived' : 'passed',
    storage_location: `Freezer ${1 + (sample.number % 3)}, box JL-${1 + Math.floor(sample.number / 10)}`,
    iLabServiceId: `IL-${30_000 + sample.number}`,
    tags: sample.number % 4 === 0 ? ['yeast', 'whole genome'] : null,
    assigned_to: row.assignedTo,
    library_prep_by: row.libraryPrepBy,
    chart_field: row.chartField,
    hold_reason: row.holdReason,
    submitted_at: localTime(row.submittedAt),
    started_at: localTimeOrNull(row.startedAt),
    completed_at: localTimeOrNull(row.completedAt),
    created_by: row.createdBy,
    created_at: localTime(row.createdAt),
    updated_at: localTime(row.updatedAt),
  };
}

function oldDetailsRow(sample: DemoSample) {
  const row = detailsRow(sample);
  return {
    id: row.id,
    sample_id: row.sampleId,
    organism: row.organism,
    genome_size: row.genomeSize,
    expected_read_length: row.expectedReadLength,
    library_prep_kit: row.libraryPrepKit,
    barcoding_required: row.barcodingRequired,
    run_time_hours: row.runTimeHours,
    basecalling_model: row.basecallingModel,
    data_delivery_method: row.dataDeliveryMethod,
    file_format: row.fileFormat,
    analysis_required: row.analysisRequired,
    analysis_type: row.analysisType,
    qc_passed: row.qcPassed,
    guppy_version: '6.5.7',
    created_at: localTime(row.createdAt),
    updated_at: localTime(row.updatedAt),
  };
}

/** What people called the eight steps. */
const OLD_STEP_NAMES: Record<string, string> = {
  sample_qc: 'QC Check',
  library_prep: 'Library Prep',
  library_qc: 'TapeStation',
  sequencing_setup: 'Flow Cell Loading',
  sequencing_run: 'Sequencing',
  basecalling: 'Basecalling',
  quality_assessment: 'Run QC',
  data_delivery: 'Data Delivery',
};

function oldStepRows(sample: DemoSample) {
  return stepRows(sample).map((row) => ({
    id: row.id,
    sample_id: row.sampleId,
    step_name: OLD_STEP_NAMES[row.stepName],
    step_status: row.status === 'completed' ? 'done' : row.status,
    assigned_to: row.assignedTo,
    instrument: row.stepName === 'sequencing_run' ? 'PromethION 2 Solo' : null,
    started_at: localTimeOrNull(row.startedAt),
    completed_at: localTimeOrNull(row.completedAt),
    estimated_duration_hours: row.estimatedDurationHours,
    notes: row.statusReason,
    results_data: row.resultsData,
    created_at: localTime(row.createdAt),
    updated_at: localTime(row.updatedAt),
  }));
}

function oldAttachmentRow(sample: DemoSample) {
  const row = attachmentRow(sample);
  return {
    id: row.id,
    sample_id: row.sampleId,
    file_name: row.fileName,
    file_type: row.fileType,
    file_size_bytes: row.fileSizeBytes,
    file_path: `/mnt/nas/gels/${row.fileName}`,
    description: row.description,
    uploaded_by: row.uploadedBy,
    uploaded_at: localTime(row.uploadedAt),
  };
}

/** What today's graph has no table for, and goes along: letters about samples, and where the tubes stand. */
export async function insertBelongings(client: ClientBase): Promise<void> {
  const samples = demoSamples();
  const letters = samples.filter(({ number }) => number % 6 === 0);
  await insertRows(
    client,
    'nanopore_communications',
    letters.map((sample, i) => ({
      sample_id: sample.id,
      user_id: DEMO_USERS[i % DEMO_USERS.length]?.id,
      subject: `Re: ${sample.name}`,
      body: `Dear ${SUBMITTER.name},\n\nwe measured ${sample.concentration} ng/µL – is that what you expect?\n\n😀 The core`,
      sent_at: localTime(new Date(sample.submittedAt.getTime() + 3_600_000)),
    })),
  );
  await insertRows(
    client,
    'lab.freezers',
    ['Freezer 1', 'Freezer 2', 'Fridge "door"'].map((name, i) => ({
      Name: name,
      temperatureC: [-80, -20, 4][i],
      shelves: 5,
    })),
  );
  await insertRows(
    client,
    'lab.freezer_positions',
    samples.map(({ id, number }) => ({
      freezer_id: 1 + (number % 3),
      shelf: 1 + (number % 5),
      box: `JL-${1 + Math.floor(number / 10)}`,
      well: `${'ABCDEFGH'[number % 8]}${1 + (number % 12)}`,
      sample_id: id,
    })),
  );
  await insertRows(
    client,
    'sessions',
    DEMO_USERS.flatMap(({ id }, i) =>
      [1, 2, 3].map((day) => ({
        user_id: id,
        token_hash: demoId('session', i * 10 + day),
        started_at: `2026-09-1${day} 08:0${i}`,
        expires_at: `2026-09-1${day} 20:0${i}`,
      })),
    ),
  );
  await insertRows(
    client,
    'schema_migrations',
    ['20151102', '20170313', '20180605', '20220901'].map((version) => ({
      version,
      applied_at: `${version.slice(0, 4)}-${version.slice(4, 6)}-${version.slice(6)} 22:00`,
    })),
  );
}
