import type { Client } from 'pg';
import { UNIQUE_VIOLATION } from '../../../platform/database/sqlstate.ts';
import { recordWrite } from '../ledger/progress.ts';
import { release, releaseAll } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import type { Server, Servers } from '../session.ts';
import { identifier, table } from '../sql.ts';
import { type Written, writeRows } from './apply.ts';
import type { Refusal } from './careful.ts';
import { deleteCascaded } from './cascades.ts';
import { closeCircles } from './circles.ts';
import { overrulingIdentities } from './identities.ts';
import { replaceCarefully } from './keyless.ts';
import { inTransaction, joinSnapshot, type Snapshot } from './lanes.ts';
import { among, type KeyValues, type Range } from './range.ts';
import { referrers, setAside } from './set-aside.ts';
import { compareAndWrite, deleteExtra, type Pass, retryRefused, type SyncOptions, type Way } from './sync.ts';
import { forward } from './writing.ts';

/** From the source into the services: what is written is written down, what is refused is kept. */
export function forwardWay(move: Move, moves: readonly Move[], { source, targets }: Servers): Way {
  const to = targets.get(move.service) as Server;
  const name = moveName(move);
  const written =
    (client: Client): Written =>
    async (rows, keys) => {
      await recordWrite(client, name, rows);
      // Without a key all rows are written at once.
      await (move.key.length === 0 ? releaseAll(client, name) : release(client, name, keys));
    };
  const writing = forward(move, source, to);
  return {
    move,
    writing,
    from: source,
    to,
    written,
    around: overrulingIdentities(move.target, writing.keyColumns),
    cascade: (client, where) => deleteCascaded(client, move, moves, where),
  };
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
    passes.push(await compareAndWrite(forwardWay(move, moves, servers), snapshot, options, rangesOf(move)));
  }
  await deleteExtra(passes);
  await retryRefused(passes, snapshot);
  await closeCircles(passes, () => snapshot);
  await setAsideRefused(passes, moves, snapshot);
  await deleteExtra(passes);
  for (const pass of passes.filter(({ again }) => again)) {
    await replaceCarefully(pass, snapshot);
  }
  return passes;
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
      const exchanged = pass.refused.filter(({ code }) => code === UNIQUE_VIOLATION);
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
  const still = await writeRows(from, to, way.writing, keys, way.written(to), way.around);
  pass.refused = [...pass.refused.filter((each) => !exchanged.includes(each)), ...still];
}
