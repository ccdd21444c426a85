import type { Client } from 'pg';
import { recordWrite } from '../ledger/progress.ts';
import { releaseAll } from '../ledger/quarantine.ts';
import { moveName } from '../move.ts';
import { insertCarefully } from './careful.ts';
import { differingHashes } from './compare.ts';
import { inTransaction, joinSnapshot, type Snapshot } from './lanes.ts';
import { hashKey, keepRefused } from './refused-rows.ts';
import type { Pass, Way } from './sync.ts';

/** Whether all that the target lacks is set aside, and it has nothing else. */
async function isAccountedFor({ move, writing }: Way, from: Client, to: Client): Promise<boolean> {
  const { missing, extra } = await differingHashes(from, to, writing);
  const { rows } = await to.query<{ hash: string; n: number }>(
    `select array_to_string(key_values, ' ') as hash, count(*)::int as n from separation.quarantine where name = $1 group by 1`,
    [moveName(move)],
  );
  return extra.size === 0 && rows.length === missing.size && rows.every(({ hash, n }) => missing.get(hash) === n);
}

/** Replaces the rows of a table without a key of which some are refused: these are set aside, the others come in. */
export async function replaceCarefully(pass: Pass, snapshot: Snapshot): Promise<void> {
  const { move, writing, from: server, to: taking } = pass.way;
  const [from, to] = [await joinSnapshot(server, snapshot), await taking.connect()];
  try {
    if (await isAccountedFor(pass.way, from, to)) {
      return;
    }
    await inTransaction(to, async () => {
      const name = moveName(move);
      await releaseAll(to, name);
      const { rowCount: before } = await to.query(`delete from ${writing.into}`);
      const refusals = await insertCarefully(from, to, writing, 'true', hashKey(writing.from));
      await keepRefused(from, to, move, writing.from, refusals);
      const { rows } = await to.query<{ n: string }>(`select count(*) as n from ${writing.into}`);
      const after = Number(rows[0]?.n);
      await recordWrite(to, name, after - (before ?? 0));
      pass.changed += Math.max(after, before ?? 0);
    });
  } finally {
    await Promise.all([from.end(), to.end()]);
  }
}
