import type { Client } from 'pg';
import { keyName } from '../ledger/quarantine.ts';
import type { Face } from './face.ts';
import { EVERYTHING, type KeyValues, type Range } from './range.ts';

/**
 * The ranges that are left between those that are done. Chunks of one attempt meet exactly where the next begins, and
 * no two overlap, so that ends which are also beginnings cancel out; the server knows the order of the rest.
 */
export async function gapsBetween(client: Client, { key }: Face, done: readonly Range[]): Promise<Range[]> {
  if (done.length === 0) {
    return [EVERYTHING];
  }
  if (key.length === 0) {
    return [];
  }
  const lowers = new Map(done.map(({ lower }) => [name(lower), lower]));
  const uppers = new Map(done.map(({ upper }) => [name(upper), upper]));
  const begins = [...uppers]
    .filter(([key, values]) => values !== null && !lowers.has(key))
    .map(([, values]) => values as KeyValues);
  const ends = [...lowers]
    .filter(([key, values]) => values !== null && !uppers.has(key))
    .map(([, values]) => values as KeyValues);
  const [from, to] = [await sorted(client, key, begins), await sorted(client, key, ends)];
  const open = done.some(({ lower }) => lower === null);
  const starts = open ? from : [null, ...from];
  return starts.map((lower, i) => ({ lower, upper: to[i] ?? null }));
}

const name = (values: KeyValues | null): string => (values === null ? 'none' : keyName(values));

async function sorted(client: Client, key: Face['key'], values: readonly KeyValues[]): Promise<KeyValues[]> {
  if (values.length < 2) {
    return [...values];
  }
  const order = key.map(({ type }, i) => `(e->>${i})::${type}${type === 'text' ? ' collate "C"' : ''}`).join(', ');
  const { rows } = await client.query<{ e: string[] }>(
    `select e from jsonb_array_elements($1::jsonb) e order by ${order}`,
    [JSON.stringify(values)],
  );
  return rows.map(({ e }) => e);
}
