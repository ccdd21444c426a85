import { readFile } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { readCheckpoint, readKey } from '../../../audit-verifier/checkpoint.ts';
import { hashOfLeaf, isConsistent, rootOfInclusion } from '../../../audit-verifier/tree.ts';
import { signGrown } from '../../../subgraphs/audit/sealing/checkpoints.ts';
import { openOutsideCopy } from '../../../subgraphs/audit/sealing/outside.ts';
import { sealBatch } from '../../../subgraphs/audit/sealing/seal.ts';
import { temporaryFolder } from '../../support/process.ts';
import type { ServiceUnderTest } from '../../support/service.ts';
import { asIntruder, ENTRIES, KEY, places, SIGNER, sealAll, sealAndSign, sealingClient } from './sealing-support.ts';
import { auditService } from './support.ts';

let service: ServiceUnderTest;
let client: Client;

beforeAll(async () => {
  service = await auditService();
  client = await sealingClient(service.database.dbUrl);
});
afterAll(async () => {
  await client.end();
  await service.close();
});

const ALL = `{ auditLogs(first: 100) { nodes { id hashedText proof { leafIndex treeSize hashes checkpoint } } } }`;
type Node = {
  id: string;
  hashedText: string | null;
  proof: { leafIndex: string; treeSize: string; hashes: string[]; checkpoint: string } | null;
};
const bytes = (base64: readonly string[]): Buffer[] => base64.map((each) => Buffer.from(each, 'base64'));

async function nodes(): Promise<Node[]> {
  const { data, errors } = await service.query(ALL);
  expect(errors).toBeUndefined();
  return data.auditLogs.nodes;
}

describe('the log while it is not closed yet', () => {
  test('waits as long as it is in the hands of its owner', async () => {
    await using owner = await asOwner();
    await client.query(ENTRIES(20));
    await owner.query(`select keeping.give_back('audit_logs'::regclass)`);
    expect(await sealBatch(client, 10)).toMatchObject({ sealed: 0, refused: 'the log is not with its keeper' });
    await owner.query(`select keeping.take('audit_logs'::regclass)`);
    expect(await places(service.database)).toEqual({ entries: 20, leaves: 0, last: null });
  });

  test('gets places for what was there before anybody queued it, and is closed by that', async () => {
    await asIntruder(service.database, ENTRIES(10, 'project'));
    expect(await sealAll(client)).toBe(30);
    expect(await places(service.database)).toEqual({ entries: 30, leaves: 30, last: 30 });
    await using owner = await asOwner();
    await expect(owner.query(`select keeping.give_back('audit_logs'::regclass)`)).rejects.toThrow(
      'gives and takes nothing',
    );
  });

  test('whoever asked for it before it was closed, and waited, is too late', async () => {
    await asIntruder(service.database, 'select keeping.open()');
    await client.query('begin; lock table audit_logs in access share mode');
    await using owner = await asOwner();
    const { rows } = await owner.query<{ pid: number }>('select pg_backend_pid() as pid');
    const asked = owner.query(`select keeping.give_back('audit_logs'::regclass)`).then(
      () => 'given',
      (error: Error) => error.message,
    );
    const waits = `select wait_event_type = 'Lock' as waits from pg_stat_activity where pid = ${rows[0]?.pid}`;
    const own = await sealingClient(service.database.ownerUrl);
    while (!(await own.query<{ waits: boolean }>(waits)).rows[0]?.waits) {
      // Until it waits for the lock: then it has found the door open.
    }
    await own.end();
    await client.query('select keeping.close(); commit');
    expect(await asked).toMatch('gives and takes nothing');
  });
});

async function asOwner(): Promise<Client & AsyncDisposable> {
  const owner = await sealingClient(service.database.ownerUrl);
  return Object.assign(owner, { [Symbol.asyncDispose]: () => owner.end() });
}

describe('the proof of an entry', () => {
  test('is null until a checkpoint covers it', async () => {
    expect((await nodes()).map(({ proof }) => proof)).toEqual(Array(30).fill(null));
    await sealAndSign(client);
    await client.query(ENTRIES(1, 'user'));
    await sealAll(client);
    const proofs = (await nodes()).map(({ proof }) => proof);
    expect(proofs.filter((proof) => proof === null)).toHaveLength(1);
    expect(proofs.filter((proof) => proof !== null)).toHaveLength(30);
  });

  test('leads from what the entry says to the root that was signed, whichever place it has', async () => {
    expect(await sealAndSign(client)).toBe(31);
    const all = await nodes();
    expect(all.map(({ proof }) => Number(proof?.leafIndex)).sort((a, b) => a - b)).toEqual([...Array(31).keys()]);
    for (const { id, hashedText, proof } of all) {
      const checkpoint = readCheckpoint(proof?.checkpoint ?? '', [readKey(KEY)]) as { size: number; root: Buffer };
      expect(checkpoint.size).toBe(Number(proof?.treeSize));
      expect(JSON.parse(hashedText ?? '')).toMatchObject({ id, details: { x: 1.5 } });
      const leaf = hashOfLeaf(hashedText ?? '');
      const root = rootOfInclusion(leaf, Number(proof?.leafIndex), 31, bytes(proof?.hashes ?? []));
      expect(root?.equals(checkpoint.root)).toBe(true);
    }
  });

  test('costs a page one statement', async () => {
    const list = await service.statements('{ auditLogs(first: 100) { nodes { id } } }');
    expect(await service.statements('{ auditLogs(first: 100) { nodes { id proof { hashes } } } }')).toBe(list + 1);
  });
});

