import { sql } from 'kysely';
import { type Queryable, rowsOf } from '../../../platform/database/columns.ts';
import {
  blocksAt,
  consistencyProof,
  inclusionProof,
  type KnownSubtrees,
  STRIDE,
} from '../../../platform/transparency/merkle.ts';
import { canonicalEntry, ENTRY_JSON } from '../sealing/entry.ts';
import { type HashRow, knownOf } from '../sealing/known-subtrees.ts';

/** As the graph has it; `logId` is the entry's. */
export type Proof = { logId: string; leafIndex: number; treeSize: number; hashes: string[]; checkpoint: string };
export type CheckpointRow = { size: string; root: string; checkpoint: string; signedAt: string };
export type Consistency = { from: number; to: number; hashes: string[] };

const WIDTH = sql.lit(2 ** STRIDE);
const base64 = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('base64'));

/**
 * Hashes of the blocks of a relation `blocks (level, block)`. The limits say to the planner how few they are: it reads primary
 * keys, however large the tree.
 */
const HASHES = sql`
  select 'hash' as what, l.seq as place, 0 as level, l.hash, null as text
  from blocks b cross join lateral (
    select * from audit_leaves l where l.seq >= b.block * ${WIDTH} and l.seq < (b.block + 1) * ${WIDTH} order by l.seq limit ${WIDTH}
  ) l where b.level = 0
  union all
  select 'hash', n.index, n.level, n.hash, null
  from blocks b cross join lateral (
    select * from audit_nodes n where n.level = b.level and n.index >= b.block * ${WIDTH} and n.index < (b.block + 1) * ${WIDTH}
    order by n.index limit ${WIDTH}
  ) n where b.level > 0`;

type ProofRow = {
  what: 'entry' | 'checkpoint' | 'hash';
  place: string;
  level: number;
  hash: Buffer | null;
  text: string;
};

/**
 * Proofs that entries are in the tree of the newest checkpoint; of those that it does not cover yet, none. One statement, whatever
 * their number, of as many hashes as the tree has levels, eight times.
 */
export async function readProofs(em: Queryable, logIds: readonly string[]): Promise<Proof[]> {
  const rows = await rowsOf(
    em,
    sql<ProofRow>`
      with newest as materialized (select size, note from audit_checkpoints order by size desc limit 1),
      entries as materialized (
        select l.log_id, l.seq from audit_leaves l, newest where l.log_id = any(${logIds}::uuid[]) and l.seq < newest.size
      ),
      blocks as materialized (
        select distinct level, place >> (level + ${sql.lit(STRIDE)}) as block
        from (select seq as place from entries union select size from newest) as places,
          newest, generate_series(0, 60, ${sql.lit(STRIDE)}) as level
        where 1::bigint << level <= newest.size
      )
      select 'checkpoint' as what, size as place, 0 as level, null::bytea as hash, note as text from newest
      union all select 'entry', seq, 0, null, log_id::text from entries
      union all ${HASHES}`,
  );
  const checkpoint = rows.find(({ what }) => what === 'checkpoint');
  if (checkpoint === undefined) {
    return [];
  }
  const known = knownOfRows(rows);
  const treeSize = Number(checkpoint.place);
  return rows
    .filter(({ what }) => what === 'entry')
    .map(({ place, text }) => ({
      logId: text,
      leafIndex: Number(place),
      treeSize,
      hashes: base64(inclusionProof(known, Number(place), treeSize)),
      checkpoint: checkpoint.text,
    }));
}

const knownOfRows = (rows: readonly ProofRow[]): KnownSubtrees =>
  knownOf(
    rows
      .filter(({ what }) => what === 'hash')
      .map(({ level, place, hash }): HashRow => ({ level, index: place, hash: hash as Buffer })),
  );

/** Entries as they were hashed; relies on the primary keys of leaves and of the log. */
export async function readSealedEntries(
  em: Queryable,
  logIds: readonly string[],
): Promise<{ id: string; entry: string }[]> {
  const rows = await rowsOf(
    em,
    sql<{ id: string; json: string }>`
      select s.log_id as id, entry.json
      from audit_leaves s cross join lateral (
        select ${sql.raw(ENTRY_JSON)} as json from audit_logs l where l.id = s.log_id and l."timestamp" = s.logged_at offset 0
      ) as entry
      where s.log_id = any(${logIds}::uuid[])`,
  );
  return rows.map(({ id, json }) => ({ id, entry: canonicalEntry(json) }));
}

/** The newest where no size is given. */
export async function readCheckpoint(em: Queryable, size: number | null): Promise<CheckpointRow | null> {
  const [row] = await rowsOf(
    em,
    sql<CheckpointRow>`
      select size, encode(root, 'base64') as root, note as checkpoint, signed_at as "signedAt"
      from audit_checkpoints where ${size === null ? sql`true` : sql`size = ${size}`} order by size desc limit 1`,
  );
  return row ?? null;
}

export async function readConsistency(em: Queryable, from: number, to: number): Promise<Consistency | null> {
  const blocks = blocksAt([from - 1, from, to], to);
  const rows = await rowsOf(
    em,
    sql<ProofRow>`
      with blocks as materialized (
        select level, block
        from unnest(${blocks.map(({ level }) => level)}::int[], ${blocks.map(({ index }) => index)}::bigint[]) as b (level, block)
      )
      select 'entry' as what, coalesce(max(seq) + 1, 0) as place, 0 as level, null::bytea as hash, null as text from audit_leaves
      union all ${HASHES}`,
  );
  const sealed = Number(rows.find(({ what }) => what === 'entry')?.place);
  return to > sealed ? null : { from, to, hashes: base64(consistencyProof(knownOfRows(rows), from, to)) };
}
