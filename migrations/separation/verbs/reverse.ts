import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import { bringSequences } from '../assigned/sequences.ts';
import { backwardWay, replaceAllButRefused, restoreSetAside, setAside } from '../engine/backward.ts';
import type { Refusal } from '../engine/careful.ts';
import { closeCircles } from '../engine/circles.ts';
import { compareRange, rangesOf } from '../engine/compare.ts';
import { differingHashes } from '../engine/hashes.ts';
import { inTransaction, joinSnapshot, onServer, openSnapshot, type Snapshot } from '../engine/lanes.ts';
import { allHeldNearly, heldNearly } from '../engine/nearly.ts';
import { giveOldIds } from '../engine/old-ids.ts';
import { EVERYTHING, type KeyValues } from '../engine/range.ts';
import { compareAndWrite, deleteExtra, type Pass, retryRefused, type Way } from '../engine/sync.ts';
import { unfreeze } from '../freeze/freeze.ts';
import { adoptRows } from '../ledger/progress.ts';
import { keyName, quarantineCounts } from '../ledger/quarantine.ts';
import { identityOf, type Run, setState } from '../ledger/run.ts';
import { type Move, moveName } from '../move.ts';
import type { Server } from '../session.ts';
import { begunRun, control, type Separation } from './context.ts';
import { type Kept, keepWhatHasNoPlace } from './kept.ts';

export type ReverseReport = {
  /** `looked`: nothing was written. `already`: the source counted before, and was left as it is. */
  did: 'carried' | 'looked' | 'already';
  /** Rows written or deleted in the source, by table. */
  changed: Map<string, number>;
  /** Rows that the source holds otherwise than the services, by table; none when all went well. */
  differing: Map<string, number>;
  kept: Kept[];
  seconds: number;
};

type Snapshots = Map<string, Snapshot & { client: Client }>;

async function allBack(separation: Separation, moves: readonly Move[], snapshots: Snapshots): Promise<Pass[]> {
  const { servers, pace } = separation;
  const passes: Pass[] = [];
  for (const move of moves) {
    const way = backwardWay(move, moves, servers, control(separation, move.service));
    passes.push(await compareAndWrite(way, snapshots.get(move.service) as Snapshot & { client: Client }, pace));
  }
  await deleteExtra(passes);
  await settle(separation, moves, passes, snapshots);
  await closeCircles(passes, ({ move }) => snapshots.get(move.service) as Snapshot);
  await deleteExtra(passes);
  await withoutKey(separation, passes, snapshots);
  return passes;
}

