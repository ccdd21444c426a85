import { CANCELLED, PER_SUBMISSION } from './fill-submissions.ts';
import { id, isTroubled, json, jsonb, LARGE_TEXT, localTime, pick, text, userId } from './values.ts';

/** Samples 1 to `samples`, with details, steps and attachments; some have none of them. */
export const fillSamples = (samples: number, large: boolean): string =>
  [SAMPLES, DETAILS, STEPS, ATTACHMENTS].join('\n').replaceAll('$samples', String(samples)) + (large ? LARGE : '');

const STATUSES = ['submitted', 'received', 'prep', 'sequencing', 'analysis', 'Completed', 'completed', 'distributed'];
const PRIORITIES = ['low', 'normal', 'normal', 'high', 'rush', 'urgent'];

const CONCENTRATION = `case
    when n % 59 = 11 then -1
    when n % 10 = 0 then 0
    when n % 61 = 12 then 123456789.12345
    when n % 67 = 14 then 'NaN'
    when n % 71 = 15 then 'Infinity'
    when n % 23 = 4 then null
    else round(n * 0.371234567, 1 + n % 6) end`;

const SAMPLES = `insert into nanopore_samples
  select ${id('sample', 'n')},
    case when n % 97 = 13 then null when n % 19 = 8 then coalesce(left(${text('n / 19')}, 100), '') || n else 'NS-' || lpad(n::text, 6, '0') end,
    'BC' || n, 'iLab-' || n % 30, ${text('n / 3')}, 'user' || n % 50 || '@example.org',
    case when n % 8 <> 5 then 'Lab ' || n % 12 end, 'L' || n % 12, ${pick(['DNA', 'RNA', 'dna', '', null], 'n')},
    ${pick(['EB', 'TE', null], 'n')},
    ${CONCENTRATION}, ${pick(['ng/µL', 'ng/ul', null], 'n / 7')},
    round(1 + n % 50 + n * 0.00013, 4), n * 1.1, (1.7 + n % 20 * 0.01)::real,
    ${pick(['2.0', '2.10', '1.99951', '0', null], 'n', 'numeric')},
    ${pick(['R9.4.1', 'R10.4.1', null], 'n / 11')}, n % 4,
    case when n % 53 = 7 then 'lost' when n % 41 = 5 then null else ${pick(STATUSES, 'n')} end,
    case when n % 43 = 6 then null else ${pick(PRIORITIES, 'n')} end,
    ${pick(['waiting', 'on the bench', 'done & dusted', null], 'n')},
    ${pick(['not checked', 'passed', 'failed', 'passed, with remarks', null], 'n', 'qc_state')},
    ${pick(['Grey', 'MG', 'Sasha', '', null], 'n')}, ${pick(['Grey', null], 'n / 2')},
    ${pick(['HTSF-', 'NANO-', 'free text ', ''], 'n')} || n,
    ${localTime('n')},
    case when n = 37 then timestamp '294276-12-31 23:59:59.999999' else ${localTime('n + 1')} end,
    case when n % 3 = 0 then ${localTime('n + 50')} end,
    case when n between 41 and 43 then ${id('submission', String(CANCELLED))}
      when n % 17 <> 3 then ${id('submission', `1 + (n - 1) / ${PER_SUBMISSION}`)} end,
    1 + (n - 1) % ${PER_SUBMISSION},
    case when n % 12 = 1 and n > 1 and not ${isTroubled('n - 1')} then ${id('sample', 'n - 1')} end,
    ${userId('n')},
    n, ${text('n / 2')}, ${text('n / 5')},
    ${pick(['{}', '{a,NULL,"NULL","with \\"quotes\\"","comma,","back\\\\slash",""}', '[0:1]={zero,one}', null], 'n')}::text[],
    ${pick(['{{1,2},{3,NULL}}', '{}', '{-2147483648,2147483647}', null], 'n')}::int[],
    case when n % 4 <> 2 then decode(md5('signature' || n) || '00ff5c', 'hex') end,
    ${pick(['1.500', '1000000000000000000000000.000000000000000001', '0.00', '-0.10', 'NaN', null], 'n', 'numeric')},
    case n % 6 when 0 then 'NaN' when 1 then '-Infinity' when 2 then 1e-307 when 3 then 0.1::float8 + 0.2::float8
      when 4 then '-0' end::float8,
    ${pick(['1 year 2 mons -3 days +04:05:06.789', '-00:00:01', '0', null], 'n', 'interval')},
    ${json('n')}, ${jsonb('n')}, to_tsvector('simple', 'NS-' || n), n % 3 = 0,
    case when n % 71 = 9 then ${localTime('n + 90')} end,
    case when n % 73 <> 10 then ${localTime('n + 2')} end, ${localTime('n + 99')}
  from generate_series(1, $samples) n;`;

