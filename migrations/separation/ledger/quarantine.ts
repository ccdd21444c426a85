import type { ClientBase } from 'pg';
import type { KeyValues } from '../engine/range.ts';

/** A row of the source that the target refused, whole: column → text as PostgreSQL prints it. */
export type Refused = {
  keyValues: KeyValues;
  key: Record<string, string | null>;
  row: string;
  reason: string;
  constraint: string | null;
};

export async function quarantine(
  target: ClientBase,
  name: string,
  sourceTable: string,
  refused: readonly Refused[],
): Promise<void> {
  const known = await contents(
    target,
    name,
    refused.map(({ keyValues }) => keyValues),
  );
  const now = Map.groupBy(refused, ({ keyValues }) => keyName(keyValues));
  const changed = refused.filter(({ keyValues }) => {
    const key = keyName(keyValues);
    return known.get(key) !== contentOf(now.get(key) ?? []);
  });
  await release(
    target,
    name,
    changed.map(({ keyValues }) => keyValues),
  );
  for (const each of changed) {
    await target.query(
      `insert into separation.quarantine (name, source_table, key_values, key_name, key, source_row, reason, constraint_name)
       values ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [
        name,
        sourceTable,
        each.keyValues,
        keyName(each.keyValues),
        JSON.stringify(each.key),
        each.row,
        each.reason,
        each.constraint,
      ],
    );
  }
}

type Content = Pick<Refused, 'row' | 'reason' | 'constraint'>;

/** Several rows have one key where they are known by their hash. */
const contentOf = (rows: readonly Content[]): string =>
  JSON.stringify(rows.map(({ row, reason, constraint }) => JSON.stringify([row, reason, constraint])).sort());

/** What stands there of these keys, by `keyName`: what is refused once more for the same reason is not written again. */
async function contents(target: ClientBase, name: string, keys: readonly KeyValues[]): Promise<Map<string, string>> {
  const { rows } = await target.query<Content & { key: string }>(
    `select key_name as key, source_row::text as row, reason, constraint_name as constraint from separation.quarantine
     where name = $1 and md5(key_name) in (select md5(k) from jsonb_array_elements_text($2::jsonb) k)`,
    [name, JSON.stringify(keys.map(keyName))],
  );
  const grouped = Map.groupBy(rows, ({ key }) => key);
  return new Map([...grouped].map(([key, group]) => [key, contentOf(group)]));
}

/** They found their way, or are gone from the source. */
export async function release(target: ClientBase, name: string, keys: readonly KeyValues[]): Promise<void> {
  if (keys.length > 0) {
    await target.query(
      `delete from separation.quarantine where name = $1
       and md5(key_name) in (select md5(k) from jsonb_array_elements_text($2::jsonb) k)`,
      [name, JSON.stringify(keys.map(keyName))],
    );
  }
}

/** All rows of a table found their way. */
export async function releaseAll(target: ClientBase, name: string): Promise<void> {
  await target.query('delete from separation.quarantine where name = $1', [name]);
}

/** The key's values, as `keyName` joins them → the MD5 of the row as it was refused. */
export type Aside = Map<string, string>;

const ASIDE = 'select distinct on (md5(key_name), key_name) key_name as name, md5(source_row::text) as digest';

type Digested = { name: string; digest: string };

const asideOf = (rows: readonly Digested[]): Aside => new Map(rows.map(({ name, digest }) => [name, digest]));

/** Those of the keys whose rows are set aside. */
export async function quarantinedAmong(target: ClientBase, name: string, keys: readonly KeyValues[]): Promise<Aside> {
  const { rows } = await target.query<Digested>(
    `${ASIDE} from separation.quarantine where name = $1
     and md5(key_name) in (select md5(k) from jsonb_array_elements_text($2::jsonb) k)`,
    [name, JSON.stringify(keys.map(keyName))],
  );
  return asideOf(rows);
}

const PAGE = 1_000;

/** All that is set aside of one table, a page at a time. What a page has may be released before the next. */
export async function* quarantined(target: ClientBase, name: string): AsyncGenerator<Aside> {
  for (let after: string | null = null; ; ) {
    const page: { rows: Digested[] } = await target.query<Digested>(
      `${ASIDE} from separation.quarantine where name = $1 and ($2::text is null or (md5(key_name), key_name) > (md5($2), $2))
       order by md5(key_name), key_name limit ${PAGE}`,
      [name, after],
    );
    const last = page.rows.at(-1);
    if (last === undefined) {
      return;
    }
    yield asideOf(page.rows);
    after = last.name;
  }
}

export async function quarantineCounts(target: ClientBase): Promise<Map<string, number>> {
  const { rows } = await target.query<{ name: string; rows: string }>(
    'select name, count(*) as rows from separation.quarantine group by name order by name',
  );
  return new Map(rows.map(({ name, rows: count }) => [name, Number(count)]));
}

/** One string for the values of a key. */
export const keyName = (values: KeyValues): string => JSON.stringify(values);
