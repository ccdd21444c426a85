import type { Client } from 'pg';
import { FOREIGN_KEY_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { column, identifier } from '../sql.ts';
import { type Around, PLAIN } from './apply.ts';
import { writeStaged } from './careful.ts';
import { isRowFault } from './faults.ts';
import { inPersistentTransaction, joinSnapshot, onServer, type Snapshot } from './lanes.ts';
import { among, type KeyValues, keyTexts } from './range.ts';
import { createStage, fillStageByKeys } from './stage.ts';
import type { Pass, Way } from './sync.ts';

/** A foreign key of one of the tables; `table` and `parent` are quoted. */
type Key = {
  name: string;
  table: string;
  columns: string[];
  parent: string;
  referenced: string[];
  deferrable: boolean;
};

const columnsOf = (relation: string, numbers: string): string =>
  `array(select a.attname::text from unnest(${numbers}) with ordinality as k(n, i)
     join pg_attribute a on a.attrelid = ${relation} and a.attnum = k.n order by k.i)`;

const KEYS = `
  select f.conname as name, wanted.name as table, ${columnsOf('f.conrelid', 'f.conkey')} as columns,
    format('%I.%I', n.nspname, p.relname) as parent, ${columnsOf('f.confrelid', 'f.confkey')} as referenced,
    f.condeferrable as deferrable
  from unnest($1::text[]) wanted(name) join pg_constraint f on f.conrelid = wanted.name::regclass
  join pg_class p on p.oid = f.confrelid join pg_namespace n on n.oid = p.relnamespace
  where f.contype = 'f' and f.conparentid = 0`;

const tablesOf = (passes: readonly Pass[]): string[] => [...new Set(passes.map(({ way }) => way.writing.into))];

/** Foreign keys of these tables are checked at the end of the work, whether they can be deferred or not. In a transaction. */
export async function deferred<T>(
  client: Client,
  tables: readonly string[],
  work: (keys: Key[]) => Promise<T>,
): Promise<T> {
  const { rows: keys } = await client.query<Key>(KEYS, [tables]);
  const alter = async (how: string): Promise<void> => {
    for (const { table, name } of keys.filter(({ deferrable }) => !deferrable)) {
      await client.query(`alter table ${table} alter constraint ${identifier(name)} ${how}`);
    }
  };
  await alter('deferrable');
  await client.query('set constraints all deferred');
  const result = await work(keys);
  await client.query('set constraints all immediate');
  await alter('not deferrable');
  return result;
}

/** What each of the ways does around its writes, around those of all of them. */
const aroundAll = (ways: readonly Way[]): Around =>
  ways.reduce<Around>(
    (outer, { around = PLAIN }) =>
      (client, work) =>
        outer(client, () => around(client, work)),
    PLAIN,
  );

/** One transaction over several tables; false when the taking side refuses it, and nothing of it stays. */
async function together(to: Client, passes: readonly Pass[], work: (keys: Key[]) => Promise<void>): Promise<boolean> {
  const around = aroundAll(passes.map(({ way }) => way));
  try {
    await inPersistentTransaction(to, () => around(to, () => deferred(to, tablesOf(passes), work)));
    return true;
  } catch (error) {
    if (error !== ORPHANS && !isRowFault(error)) {
      throw error;
    }
    return false;
  }
}

/** Rows were written that name none; it ends their transaction. */
const ORPHANS = new Error('Rows refer to what is not there.');

const BATCH = 1_000;

type Trying = Map<Pass, KeyValues[]>;

async function orphansOf(to: Client, { writing }: Way, keys: readonly KeyValues[], key: Key): Promise<string[]> {
  const { alias } = writing.to;
  const set = key.columns.map((name) => `${column(alias, name)} is not null`).join(' and ');
  const same = key.referenced.map((name, i) => `${column('p', name)} = ${column(alias, key.columns[i] as string)}`);
  const found: string[] = [];
  for (let i = 0; i < keys.length; i += BATCH) {
    const { rows } = await to.query<{ key: string[] }>(
      `select ${keyTexts(writing.to)} as key from ${writing.to.from} where ${among(writing.to, keys.slice(i, i + BATCH))}
       and ${set} and not exists (select from ${key.parent} p where ${same.join(' and ')})`,
    );
    found.push(...rows.map((row) => JSON.stringify(row.key)));
  }
  return found;
}

/** Writes them all; those that refer to nothing even then are taken off the list, and nothing is written. */
async function writeOrStrike(to: Client, froms: ReadonlyMap<Pass, Client>, trying: Trying): Promise<boolean> {
  const orphans = new Map<Pass, Set<string>>();
  const done = await together(to, [...trying.keys()], async (keys) => {
    for (const [pass, wanted] of trying) {
      const { way } = pass;
      await createStage(to, way.writing.columns);
      await fillStageByKeys(froms.get(pass) as Client, to, way.writing, wanted);
      await way.written(to)(await writeStaged(to, way.writing), wanted);
    }
    for (const [pass, wanted] of trying) {
      const own = keys.filter(({ table }) => table === pass.way.writing.into);
      const found = new Set<string>();
      for (const key of own) {
        for (const orphan of await orphansOf(to, pass.way, wanted, key)) {
          found.add(orphan);
        }
      }
      if (found.size > 0) {
        orphans.set(pass, found);
      }
    }
    if (orphans.size > 0) {
      throw ORPHANS;
    }
  });
  for (const [pass, found] of orphans) {
    const left = (trying.get(pass) ?? []).filter((key) => !found.has(JSON.stringify(key)));
    left.length === 0 ? trying.delete(pass) : trying.set(pass, left);
  }
  return done || orphans.size === 0;
}

async function writeCircle(to: Client, froms: ReadonlyMap<Pass, Client>, passes: readonly Pass[]): Promise<void> {
  const trying: Trying = new Map(passes.map((pass) => [pass, waiting(pass)]));
  while (trying.size > 0) {
    const before = [...trying.values()].flat().length;
    if (await writeOrStrike(to, froms, trying)) {
      break;
    }
    if ([...trying.values()].flat().length === before) {
      return;
    }
  }
  for (const [pass, keys] of trying) {
    const written = new Set(keys.map((key) => JSON.stringify(key)));
    pass.refused = pass.refused.filter(({ keyValues }) => !written.has(JSON.stringify(keyValues)));
    pass.changed += keys.length;
  }
}

const waiting = ({ refused }: Pass): KeyValues[] =>
  refused.filter(({ code }) => code === FOREIGN_KEY_VIOLATION).map(({ keyValues }) => keyValues);

async function deleteCircle(to: Client, passes: readonly Pass[]): Promise<void> {
  const done = await together(to, passes, async () => {
    for (const { way, extra } of passes) {
      const where = among(way.writing.to, extra);
      await way.cascade?.(to, where);
      const { rowCount } = await to.query(`delete from ${way.writing.into} ${way.writing.to.alias} where ${where}`);
      await way.written(to)(-(rowCount ?? 0), []);
    }
  });
  if (done) {
    for (const pass of passes) {
      pass.changed += pass.extra.length;
      pass.extra = [];
    }
  }
}

/**
 * Rows of several tables that wait for each other: a department for its head, who waits for the department. What is
 * left of the passes for such a reason is written, and deleted, in one transaction that checks foreign keys at its end.
 */
export async function closeCircles(passes: readonly Pass[], snapshotOf: (way: Way) => Snapshot): Promise<void> {
  for (const group of Map.groupBy(passes, ({ way }) => way.to.name).values()) {
    const writing = group.filter((pass) => waiting(pass).length > 0);
    const deleting = group.filter(({ extra }) => extra.length > 0);
    const [first] = [...writing, ...deleting];
    if (first === undefined) {
      continue;
    }
    const to = await first.way.to.connect();
    const froms = new Map<Pass, Client>();
    try {
      for (const pass of writing) {
        froms.set(pass, await joinSnapshot(pass.way.from, snapshotOf(pass.way)));
      }
      await onServer(first.way.to.name, writeCircle(to, froms, writing));
      if (deleting.length > 0) {
        await onServer(first.way.to.name, deleteCircle(to, deleting));
      }
    } finally {
      await Promise.all([to, ...froms.values()].map((client) => client.end()));
    }
  }
}
