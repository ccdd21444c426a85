import type { Client } from 'pg';
import { completeTable, copyTables } from '../engine/copy.ts';
import { syncForward } from '../engine/forward.ts';
import type { Snapshot } from '../engine/lanes.ts';
import { quarantineCounts } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import type { Settings } from '../settings.ts';
import { begin, catalogues } from './begin.ts';
import { control, type Separation, withSnapshot } from './context.ts';
import { deferWhatCanWait, foreignKeyWorks, indexWorks, inTurn, type OnDeferred } from './deferred.ts';
import { finish } from './finish.ts';
import { displace, makeAssigned, withoutTriggers } from './prepare.ts';

export type CopyReport = {
  rows: number;
  seconds: number;
  /** Rows set aside, by table. */
  quarantined: Map<string, number>;
};

/** For tests that stop the copy anywhere. */
export type CopyHooks = { onChunk?: (name: string) => Promise<void> | void; onDeferred?: OnDeferred };

/** Foreign keys come before anything rests on them; meanwhile services that have none get their indexes. */
async function makeReferences(
  separation: Separation,
  source: Client,
  moves: readonly Move[],
  onDeferred: OnDeferred,
): Promise<void> {
  const keys = await foreignKeyWorks(separation, source, moves, onDeferred);
  const isFree = (_index: unknown, move: Move): boolean => keys.every(({ service }) => service !== move.service);
  await inTurn(separation, [...keys, ...(await indexWorks(separation, moves, isFree, onDeferred))]);
}

/** Ranges that came out of an older snapshot are brought up to date before their table counts as complete. */
async function renew(
  separation: Separation,
  moves: readonly Move[],
  tables: {
    move: Move;
    stale: readonly { lower: readonly (string | null)[] | null; upper: readonly (string | null)[] | null }[];
  }[],
  snapshot: Snapshot & { client: Client },
  onDeferred: OnDeferred,
): Promise<void> {
  const older = tables.filter(({ stale }) => stale.length > 0);
  if (older.length > 0) {
    separation.pace.progress.say('Comparing what an earlier run had copied.');
    // Where a row is deleted, the server looks for those that refer to it.
    await inTurn(separation, await indexWorks(separation, moves, ({ ofReference }) => ofReference, onDeferred));
    const ranges = new Map(older.map(({ move, stale }) => [moveName(move), stale]));
    await syncForward(
      separation.servers,
      older.map(({ move }) => move),
      snapshot,
      separation.pace,
      (move) => ranges.get(moveName(move)),
    );
  }
  for (const { move } of tables) {
    await completeTable(control(separation, move.service), move);
  }
}

/** Copies everything that is not copied yet. A copy that was interrupted goes on where it was. */
export async function copy(
  separation: Separation,
  settings: Settings | undefined,
  hooks: CopyHooks = {},
): Promise<CopyReport> {
  const started = performance.now();
  const run = await begin(separation, settings);
  const { moves } = run.plan;
  let rows = 0;
  if (run.state === 'copying') {
    const { source } = await catalogues(separation);
    await withSnapshot(separation, async (snapshot) => {
      const client = await separation.servers.source.connect();
      try {
        await makeAssigned(separation, client, source, moves);
        await withoutTriggers(separation, moves);
        await displace(separation, moves);
        await deferWhatCanWait(separation, moves, hooks.onDeferred);
        const tables = await copyTables(separation.servers, moves, separation.controls, snapshot, {
          ...separation.pace,
          ...hooks,
        });
        await makeReferences(separation, snapshot.client, moves, hooks.onDeferred);
        await renew(separation, moves, tables, snapshot, hooks.onDeferred);
        await finish(separation, snapshot.client, source, run.plan, hooks.onDeferred);
      } finally {
        await client.end();
      }
    });
  }
  const quarantined = new Map<string, number>();
  for (const client of separation.controls.values()) {
    for (const [name, count] of await quarantineCounts(client)) {
      quarantined.set(name, count);
    }
    const { rows: counted } = await client.query<{ rows: string }>(
      'select coalesce(sum(rows), 0) as rows from separation.writes',
    );
    rows += Number(counted[0]?.rows);
  }
  return { rows, seconds: (performance.now() - started) / 1000, quarantined };
}
