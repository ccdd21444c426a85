import type { Client } from 'pg';
import { recordWrite } from '../ledger/progress.ts';
import { release } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import type { Server, Servers } from '../session.ts';
import { identifier, table } from '../sql.ts';
import { type Written, writeRows } from './apply.ts';
import type { Refusal } from './careful.ts';
import { inTransaction, joinSnapshot, type Snapshot } from './lanes.ts';
import { among, type KeyValues, keyTexts, type Range } from './range.ts';
import { keepRefused } from './refused-rows.ts';
import { compareAndWrite, deleteExtra, type Pass, retryRefused, type SyncOptions, type Way } from './sync.ts';
import { forward } from './writing.ts';

/** From the source into the services: what is written is written down, what is refused is kept. */
export function forwardWay(move: Move, { source, targets }: Servers): Way {
  const to = targets.get(move.service) as Server;
  const name = moveName(move);
  const written =
    (client: Client): Written =>
    async (rows, keys) => {
      await recordWrite(client, name, rows);
      await release(client, name, keys);
    };
  return { move, writing: forward(move, source, to), from: source, to, written };
}

/** Brings the services up to date with a snapshot of the source. Returns what each table took. */
export async function syncForward(
  servers: Servers,
  moves: readonly Move[],
  snapshot: Snapshot & { client: Client },
  options: SyncOptions,
  rangesOf: (move: Move) => readonly Range[] | undefined = () => undefined,
): Promise<Pass[]> {
  const passes: Pass[] = [];
  for (const move of moves) {
    passes.push(await compareAndWrite(forwardWay(move, servers), snapshot, options, rangesOf(move)));
  }
  await deleteExtra(passes);
  await retryRefused(passes, snapshot);
  await setAsideRefused(passes, moves, snapshot);
  await deleteExtra(passes);
  return passes;
}

/** Columns of other tables that name rows of this one. */
async function referrers(client: Client, move: Move): Promise<{ schema: string; name: string; column: string }[]> {
  const { rows } = await client.query<{ schema: string; name: string; column: string }>(
    `select n.nspname as schema, c.relname as name, a.attname as column
     from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
     where k.contype = 'f' and k.confrelid = $1::regclass and k.conrelid <> k.confrelid and cardinality(k.conkey) = 1`,
    [table(move.target)],
  );
  return rows;
}

/**
 * Where two rows exchanged what only one may have, each waits for the other. What only one may have is taken away
 * from both for a moment: the column is emptied, or the rows are deleted where nothing refers to them.
 */
async function park(to: Client, { move, writing }: Way, keys: readonly KeyValues[]): Promise<void> {
  if ((await referrers(to, move)).length === 0) {
    await to.query(`delete from ${writing.into} ${writing.to.alias} where ${among(writing.to, keys)}`);
    return;
  }
  const { rows } = await to.query<{ column: string }>(
    `select distinct a.attname as column from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey::int2[])
     where i.indrelid = $1::regclass and i.indisunique and not i.indisprimary and not a.attnotnull`,
    [table(move.target)],
  );
  if (rows.length > 0) {
    const emptied = rows.map(({ column }) => `${identifier(column)} = null`).join(', ');
    await to.query(`update ${writing.into} ${writing.to.alias} set ${emptied} where ${among(writing.to, keys)}`);
  }
}

/** Keeps whole what is refused for good. An older version of it leaves the target, and what depends on it as well. */
async function setAsideRefused(passes: readonly Pass[], moves: readonly Move[], snapshot: Snapshot): Promise<void> {
  for (const pass of passes) {
    if (pass.refused.length === 0) {
      continue;
    }
    const { way } = pass;
    const [from, to] = [await joinSnapshot(way.from, snapshot), await way.to.connect()];
    try {
      const exchanged = pass.refused.filter(({ reason }) => reason.includes('duplicate key'));
      if (exchanged.length > 0) {
        await parkAndWrite(pass, exchanged, from, to);
      }
      await inTransaction(to, () => setAside(way, pass.refused, moves, from, to));
    } finally {
      await Promise.all([from.end(), to.end()]);
    }
  }
}

async function parkAndWrite(pass: Pass, exchanged: readonly Refusal[], from: Client, to: Client): Promise<void> {
  const { way } = pass;
  const keys = exchanged.map(({ keyValues }) => keyValues);
  const there = async (): Promise<number> =>
    Number((await to.query<{ n: string }>(`select count(*) as n from ${way.writing.into}`)).rows[0]?.n);
  const before = await there();
  await park(to, way, keys);
  await way.written(to)((await there()) - before, []);
  const still = await writeRows(from, to, way.writing, keys, way.written(to));
  pass.refused = [...pass.refused.filter((each) => !exchanged.includes(each)), ...still];
}

async function setAside(
  way: Way,
  refused: readonly Refusal[],
  moves: readonly Move[],
  from: Client,
  to: Client,
): Promise<void> {
  if (refused.length === 0) {
    return;
  }
  const keys = refused.map(({ keyValues }) => keyValues);
  for (const { schema, name, column } of await referrers(to, way.move)) {
    const child = moves.find(
      (each) => each.service === way.move.service && each.target.schema === schema && each.target.name === name,
    );
    if (child !== undefined && child.key.length > 0) {
      const childWay: Way = {
        ...way,
        move: child,
        writing: forward(child, way.from, way.to),
        written: forwardWritten(child),
      };
      const { rows } = await to.query<{ key: string[] }>(
        `select ${keyTexts(childWay.writing.to)} as key from ${childWay.writing.to.from}
         where t.${identifier(column)}::text in (select k from jsonb_array_elements_text($1::jsonb) k)`,
        [JSON.stringify(keys.map((values) => values[0]))],
      );
      const reason = `depends on a row of ${moveName(way.move)} that is set aside`;
      await setAside(
        childWay,
        rows.map(({ key }) => ({ keyValues: key, reason, constraint: null })),
        moves,
        from,
        to,
      );
    }
  }
  const { rowCount } = await to.query(
    `delete from ${way.writing.into} ${way.writing.to.alias} where ${among(way.writing.to, keys)}`,
  );
  await recordWrite(to, moveName(way.move), -(rowCount ?? 0));
  await keepRefused(from, to, way.move, way.writing.from, refused);
}

const forwardWritten =
  (move: Move) =>
  (client: Client): Written =>
  async (rows, keys) => {
    await recordWrite(client, moveName(move), rows);
    await release(client, moveName(move), keys);
  };
