import { StartupError } from '../../../platform/errors/startup-error.ts';
import { bringSequences } from '../assigned/sequences.ts';
import { syncForward } from '../engine/forward.ts';
import { digestsOf } from '../engine/refused-rows.ts';
import { forward } from '../engine/writing.ts';
import { keyName, quarantined, release } from '../ledger/quarantine.ts';
import { identityOf } from '../ledger/run.ts';
import { type Move, moveName } from '../move.ts';
import { dialect, type Server } from '../session.ts';
import type { Settings } from '../settings.ts';
import { currentPlan } from './begin.ts';
import { begunRun, control, insistOnFinishedCopy, type Separation, withSnapshot } from './context.ts';

export type SyncReport = {
  /** Rows that were looked at, and those that were written or deleted, by table where there were any. */
  rows: number;
  changed: Map<string, number>;
  refused: number;
  seconds: number;
};

/** Rows that were set aside and that the source has no more. */
async function releaseGone(separation: Separation, move: Move, source: Parameters<typeof digestsOf>[0]): Promise<void> {
  const client = control(separation, move.service);
  const { servers } = separation;
  for await (const aside of quarantined(client, moveName(move))) {
    const face = forward(move, servers.source, servers.targets.get(move.service) as Server).from;
    const keys = [...aside.keys()].map((name) => JSON.parse(name) as string[]);
    const there = await digestsOf(source, dialect(move, servers.source), face, keys);
    await release(
      client,
      moveName(move),
      keys.filter((key) => !there.has(keyName(key))),
    );
  }
}

/** Brings copied targets up to date with the source. */
export async function sync(separation: Separation, settings?: Settings): Promise<SyncReport> {
  const started = performance.now();
  const { run } = await begunRun(separation);
  insistOnFinishedCopy(run);
  if (run.state !== 'copied') {
    throw new StartupError(`The separation is ${run.state}: the source is no longer what the services follow.`);
  }
  return withSnapshot(separation, async (snapshot) => {
    const now = await identityOf(snapshot.client);
    if (JSON.stringify(now) !== JSON.stringify(run.source)) {
      throw new StartupError('DATABASE_URL names another database than the one that was copied: correct it.');
    }
    const plan = await currentPlan(separation, run, settings);
    const passes = await syncForward(separation.servers, plan.moves, snapshot, separation.pace);
    for (const move of plan.moves) {
      await releaseGone(separation, move, snapshot.client);
    }
    for (const move of plan.moves.filter(({ kind }) => kind === 'assigned')) {
      await bringSequences(snapshot.client, move.source, control(separation, move.service), move.target);
    }
    return {
      rows: passes.reduce((sum, each) => sum + each.rows, 0),
      changed: new Map(
        passes.filter((each) => each.changed > 0).map((each) => [moveName(each.way.move), each.changed]),
      ),
      refused: passes.reduce((sum, each) => sum + each.refused.length, 0),
      seconds: (performance.now() - started) / 1000,
    };
  });
}
