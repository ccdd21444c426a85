import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';

/** The tables of the journey, whose they are, and the columns that it reads. */
const TABLES = [
  ['users', 'samples', 'id uuid primary key, name text'],
  [
    'nanopore_samples',
    'samples',
    `id uuid primary key, sample_name text, status text, priority text, concentration numeric,
     submitted_at timestamptz, deleted_at timestamptz`,
  ],
  [
    'nanopore_processing_steps',
    'samples',
    `id uuid primary key, sample_id uuid, step_name text, step_status text, step_order int, started_at timestamptz,
     completed_at timestamptz, created_at timestamptz`,
  ],
  [
    'ai_extraction_results',
    'ai',
    `id uuid primary key, sample_id uuid, extraction_method text, confidence_score numeric, file_name text,
     created_at timestamptz`,
  ],
  [
    'audit_logs',
    'audit',
    `id uuid primary key, action text, event_type text, "timestamp" timestamptz, user_id uuid, resource_type text,
     resource_id text`,
  ],
] as const;

const INDEXES = `
  create index on nanopore_samples (submitted_at desc, id desc);
  create index on nanopore_processing_steps (sample_id, step_order);
  create index on ai_extraction_results (sample_id, created_at desc, id desc);
  create index on audit_logs (resource_type, resource_id, "timestamp" desc, id desc);
  analyze;`;

async function connected<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Fills one database with what the journey reads of the services' databases, with an index for each of its parts. */
export async function fillMonolith(url: string, ownerUrls: ReadonlyMap<string, string>): Promise<void> {
  await connected(url, async (monolith) => {
    for (const [name, service, definition] of TABLES) {
      await monolith.query(`create table ${name} (${definition})`);
      const columns = (
        await monolith.query<{ name: string }>(
          'select quote_ident(attname) as name from pg_attribute where attrelid = $1::regclass and attnum > 0 order by attnum',
          [name],
        )
      ).rows.map((row) => row.name);
      await connected(ownerUrls.get(service) as string, async (source) => {
        const list = columns.join(', ');
        await pipeline(
          source.query(copyTo(`copy (select ${list} from ${name}) to stdout`)),
          monolith.query(copyFrom(`copy ${name} (${list}) from stdin`)),
        );
      });
    }
    await monolith.query(INDEXES);
  });
}
