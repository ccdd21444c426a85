import type { ClientBase } from 'pg';
import { blocksAt, GrowingTree, leafHash, type Subtree } from '../../../platform/transparency/merkle.ts';
import { canonicalEntry, ENTRY_JSON } from './entry.ts';
import { HASHES_OF_BLOCKS, type HashRow, knownOf, parametersOf } from './known-subtrees.ts';

/** Any number will do as long as nothing else in the audit database locks it. */
const ONE_AT_A_TIME = 6_962_016;

export type Sealed = {
  /** Entries that got their place, and entries of the queue that were not there any more or had one already. */
  sealed: number;
  dropped: string[];
  /** Entries of the log that have a place now. */
  size: number;
  /** Who else may be at it, or that the log is not in the keeper's hands: nothing was done. */
  refused?: 'another process seals' | 'the log is not with its keeper';
};

type Waiting = { arrived: string; log_id: string; entry: string | null; sealed: boolean };

/** The oldest of the queue. What is committed is seen, whatever number it got; what is not comes with a later batch. */
const WAITING = `
  select u.arrived::text as arrived, u.log_id, l.entry, exists (select from audit_leaves s where s.log_id = u.log_id) as sealed
  from (select * from audit_unsealed order by arrived limit $1) u
  left join lateral (
    select ${ENTRY_JSON} as entry from audit_logs l where l.id = u.log_id and l."timestamp" = u.logged_at offset 0) l on true
  order by u.arrived`;

const HASH_BYTES = 32;

const ADD_LEAVES = `
  insert into audit_leaves (seq, log_id, logged_at, hash)
  select $1::bigint + a.place - 1, u.log_id, u.logged_at, substring($3::bytea from ((a.place - 1) * ${HASH_BYTES} + 1)::int for ${HASH_BYTES})
  from unnest($2::bigint[]) with ordinality a(arrived, place) join audit_unsealed u using (arrived)`;

const ADD_NODES = `
  insert into audit_nodes (level, index, hash)
  select n.level, n.index, substring($3::bytea from ((n.place - 1) * ${HASH_BYTES} + 1)::int for ${HASH_BYTES})
  from unnest($1::int[], $2::bigint[]) with ordinality n(level, index, place)`;

/** Whatever stands in the log and never came to the queue: entries that were there before, or were copied without triggers. */
const QUEUE_ALL = `
  insert into audit_unsealed (log_id, logged_at)
  select l.id, l."timestamp" from audit_logs l
  where not exists (select from audit_leaves s where s.log_id = l.id)
    and not exists (select from audit_unsealed u where u.log_id = l.id)
  order by l."timestamp", l.id`;

/** Whether there is anything to be done; cheap, for it is asked all the time. */
export async function hasWaiting(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ waiting: boolean }>(
    'select keeping.is_open() or exists (select from audit_unsealed) as waiting',
  );
  return rows[0]?.waiting === true;
}

/**
 * Gives the oldest entries without a place theirs, all or none, in a transaction of its own: the places have no gap, whenever
 * the process ends. Of several processes one is at work.
 */
export async function sealBatch(client: ClientBase, limit: number): Promise<Sealed> {
  await client.query('begin');
  try {
    const refused = await obstacle(client);
    const result =
      refused === undefined ? await sealWaiting(client, limit) : { sealed: 0, dropped: [], size: 0, refused };
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined); // the connection is gone, and with it the transaction
    throw error;
  }
}

/** Once it finds none, nothing can take the log out of the keeper's hands before this transaction ends. */
async function obstacle(client: ClientBase): Promise<Sealed['refused']> {
  const locked = await client.query<{ mine: boolean }>('select pg_try_advisory_xact_lock($1) as mine', [ONE_AT_A_TIME]);
  if (locked.rows[0]?.mine !== true) {
    return 'another process seals';
  }
  await client.query('lock table audit_logs in access share mode');
  const { rows } = await client.query<{ kept: boolean; open: boolean }>(`
    select bool_and(c.relowner = k.nspowner) as kept, keeping.is_open() as open
    from pg_namespace k, pg_class c
    where k.nspname = 'keeping' and c.oid in (select relid from pg_partition_tree('audit_logs'))`);
  if (rows[0]?.kept !== true) {
    return 'the log is not with its keeper';
  }
  if (rows[0].open) {
    await client.query(QUEUE_ALL);
    await client.query('select keeping.close()');
  }
  return undefined;
}

async function sealWaiting(client: ClientBase, limit: number): Promise<Sealed> {
  const { rows: counted } = await client.query<{ size: string }>(
    'select coalesce(max(seq) + 1, 0)::text as size from audit_leaves',
  );
  const size = Number(counted[0]?.size);
  const { rows } = await client.query<Waiting>(WAITING, [limit]);
  if (rows.length === 0) {
    return { sealed: 0, dropped: [], size };
  }
  const seen = new Set<string>();
  const wanted = rows.filter(({ log_id, entry, sealed }) => {
    const isNew = entry !== null && !sealed && !seen.has(log_id);
    seen.add(log_id);
    return isNew;
  });
  await addToTree(client, size, wanted);
  await client.query('delete from audit_unsealed where arrived = any($1::bigint[])', [rows.map((row) => row.arrived)]);
  const dropped = rows.filter(({ entry }) => entry === null).map((row) => row.log_id);
  return { sealed: wanted.length, dropped, size: size + wanted.length };
}

async function addToTree(client: ClientBase, size: number, wanted: readonly Waiting[]): Promise<void> {
  const tree = await treeOf(client, size);
  const completed: (Subtree & { hash: Buffer })[] = [];
  const leaves = wanted.map(({ entry }) => {
    const hash = leafHash(canonicalEntry(entry as string));
    completed.push(...tree.append(hash));
    return hash;
  });
  await client.query(ADD_LEAVES, [size, wanted.map(({ arrived }) => arrived), Buffer.concat(leaves)]);
  if (completed.length > 0) {
    const { level, index } = { level: completed.map((node) => node.level), index: completed.map((node) => node.index) };
    await client.query(ADD_NODES, [level, index, Buffer.concat(completed.map(({ hash }) => hash))]);
  }
}

/** The tree as it is in the database, which nobody changes while this process has the lock. */
export async function treeOf(client: ClientBase, size: number): Promise<GrowingTree> {
  const { rows } = await client.query<HashRow>(HASHES_OF_BLOCKS, parametersOf(blocksAt([size], size)));
  return new GrowingTree(knownOf(rows), size);
}
