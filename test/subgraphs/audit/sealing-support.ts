import { Client } from 'pg';
import { signerOf, verifierKeyOf } from '../../../platform/transparency/signed-note.ts';
import { signGrown } from '../../../subgraphs/audit/sealing/checkpoints.ts';
import { sealBatch } from '../../../subgraphs/audit/sealing/seal.ts';
import { asAdmin, type TestDatabase } from '../../support/databases.ts';

export const SEED = Buffer.alloc(32, 5).toString('base64');
export const SIGNER = signerOf('nanopore-audit', SEED);
export const KEY = verifierKeyOf(SIGNER);

/** A session as the service seals in. */
export async function sealingClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Seals whatever waits, a few at a time, so that a batch ends anywhere in the tree. */
export async function sealAll(client: Client, batch = 7): Promise<number> {
  for (;;) {
    const { sealed, size, refused } = await sealBatch(client, batch);
    if (refused !== undefined) {
      throw new Error(refused);
    }
    if (sealed === 0) {
      return size;
    }
  }
}

export async function sealAndSign(client: Client, batch?: number): Promise<number> {
  const size = await sealAll(client, batch);
  await signGrown(client, SIGNER);
  return size;
}

/** Entries that a trigger of the database makes, so many in one statement. */
export const ENTRIES = (n: number, about = 'sample'): string => `
  insert into audit_logs (id, event_type, action, resource_type, resource_id, details, "timestamp")
  select new_id(), '${about}.updated', 'update', '${about}', 's' || i % 10, jsonb_build_object('n', i, 'x', 1.5), now() - i * interval '1 minute'
  from generate_series(1, ${n}) i`;

/** What whoever owns the server can do: triggers are off, and rights do not count. */
export const asIntruder = (database: TestDatabase, statement: string, values?: unknown[]): Promise<void> =>
  asAdmin(async (client) => {
    await client.query('set session_replication_role = replica');
    await client.query(statement, values);
  }, database.name);

/** Whether each entry of the log has a place, the places have no gap, and none has two. */
export async function places(
  database: TestDatabase,
): Promise<{ entries: number; leaves: number; last: number | null }> {
  return asAdmin(async (client) => {
    const { rows } = await client.query<{ entries: number; leaves: number; last: number | null }>(`
      select (select count(*)::int from audit_logs) as entries, count(l.id)::int as leaves, max(s.seq)::int + 1 as last
      from audit_leaves s left join audit_logs l on l.id = s.log_id and l."timestamp" = s.logged_at`);
    return rows[0] as { entries: number; leaves: number; last: number | null };
  }, database.name);
}