describe('checkpoints', () => {
  const CHECKPOINT = 'query ($size: BigInt) { auditCheckpoint(size: $size) { size root checkpoint signedAt } }';
  const CONSISTENCY =
    'query ($from: BigInt!, $to: BigInt) { auditConsistency(from: $from, to: $to) { from to hashes } }';

  test('of every size that was signed, the newest where none is asked for', async () => {
    const newest = (await service.query(CHECKPOINT)).data.auditCheckpoint;
    expect(newest).toMatchObject({ size: '31', root: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) });
    expect((await service.query(CHECKPOINT, { size: '30' })).data.auditCheckpoint.size).toBe('30');
    expect((await service.query(CHECKPOINT, { size: '29' })).data.auditCheckpoint).toBeNull();
  });

  test('are shown to continue each other', async () => {
    const of = async (size: string) => {
      const { root } = (await service.query(CHECKPOINT, { size })).data.auditCheckpoint;
      return { size: Number(size), root: Buffer.from(root, 'base64') };
    };
    const { data } = await service.query(CONSISTENCY, { from: '30', to: '31' });
    expect(isConsistent(await of('30'), await of('31'), bytes(data.auditConsistency.hashes))).toBe(true);
    expect((await service.query(CONSISTENCY, { from: '30' })).data).toEqual(data);
    expect((await service.query(CONSISTENCY, { from: '31', to: '31' })).data.auditConsistency.hashes).toEqual([]);
    expect((await service.query(CONSISTENCY, { from: '1', to: '32' })).data.auditConsistency).toBeNull();
  });

  test.each([
    { from: '0', to: '3' },
    { from: '4', to: '3' },
  ])('no tree is asked for that cannot be: %p', async (sizes) => {
    const { errors } = await service.query(CONSISTENCY, sizes);
    expect(errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });
});

test('an entry that comes to the queue twice has one place, and one that is gone has none', async () => {
  await client.query(ENTRIES(3, 'attachment'));
  await asIntruder(
    service.database,
    `with gone as (delete from audit_logs where id = (select log_id from audit_unsealed order by arrived limit 1))
     insert into audit_unsealed (log_id, logged_at) select log_id, logged_at from audit_unsealed
     union all (select log_id, logged_at from audit_leaves limit 5)`,
  );
  const { sealed, dropped, size } = await sealBatch(client, 100);
  expect({ sealed, dropped: new Set(dropped).size, size }).toEqual({ sealed: 2, dropped: 1, size: 33 });
  expect(await places(service.database)).toEqual({ entries: 33, leaves: 33, last: 33 });
});

test('two hundred writers at once: no gap, nothing lost, nothing twice', async () => {
  const before = await places(service.database);
  const writers = Array.from({ length: 200 }, async (_, i) => {
    const writer = new Client({ connectionString: service.database.dbUrl });
    await writer.connect();
    await writer.query('begin');
    await writer.query(ENTRIES(1 + (i % 3), 'submission'));
    await writer.query(i % 10 === 0 ? 'rollback' : 'commit');
    await writer.query(ENTRIES(1, 'submission'));
    await writer.end();
  });
  let writing = true;
  const all = Promise.all(writers).then(() => {
    writing = false;
  });
  const sealers = [client, await sealingClient(service.database.dbUrl)].map(async (each) => {
    do {
      await sealBatch(each, 11);
    } while (writing);
    return each;
  });
  await all;
  await (await Promise.all(sealers))[1]?.end();
  const size = await sealAll(client, 500);
  const committed = Array.from({ length: 200 }, (_, i) => (i % 10 === 0 ? 1 : 2 + (i % 3))).reduce((a, b) => a + b);
  expect(size).toBe((before.last ?? 0) + committed);
  expect(await places(service.database)).toEqual({ entries: size, leaves: size, last: size });
});

test('cut off before any statement, the next one goes on, and the copy outside is complete', async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, 'checkpoints.jsonl');
  let statements = Number.POSITIVE_INFINITY;
  for (let before = 1; before <= statements; before += 1) {
    await client.query(ENTRIES(3, 'processing_step'));
    const done = await sealCutOff(service.database.dbUrl, before, file);
    statements = done ?? statements;
    expect([before, done]).toEqual([before, before <= statements ? undefined : statements]);
    const { leaves, last } = await places(service.database);
    expect(leaves).toBe(last);
  }
  expect(statements).toBeGreaterThan(12);
  const size = await sealAndSign(client, 500);
  expect(await places(service.database)).toEqual({ entries: size, leaves: size, last: size });
  await sealCutOff(service.database.dbUrl, 0, file);
  const outside = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line).size);
  const { rows } = await client.query<{ size: string }>('select size from audit_checkpoints order by size');
  expect(outside).toEqual(rows.map((row) => Number(row.size)));
});

/** Seals, signs and copies outside on a connection that breaks before its n-th statement; how many there were if it did not. */
async function sealCutOff(url: string, before: number, file: string): Promise<number | undefined> {
  const cut = await sealingClient(url);
  const query = cut.query.bind(cut) as (...args: unknown[]) => unknown;
  let statements = 0;
  cut.query = ((...args: unknown[]) => {
    statements += 1;
    if (statements === before) {
      (cut as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
    }
    return query(...args);
  }) as typeof cut.query;
  const outside = await openOutsideCopy(file);
  try {
    await sealBatch(cut, 5);
    await signGrown(cut, SIGNER);
    await outside.catchUp(cut);
    await cut.end();
    return statements;
  } catch {
    return undefined;
  } finally {
    await outside.close();
  }
}
