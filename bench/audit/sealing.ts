import { Client } from 'pg';
import { signerOf } from '../../platform/transparency/signed-note.ts';
import { signGrown } from '../../subgraphs/audit/sealing/checkpoints.ts';
import { sealBatch } from '../../subgraphs/audit/sealing/seal.ts';

const BATCH = 5_000;
const SIGNER = signerOf('nanopore-audit', Buffer.alloc(32, 1).toString('base64'));

async function sealingClient(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  return client;
}

/** Seals and signs whatever waits. */
export async function sealBacklog(url: string): Promise<{ entries: number; seconds: number }> {
  const client = await sealingClient(url);
  const started = performance.now();
  let entries = 0;
  for (let sealed = BATCH; sealed > 0; entries += sealed) {
    ({ sealed } = await sealBatch(client, BATCH));
  }
  await signGrown(client, SIGNER);
  await client.end();
  return { entries, seconds: (performance.now() - started) / 1000 };
}

const COUNT = 60_000;
const WRITERS = 4;
/** Entries of one transaction: what a relay hands over at once. */
const AT_ONCE = 100;

const EVENTS = `
  insert into audit_logs (id, event_type, action, outcome, actor_name, actor_kind, resource_type, resource_id, details, "timestamp")
  select new_id(), 'sample.updated', 'update', 'success', 'Dana Reyes', 'person', 'sample', 's' || i % 10,
    '{"before": {"status": "prep"}, "after": {"status": "sequencing"}, "requestId": "bench"}', now()
  from generate_series(1, ${AT_ONCE}) as i`;

async function write(url: string, count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      for (let written = 0; written < count / WRITERS; written += AT_ONCE) {
        await client.query(EVENTS);
      }
      await client.end();
    }),
  );
}

/** Entries written by several at once: alone, and from the first of them until the last is sealed; in seconds. */
export async function sealWhileWriting(url: string): Promise<{ count: number; plain: number; sealing: number }> {
  const alone = performance.now();
  await write(url, COUNT);
  const plain = (performance.now() - alone) / 1000;
  await sealBacklog(url);
  const client = await sealingClient(url);
  const started = performance.now();
  const written = write(url, COUNT);
  let found = 0;
  while (found < COUNT) {
    found += (await sealBatch(client, BATCH)).sealed;
  }
  await written;
  const sealing = (performance.now() - started) / 1000;
  await client.end();
  return { count: COUNT, plain, sealing };
}
