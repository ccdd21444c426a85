import type { Client } from 'pg';
import { recordWrite } from '../ledger/progress.ts';
import { type Move, moveName } from '../move.ts';
import { column, table } from '../sql.ts';
import type { Refusal } from './careful.ts';
import type { KeyValues } from './range.ts';
import { amongRows, keepRefused, keyArray } from './refused-rows.ts';
import type { Writing } from './stage.ts';
import type { Way } from './sync.ts';
import { forward } from './writing.ts';

/** A foreign key that names rows of a table, from wherever it does. `onDelete` as in pg_constraint: c cascades. */
export type Referrer = {
  schema: string;
  name: string;
  columns: string[];
  referenced: string[];
  own: boolean;
  onDelete: string;
};

export async function referrers(client: Client, move: Move): Promise<Referrer[]> {
  const named = (relation: string, numbers: string): string =>
    `array(select a.attname::text from unnest(${numbers}) with ordinality as k(n, i)
       join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.n order by k.i)`;
  const { rows } = await client.query<Referrer>(
    `select n.nspname as schema, c.relname as name, f.conrelid = f.confrelid as own, f.confdeltype::text as "onDelete",
       ${named('f.conrelid', 'f.conkey')} as columns, ${named('f.confrelid', 'f.confkey')} as referenced
     from pg_constraint f join pg_class c on c.oid = f.conrelid join pg_namespace n on n.oid = c.relnamespace
     where f.contype = 'f' and f.confrelid = $1::regclass and f.conparentid = 0`,
    [table(move.target)],
  );
  return rows;
}

/** Rows of a table that name rows of another with these keys, or of the same one. */
async function dependents(
  to: Client,
  key: Referrer,
  child: Writing,
  parent: Writing,
  keys: readonly KeyValues[],
): Promise<string[][]> {
  const list = (names: readonly string[]): string => names.map((name) => column('t', name)).join(', ');
  // Both are called t: within the inner query it is the parent.
  const { rows } = await to.query<{ key: string[] }>(
    `select distinct ${keyArray(child.to)} as key from ${child.to.from}
     where (${list(key.columns)}) in (select ${list(key.referenced)} from ${parent.to.from} where ${amongRows(parent.to, keys)})
     ${key.own ? `and not (${amongRows(parent.to, keys)})` : ''}`,
  );
  return rows.map((row) => row.key);
}

/**
 * Keeps rows of the source whole that the target refuses. Older versions of them leave the target, and what depends on
 * them as well. Within a transaction of the target.
 */
export async function setAside(
  way: Way,
  refused: readonly Refusal[],
  moves: readonly Move[],
  from: Client,
  to: Client,
): Promise<void> {
  if (refused.length === 0) {
    return;
  }
  const { move, writing } = way;
  const reason = `depends on a row of ${moveName(move)} that is set aside`;
  const because = (keys: readonly string[][]): Refusal[] =>
    keys.map((keyValues) => ({ keyValues, reason, constraint: null, code: null }));
  const all = [...refused];
  const keys = (): KeyValues[] => all.map(({ keyValues }) => keyValues);
  const naming = await referrers(to, move);
  for (let before = 0; before < all.length; ) {
    before = all.length;
    for (const own of naming.filter((each) => each.own)) {
      all.push(...because(await dependents(to, own, writing, writing, keys())));
    }
  }
  for (const other of naming.filter((each) => !each.own)) {
    const child = moves.find(
      ({ service, target }) => service === move.service && target.schema === other.schema && target.name === other.name,
    );
    if (child !== undefined) {
      const childWriting = forward(child, way.from, way.to);
      const orphans = await dependents(to, other, childWriting, writing, keys());
      await setAside({ ...way, move: child, writing: childWriting }, because(orphans), moves, from, to);
    }
  }
  const { rowCount } = await to.query(`delete from ${writing.into} t where ${amongRows(writing.to, keys())}`);
  await recordWrite(to, moveName(move), -(rowCount ?? 0));
  await keepRefused(from, to, move, writing.from, all);
}
