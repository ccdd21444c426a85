import type { Client } from 'pg';
import { recordWrite } from '../ledger/progress.ts';
import { releaseAll } from '../ledger/quarantine.ts';
import { moveName } from '../move.ts';
import { insertCarefully } from './careful.ts';
import { differingHashes } from './hashes.ts';
import { inTransaction, joinSnapshot, type Snapshot } from './lanes.ts';
import { hashKey, keepRefused } from './refused-rows.ts';
import type { Pass, Way } from './sync.ts';

/** Whether all that the target lacks is set aside, as often as it lacks it, and it has nothing else. */
async function isAccountedFor({ move, writing }: Way, from: Client, to: Client): Promise<boolean> {
  const name = moveName(move);
  let hashes = 0;
  for await (const { missing, extra } of differingHashes(from, to, writing)) {
    hashes += missing.size;
    if (extra.size > 0 || !(await areSetAside(to, name, missing))) {
      return false;
    }
  }
  const { rows } = await to.query<{ n: string }>(
    'select count(distinct key_name) as n from separation.quarantine where name = $1',
    [name],
  );
  return Number(rows[0]?.n) === hashes;
}

async function areSetAside(to: Client, name: string, missing: ReadonlyMap<string, number>): Promise<boolean> {
  const { rows } = await to.query<{ same: boolean }>(
    `select bool_and(coalesce(q.n, 0) = m.n::int) as same from jsonb_each_text($2::jsonb) m(hash, n)
     left join (select array_to_string(key_values, ' ') as hash, count(*)::int as n from separation.quarantine
       where name = $1 group by 1) q using (hash)`,
    [name, JSON.stringify(Object.fromEntries(missing))],
  );
  return rows[0]?.same !== false;
}

/** Replaces the rows of a table without a key of which some are refused: these are set aside, the others come in. */
export async function replaceCarefully(pass: Pass, snapshot: Snapshot): Promise<void> {
  const { move, writing, from: server, to: taking } = pass.way;
  const [from, to] = [await joinSnapshot(server, snapshot), await taking.connect()];
  try {
    if (await inTransaction(to, () => isAccountedFor(pass.way, from, to))) {
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