const DETAIL = (key: string): string => `
  select ${key}, ${id('sample', 'n')}, ${pick(['Escherichia coli', 'Homo sapiens', 'σ-virus', null], 'n')},
    ${pick(['4.6 Mb', '3,2 Gb', null], 'n')}, ${pick(['SQK-LSK114', 'LSK 109', null], 'n')},
    ${pick(['true', 'false', null], 'n', 'boolean')}, ${pick(['72', '72.50', '048', 'overnight', '', null], 'n')},
    'sup@v5', ${pick(['true', 'yes', 'no', 'maybe', null], 'n')}, ${pick(['true', 'false', null], 'n / 2', 'boolean')},
    ${text('n')}, ${text('n / 4')}, ${text('n / 6')}, 'FileMaker ' || n, ${pick(['column', 'Column"s', null], 'n')},
    timestamptz '2017-01-01 00:00+00' + n * interval '1 hour'`;

/** Sample 30 has details twice, as only one of them is possible today. */
const DETAILS = `insert into nanopore_sample_details ${DETAIL(id('details', 'n'))}
  from generate_series(1, $samples) n where n % 9 <> 2;
  insert into nanopore_sample_details ${DETAIL(id('second-details', 'n'))} from generate_series(30, least(30, $samples)) n;`;

/** What people called the steps; the last of each mean nothing, or something else to everybody. */
const STEP_NAMES = [
  ['Sample QC', 'QC Check', 'sample_qc', 'Nanodrop & Qubit'],
  ['Library Prep', 'library prep', 'Library Preparation', 'LP'],
  ['Library QC', 'library_qc', 'Tapestation', ''],
  ['Sequencing Setup', 'sequencing_setup', 'Flow cell check', 'Load'],
  ['Sequencing', 'Sequencing Run', 'sequencing_run', 'run!'],
  ['Basecalling', 'basecalling', 'Base Calling', '🧬'],
  ['Quality Assessment', 'quality_assessment', 'Data QC', 'coffee'],
  ['Data Delivery', 'data_delivery', 'Delivered', 'ask Morgan'],
];
const STEP_NAME = `case k ${STEP_NAMES.map((names, i) => `when ${i + 1} then ${pick(names, 'n')}`).join(' ')} end`;

const STEP = (key: string, sample: string): string => `
  select ${key}, ${sample},
    case when (n * 8 + k) % 107 = 19 then null else ${STEP_NAME} end,
    case when (n * 8 + k) % 101 = 17 then 'n/a' when (n * 8 + k) % 103 = 18 then null
      else ${pick(['completed', 'done', 'skipped', 'in_progress', 'pending', 'failed'], 'n + k')} end,
    k, ${pick(['Grey', 'nobody', null], 'n')}, ${pick(['GridION', 'PromethION', null], 'k')},
    ${localTime('n + k')}, case when k < 4 then ${localTime('n + k + 2')} end, k * 6, ${text('n + k')}, ${json('n * 8 + k')}`;

/** Up to eight for each sample, none for some; and two that have lost theirs. */
const STEPS = `insert into nanopore_processing_steps ${STEP(id('step', 'n * 10 + k'), id('sample', 'n'))}
  from generate_series(1, $samples) n, generate_series(1, 8) k where n % 6 <> 4 and k <= 3 + n % 6;
  insert into nanopore_processing_steps ${STEP(id('lost-step', 'k'), 'null::uuid')}
  from (values (6, 1), (6, 2)) as lost(n, k);`;

const ATTACHMENTS = `insert into nanopore_attachments
  select ${id('attachment', 'n')}, ${id('sample', 'n')},
    case when n % 88 <> 0 then 'gel ' || coalesce(left(${text('n / 4')}, 40), '') || n || '.png' end,
    ${pick(['image/png', 'application/pdf', null], 'n / 4')}, 48000 + n, '/mnt/nas/' || n, ${text('n / 4 + 1')},
    case when n % 8 = 0 then decode(repeat(md5(n::text), 20), 'hex') end, ${userId('n + 5')},
    case when n % 16 <> 4 then timestamptz '2018-11-04 05:30+00' + n * interval '1 minute' end
  from generate_series(4, $samples, 4) n;`;

const LARGE = `
  update nanopore_sample_details set special_instructions = ${LARGE_TEXT} where sample_id = ${id('sample', '1')};`;
