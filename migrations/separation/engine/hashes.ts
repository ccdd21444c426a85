import type { Client } from 'pg';
import { rowHashes } from './fingerprint.ts';
import type { Writing } from './stage.ts';

/** Rows without a key: how many more there are of each on either side, by hash. */
export type HashDifferences = { missing: Map<string, number>; extra: Map<string, number> };

const BUCKETS = 64;

const bucketed = (face: Writing['from']): string =>
  `select split_part(hash, ' ', 1)::bigint & ${BUCKETS - 1} as bucket, hash, count(*)::int as n from (${rowHashes(face, 'true')}) h group by 1, 2`;

async function digests(client: Client, face: Writing['from']): Promise<Map<number, string>> {
  const { rows } = await client.query<{ bucket: number; digest: string }>(
    `select bucket::int, md5(string_agg(hash || n, ',' order by hash collate "C")) as digest from (${bucketed(face)}) b group by 1`,
  );
  return new Map(rows.map((row) => [row.bucket, row.digest]));
}

const CURSOR = 'separation_hashes';
const PAGE = 5_000;

type Counted = { hash: string; n: number };

/** The hashes in these buckets and how often each is there, in order. */
async function* hashesIn(client: Client, face: Writing['from'], buckets: readonly number[]): AsyncGenerator<Counted> {
  await client.query(
    `declare ${CURSOR} no scroll cursor for
     select hash, n from (${bucketed(face)}) b where bucket in (${buckets.join(', ')}) order by hash collate "C"`,
  );
  try {
    for (;;) {
      const { rows } = await client.query<Counted>(`fetch ${PAGE} from ${CURSOR}`);
      if (rows.length === 0) {
        return;
      }
      yield* rows;
    }
  } finally {
    // After an error the transaction, and the cursor with it, has ended.
    await client.query(`close ${CURSOR}`).catch(() => undefined);
  }
}

/**
 * Compares tables whose rows have no key: buckets of their hashes first, then the hashes of buckets that differ, side by
 * side in order. Differences come some thousands at a time, and no more are held. Both connections are in a transaction.
 */
export async function* differingHashes(from: Client, to: Client, writing: Writing): AsyncGenerator<HashDifferences> {
  const [here, there] = await Promise.all([digests(from, writing.from), digests(to, writing.to)]);
  const buckets = [...new Set([...here.keys(), ...there.keys()])].filter((each) => here.get(each) !== there.get(each));
  if (buckets.length > 0) {
    yield* merged(hashesIn(from, writing.from, buckets), hashesIn(to, writing.to, buckets));
  }
}

async function* merged(here: AsyncGenerator<Counted>, there: AsyncGenerator<Counted>): AsyncGenerator<HashDifferences> {
  let found: HashDifferences = { missing: new Map(), extra: new Map() };
  const read = async (side: AsyncGenerator<Counted>): Promise<Counted | undefined> =>
    ((await side.next()) as { value: Counted | undefined }).value;
  try {
    let [a, b] = await Promise.all([read(here), read(there)]);
    while (a !== undefined || b !== undefined) {
      const hash = b === undefined || (a !== undefined && a.hash <= b.hash) ? (a as Counted).hash : b.hash;
      const more = (a?.hash === hash ? a.n : 0) - (b?.hash === hash ? b.n : 0);
      if (more !== 0) {
        (more > 0 ? found.missing : found.extra).set(hash, Math.abs(more));
      }
      a = a?.hash === hash ? await read(here) : a;
      b = b?.hash === hash ? await read(there) : b;
      if (found.missing.size + found.extra.size >= PAGE) {
        yield found;
        found = { missing: new Map(), extra: new Map() };
      }
    }
    yield found;
  } finally {
    await Promise.all([here.return(undefined), there.return(undefined)]);
  }
}
