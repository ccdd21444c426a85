import { type Block, KnownSubtrees, STRIDE } from '../../../platform/transparency/merkle.ts';

const WIDTH = 2 ** STRIDE;

/** SQL for the kept hashes of blocks ($1: levels, $2: indexes); reads primary keys alone, which the limits tell the planner. */
export const HASHES_OF_BLOCKS = `
  select 0 as level, l.seq::text as index, l.hash from unnest($1::int[], $2::bigint[]) b(level, index)
    cross join lateral (
      select * from audit_leaves l where l.seq >= b.index * ${WIDTH} and l.seq < (b.index + 1) * ${WIDTH} order by l.seq limit ${WIDTH}
    ) l where b.level = 0
  union all
  select n.level, n.index::text, n.hash from unnest($1::int[], $2::bigint[]) b(level, index)
    cross join lateral (
      select * from audit_nodes n where n.level = b.level and n.index >= b.index * ${WIDTH} and n.index < (b.index + 1) * ${WIDTH}
      order by n.index limit ${WIDTH}
    ) n where b.level > 0`;

export type HashRow = { level: number; index: string; hash: Buffer };

export const parametersOf = (blocks: readonly Block[]): [number[], number[]] => [
  blocks.map(({ level }) => level),
  blocks.map(({ index }) => index),
];

export function knownOf(rows: readonly HashRow[]): KnownSubtrees {
  const known = new KnownSubtrees();
  for (const { level, index, hash } of rows) {
    known.add({ level, index: Number(index) }, hash);
  }
  return known;
}
