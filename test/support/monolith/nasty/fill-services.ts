import { CANCELLED } from './fill-submissions.ts';
import { id, isTroubled, json, jsonb, LARGE_TEXT, localTime, pick, text, userId } from './values.ts';

/** What today belongs to the AI, audit, backup and config services. */
export const fillServices = (samples: number, large: boolean): string =>
  [AI, AUDIT, BACKUP, CONFIG].join('\n').replaceAll('$samples', String(samples)) + (large ? LARGE : '');

/** Samples that were deleted: their jobs and audit entries were not. */
const deletedSample = (n: string): string => id('sample', `${CANCELLED} + ${n}`);

const AI = `
  insert into ai_extraction_results
  select ${id('extraction', 'n')}, case when not ${isTroubled('n')} then ${id('sample', 'n')} end,
    case when n % 5 = 0 then ${id('submission', '1 + n / 20')} end, 'form ' || n || '.pdf',
    case when n % 37 = 6 then 'manual' else ${pick(['llm', 'pattern', 'hybrid', 'rag', null], 'n')} end,
    ${jsonb('n')}, case when n % 47 = 8 then 1.2 else (n % 100) / 97.0 end, n % 5000,
    ${pick(['{}', '{"Concentration: lost","",NULL,"NULL"}', '{"quote \\" and \\\\ backslash"}', null], 'n')}::text[],
    ${jsonb('n + 3')}, 'llama-' || n % 3, ${localTime('n')}
  from generate_series(2, $samples, 2) n;
  insert into ai_processing_jobs
  select ${id('job', 'n')}, ${pick(['pdf_extraction', 'data_validation', 'enhancement'], 'n')},
    ${pick(['queued', 'completed', 'failed', 'processing', 'pending'], 'n')},
    case when n % 4 = 3 then ${deletedSample('n')} else ${id('sample', 'n')} end,
    ${json('n')}, ${json('n + 1')}, ${text('n')}, case when n % 3 > 0 then n % 5 end, 'gpu' || n % 2, ${localTime('n')}
  from generate_series(3, $samples, 3) n;`;

const AUDIT = `
  insert into audit_logs
  select ${id('audit', 'n')}, ${pick(['sample.created', 'sample.updated', 'LOGIN', ''], 'n')}, ${userId('n')}, 'sample',
    case when n % 83 = 1 then repeat('resource ', 40) when n % 6 = 5 then ${deletedSample('n')}::text
      else ${id('sample', 'n')}::text end,
    case when n % 83 <> 20 then ${pick(['create', 'update', 'login'], 'n')} end, ${json('n + 2')},
    ${pick(['192.0.2.17', '2001:db8::1', '192.0.2.0/24', 'unknown', '192.0.2.1, 192.0.2.2', '', null], 'n')},
    ${text('n')}, n, coalesce(${localTime('n')}, '2017-05-05')
  from generate_series(1, $samples) n;
  insert into retention_policies
  select ${id('policy', 'n')}, type, days, archive, gone, active
  from (values (1, 'audit_logs', 3650, 400, 3650, true), (2, 'sample_data', 1825, null::int, null::int, null),
    (3, 'old_runs', 365, 400, 730, false), (4, 'gel_pictures', 30, 0, 30, true)
  ) as policies(n, type, days, archive, gone, active);`;

const BACKUP = `
  insert into backup_jobs
  select ${id('backup', 'n')}, ${pick(['full', 'incremental', 'differential'], 'n')},
    case when n = 3 then 'aborted' else ${pick(['completed', 'failed', 'running', 'scheduled'], 'n')} end, 'lims',
    '/backup/' || n, case when n % 4 <> 1 then n * 1000000 end, case when n % 4 = 0 then repeat(md5(n::text), 2) end,
    ${localTime('n')}, ${localTime('n + 1')}, n * interval '1 minute 0.5 seconds'
  from generate_series(1, 8) n;
  insert into backup_metadata
  select ${id('backup-file', 'n * 10 + k')}, ${id('backup', 'n')}, (array['users', 'Order', 'nanopore_samples'])[k],
    n * k, '/backup/' || n || '/' || k
  from generate_series(1, 8) n, generate_series(1, 3) k;`;

const CONFIG = `
  insert into application_configs
  select ${id('setting', 'n')}, 'lab.setting ' || n, ${text('n')},
    case when n = 5 then 'qa' else ${pick(['prod', 'staging', 'development', 'test'], 'n')} end,
    case when n % 3 = 0 then false end, ${userId('n')}
  from generate_series(1, 24) n;
  insert into feature_flags
  select ${pick(['ai extraction', 'Ünïcödé', `it's "new"`, ''], 'n / 4')}, ${pick(['prod', 'staging', 'test', 'development'], 'n')},
    ${pick(['true', 'false', null], 'n', 'boolean')},
    case n when 6 then 150 when 7 then null else n * 5 end, ${json('n')}, array[${userId('n')}, null]
  from generate_series(0, 15) n;
  insert into config_history
  select ${id('change', 'n')}, 'lab.setting ' || 1 + n % 24, case when n % 21 = 4 then 'qa' else 'prod' end,
    ${text('n')}, ${text('n + 1')}, ${userId('n')}, coalesce(${localTime('n')}, '2017-05-05')
  from generate_series(1, 60) n;`;

const LARGE = `
  update ai_extraction_results set extracted_data = jsonb_build_object('text', ${LARGE_TEXT}, 'pages', 400)
  where id = ${id('extraction', '2')};`;