/** Tables without a key came back whole or not at all so far. */
async function withoutKey(separation: Separation, passes: readonly Pass[], snapshots: Snapshots): Promise<void> {
  for (const pass of passes.filter(({ again }) => again)) {
    const { move } = pass.way;
    pass.refused = await onServer('source', replaceAllButRefused(pass, snapshots.get(move.service) as Snapshot));
    pass.again = false;
    pass.changed++;
    const source = await separation.servers.source.connect();
    try {
      await restoreSetAside(control(separation, move.service), source, move, separation.servers.source);
    } finally {
      await source.end();
    }
  }
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

/** Rows of a table that are not in the source as the service has them, and those that it holds as well as it can. */
type Differing = { rows: number; nearly: KeyValues[] };

/** @param refused rows that are known to be missing or old */
async function differing(
  separation: Separation,
  move: Move,
  snapshot: Snapshot & { client: Client },
  refused: readonly Refusal[],
): Promise<Differing> {
  const { servers, pace } = separation;
  const way = backwardWay(move, [move], servers, control(separation, move.service));
  const source = await openSnapshot(servers.source);
  const from = await joinSnapshot(servers.targets.get(move.service) as Server, snapshot);
  try {
    const known = new Set(refused.map(({ keyValues }) => keyName(keyValues)));
    if (move.key.length === 0) {
      const aside = (await quarantineCounts(control(separation, move.service))).get(moveName(move)) ?? 0;
      const missing: KeyValues[] = [];
      const counts = { missing: 0, extra: 0 };
      for await (const found of differingHashes(from, source.client, way.writing)) {
        for (const [hash, n] of found.missing) {
          const key = hash.split(' ');
          if (!known.has(keyName(key))) {
            missing.push(key);
            counts.missing += n;
          }
        }
        counts.extra += [...found.extra.values()].reduce((a, b) => a + b, 0);
      }
      const extra = Math.max(0, counts.extra - aside);
      return missing.length > 0 && extra <= counts.missing && (await allAsWellAsItCan(way, from, missing))
        ? { rows: 0, nearly: missing }
        : { rows: counts.missing + extra, nearly: [] };
    }
    const nearly: KeyValues[] = [];
    let rows = 0;
    for await (const range of rangesOf(from, way.writing, EVERYTHING, pace.chunkRows)) {
      const { differences } = await compareRange(from, source.client, way.writing, range);
      if (differences !== null) {
        const [missing, changed] = [differences.missing, differences.changed].map((keys) =>
          keys.filter((key) => !known.has(keyName(key))),
        ) as [KeyValues[], KeyValues[]];
        const spared = await setAside(control(separation, move.service), move, differences.extra);
        const held = await asWellAsItCan(way, from, changed);
        rows += missing.length + changed.length - held.length + differences.extra.length - spared.length;
        nearly.push(...held);
      }
    }
    return { rows, nearly };
  } finally {
    await Promise.all([source.close(), from.end()]);
  }
}

async function allAsWellAsItCan({ to, writing }: Way, from: Client, missing: readonly KeyValues[]): Promise<boolean> {
  const source = await to.connect();
  try {
    return await allHeldNearly(from, source, writing, missing);
  } finally {
    await source.end();
  }
}

async function asWellAsItCan({ to, writing }: Way, from: Client, changed: readonly KeyValues[]): Promise<KeyValues[]> {
  if (changed.length === 0) {
    return [];
  }
  const source = await to.connect();
  try {
    return await heldNearly(from, source, writing, changed);
  } finally {
    await source.end();
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

/**
 * The source counts again. It is written down before anybody may write there, so that no further `reverse` can take
 * away what people write from then on. The rows of the services are all in the source: a rollback may remove them.
 */
async function endWayBack(separation: Separation, moves: readonly Move[], source: Client): Promise<void> {
  for (const [service, client] of separation.controls) {
    await onServer(
      service,
      inTransaction(client, async () => {
        for (const move of moves.filter((each) => each.service === service)) {
          await adoptRows(client, moveName(move), move.target);
        }
        await setState(client, 'reversed');
      }),
    );
  }
  await unfreeze(source);
}

function insistOnSwitch(runs: ReadonlyMap<string, Run>, same: boolean): void {
  const states = new Set([...runs.values()].map(({ state }) => state));
  if (states.has('switched') && (states.has('copied') || states.has('copying'))) {
    throw new StartupError('A switch was interrupted: repeat `switch`, then `reverse`.');
  }
  if (states.has('copying') || (states.has('copied') && same)) {
    throw new StartupError(
      "Nothing has been switched, so nothing has to go back: `rollback` empties the services' databases.",
    );
  }
}

/**
 * Rows that the source still holds otherwise than the services, by table. Without those that it refused; those that it
 * holds as well as it can are noted as such in their pass.
 */
async function allDiffering(
  separation: Separation,
  moves: readonly Move[],
  passes: readonly Pass[],
  snapshots: Snapshots,
): Promise<Map<string, number>> {
  const left = new Map<string, number>();
  for (const move of moves) {
    const snapshot = snapshots.get(move.service) as Snapshot & { client: Client };
    const pass = passes.find(({ way }) => way.move === move);
    const { rows, nearly } = await differing(separation, move, snapshot, pass?.refused ?? []);
    pass?.refused.push(
      ...nearly.map((key) => ({ keyValues: key as string[], reason: HELD_NEARLY, constraint: null, code: null })),
    );
    if (rows > 0 || (pass === undefined && nearly.length > 0)) {
      left.set(moveName(move), rows + (pass === undefined ? nearly.length : 0));
    }
  }
  return left;
}

const HELD_NEARLY = 'the source holds it with fewer digits, or cut off: this is the whole row';

async function withSnapshots<T>({ servers }: Separation, work: (snapshots: Snapshots) => Promise<T>): Promise<T> {
  const snapshots: Snapshots = new Map();
  try {
    for (const [name, server] of servers.targets) {
      snapshots.set(name, await openSnapshot(server));
    }
    return await work(snapshots);
  } finally {
    await Promise.all([...snapshots.values()].map((each) => each.close()));
  }
}

/**
 * Carries what the services hold back into the source, compares, and lets it be written again. Once it has, the source
 * counts: repeated, it only completes what was interrupted after that.
 *
 * @param options.dryRun only counts what differs
 */
export async function reverse(separation: Separation, options = { dryRun: false }): Promise<ReverseReport> {
  const started = performance.now();
  const unchanged = (differing: Map<string, number>) => ({
    changed: new Map<string, number>(),
    differing,
    kept: [],
    seconds: (performance.now() - started) / 1000,
  });
  const { run, runs, plan } = await begunRun(separation);
  const source = await separation.servers.source.connect();
  try {
    const same = JSON.stringify(await identityOf(source)) === JSON.stringify(run.source);
    insistOnSwitch(runs, same);
    if (same && [...runs.values()].some(({ state }) => state === 'reversed')) {
      await (options.dryRun ? undefined : endWayBack(separation, plan.moves, source));
      return { ...unchanged(new Map()), did: 'already' };
    }
    if (!options.dryRun) {
      await giveOldIds(source, separation.controls, plan.moves);
    }
    return await withSnapshots(separation, async (snapshots) => {
      if (options.dryRun) {
        return { ...unchanged(await allDiffering(separation, plan.moves, [], snapshots)), did: 'looked' };
      }
      const passes = await allBack(separation, plan.moves, snapshots);
      await sequencesBack(separation, plan.moves);
      const left = await allDiffering(separation, plan.moves, passes, snapshots);
      const kept = await keepWhatHasNoPlace(separation, plan.moves, passes, snapshots);
      if (left.size === 0) {
        await (same ? endWayBack(separation, plan.moves, source) : unfreeze(source));
      }
      return {
        ...unchanged(left),
        did: 'carried',
        changed: new Map(
          passes.filter(({ changed }) => changed > 0).map(({ way, changed }) => [moveName(way.move), changed]),
        ),
        kept,
      };
    });
  } finally {
    await source.end();
  }
}
