import { Client } from 'pg';

/** Of a log whose entries are about samples, three each, over two years; the newest sample has the highest number. */
export type Filled = { entries: number; samples: number };

const ENTRIES_OF_A_SAMPLE = 3;
const BATCH = 50_000;

export const sampleId = (n: number): string => `01900000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;

/** Samples $1 to $2, of which the one with the number $3 came two years ago, and number 0 now. */
const LOGS = `
  insert into audit_logs (event_type, action, outcome, actor_name, actor_kind, resource_type, resource_id, root_type, root_id, details, ip_address, "timestamp")
  select (array['sample.created', 'sample.updated', 'step.completed'])[entry], (array['create', 'update', 'complete'])[entry], 'success',
    'Technician ' || n % 20, 'person', 'sample', id, null, null, jsonb_build_object('before', null, 'after', jsonb_build_object('n', n)),
    '192.0.2.1', now() - n * (interval '2 years' / $3::float8) + entry * interval '1 second'
  from generate_series($1::bigint, $2::bigint) as n cross join generate_series(1, ${ENTRIES_OF_A_SAMPLE}) as entry
    cross join lateral (select '01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0') as id) as named`;

export async function fillLog(url: string, entries: number): Promise<Filled> {
  const client = new Client({ connectionString: url, options: '-c synchronous_commit=off' });
  await client.connect();
  const last = Math.floor(entries / ENTRIES_OF_A_SAMPLE);
  for (let n = 0; n < last; n += BATCH) {
    await client.query(LOGS, [n, Math.min(n + BATCH, last) - 1, last]);
    // Months long ago get their part as soon as there is something in them.
    await client.query('select make_audit_months(3)');
  }
  await client.end();
  return { entries: last * ENTRIES_OF_A_SAMPLE, samples: last };
}

/** What autovacuum and the next checkpoint would do sooner or later. */
export async function settleDown(adminUrl: string): Promise<void> {
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('vacuum analyze');
  await admin.query('checkpoint');
  await admin.end();
}
