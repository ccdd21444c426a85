import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { bringSequences } from '../assigned/sequences.ts';
import { backwardWay, restoreSetAside, setAside } from '../engine/backward.ts';
import { compareRange, rangesOf } from '../engine/compare.ts';
import { differingHashes } from '../engine/hashes.ts';
import { joinSnapshot, openSnapshot, type Snapshot } from '../engine/lanes.ts';
import { EVERYTHING } from '../engine/range.ts';
import { compareAndWrite, deleteExtra, type Pass, retryRefused } from '../engine/sync.ts';
import { unfreeze } from '../freeze/freeze.ts';
import { quarantineCounts } from '../ledger/quarantine.ts';
import { identityOf, setState } from '../ledger/run.ts';
import { type Move, moveName } from '../move.ts';
import type { Server } from '../session.ts';
import { begunRun, control, type Separation } from './context.ts';
import { type Kept, keepWhatHasNoPlace } from './kept.ts';

export type ReverseReport = {
  /** Rows written or deleted in the source, by table. */
  changed: Map<string, number>;
  /** Rows that the source now holds otherwise than the services, by table; none when all went well. */
  differing: Map<string, number>;
  kept: Kept[];
  seconds: number;
};

type Snapshots = Map<string, Snapshot & { client: Client }>;

async function allBack(separation: Separation, moves: readonly Move[], snapshots: Snapshots): Promise<Pass[]> {
  const { servers, pace } = separation;
  const passes: Pass[] = [];
  for (const move of moves) {
    const way = backwardWay(move, servers, control(separation, move.service));
    passes.push(await compareAndWrite(way, snapshots.get(move.service) as Snapshot & { client: Client }, pace));
  }
  await deleteExtra(passes);
  await settle(separation, moves, passes, snapshots);
  return passes;
}

/** Rows of one table wait for rows of another, and for some that were set aside: until nothing moves any more. */
async function settle(
  separation: Separation,
  moves: readonly Move[],
  passes: readonly Pass[],
  snapshots: Snapshots,
): Promise<void> {
  const source = await separation.servers.source.connect();
  try {
    for (let before = Infinity; ; ) {
      let waiting = 0;
      for (const move of moves) {
        waiting += await restoreSetAside(control(separation, move.service), source, move, separation.servers.source);
      }
      for (const [service, snapshot] of snapshots) {
        await retryRefused(
          passes.filter(({ way }) => way.move.service === service),
          snapshot,
        );
      }
      waiting += passes.reduce((sum, { refused, again }) => sum + refused.length + (again ? 1 : 0), 0);
      if (waiting === 0 || waiting >= before) {
        return;
      }
      before = waiting;
    }
  } finally {
    await source.end();
  }
}

/** How many rows of a table are not in the source as the service has them. */
async function differing(separation: Separation, move: Move, snapshot: Snapshot & { client: Client }): Promise<number> {
  const { servers, pace } = separation;
  const way = backwardWay(move, servers, control(separation, move.service));
  const source = await openSnapshot(servers.source);
  const from = await joinSnapshot(servers.targets.get(move.service) as Server, snapshot);
  try {
    if (move.key.length === 0) {
      const aside = (await quarantineCounts(control(separation, move.service))).get(moveName(move)) ?? 0;
      const counts = { missing: 0, extra: 0 };
      for await (const { missing, extra } of differingHashes(from, source.client, way.writing)) {
        counts.missing += missing.size;
        counts.extra += [...extra.values()].reduce((a, b) => a + b, 0);
      }
      return counts.missing + Math.max(0, counts.extra - aside);
    }
    let found = 0;
    for await (const range of rangesOf(from, way.writing, EVERYTHING, pace.chunkRows)) {
      const { differences } = await compareRange(from, source.client, way.writing, range);
      if (differences !== null) {
        const { missing, changed, extra } = differences;
        const spared = await setAside(control(separation, move.service), move, extra);
        found += missing.length + changed.length + extra.length - spared.length;
      }
    }
    return found;
  } finally {
    await Promise.all([source.close(), from.end()]);
  }
}

/** Numbers that services have taken out of sequences since are not given out once more. */
async function sequencesBack(separation: Separation, moves: readonly Move[]): Promise<void> {
  const source = await separation.servers.source.connect();
  try {
    for (const move of moves.filter(({ kind }) => kind === 'assigned')) {
      await bringSequences(control(separation, move.service), move.target, source, move.source);
    }
  } finally {
    await source.end();
  }
}

/** Carries what the services hold back into the source, compares, and lets it be written again. */
export async function reverse(separation: Separation): Promise<ReverseReport> {
  const started = performance.now();
  const { run, plan } = await begunRun(separation);
  const { servers, controls } = separation;
  const source = await servers.source.connect();
  try {
    const same = JSON.stringify(await identityOf(source)) === JSON.stringify(run.source);
    if (run.state === 'copying' || (run.state === 'copied' && same)) {
      throw new StartupError(
        "Nothing has been switched, so nothing has to go back: `rollback` empties the services' databases.",
      );
    }
    const snapshots: Snapshots = new Map();
    try {
      for (const [name, server] of servers.targets) {
        snapshots.set(name, await openSnapshot(server));
      }
      const passes = await allBack(separation, plan.moves, snapshots);
      await sequencesBack(separation, plan.moves);
      const kept = await keepWhatHasNoPlace(separation, plan.moves, passes, snapshots);
      const refused = new Map(passes.map(({ way, refused: rows }) => [moveName(way.move), rows.length]));
      const left = new Map<string, number>();
      for (const move of plan.moves) {
        const rows =
          (await differing(separation, move, snapshots.get(move.service) as Snapshot & { client: Client })) -
          (refused.get(moveName(move)) ?? 0);
        if (rows > 0) {
          left.set(moveName(move), rows);
        }
      }
      if (left.size === 0) {
        await unfreeze(source);
        if (same) {
          for (const client of controls.values()) {
            await setState(client, 'reversed');
          }
        }
      }
      return {
        changed: new Map(
          passes.filter(({ changed }) => changed > 0).map(({ way, changed }) => [moveName(way.move), changed]),
        ),
        differing: left,
        kept,
        seconds: (performance.now() - started) / 1000,
      };
    } finally {
      await Promise.all([...snapshots.values()].map((each) => each.close()));
    }
  } finally {
    await source.end();
  }
}
