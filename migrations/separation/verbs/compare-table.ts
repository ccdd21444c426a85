import type { Client } from 'pg';
import { compareRange, rangesOf } from '../engine/compare.ts';
import type { Face } from '../engine/face.ts';
import { differingHashes } from '../engine/hashes.ts';
import { joinSnapshot, type Snapshot } from '../engine/lanes.ts';
import { among, EVERYTHING, type KeyValues, keyTexts, type Range } from '../engine/range.ts';
import { amongRows, digestsOf, keyArray } from '../engine/refused-rows.ts';
import type { Writing } from '../engine/stage.ts';
import { clientOf, type Views } from '../engine/views.ts';
import { keyName, quarantined, quarantinedAmong } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import type { Difference } from '../report/verify-report.ts';
import { dialect, type Server } from '../session.ts';
import { control, type Separation } from './context.ts';

/** So many differing rows of a table are named; all of them are counted. */
const NAMED = 100;

/** How many, and the first of them. */
type Some = { rows: number; keys: KeyValues[] };

/** What a table's comparison found. It does not grow with the table, even if every row of it differs. */
export type Found = {
  sourceRows: number;
  targetRows: number;
  /** Rows that are missing because they are set aside. */
  accounted: number;
  missing: Some;
  extra: Some;
  changed: Some;
  /** Set aside although the source no longer has them, or not as they were refused. */
  stale: Some;
};

/** A table that is compared, and how. */
export type Compared = { move: Move; writing: Writing; views: Views };

const none = (): Some => ({ rows: 0, keys: [] });

function add(some: Some, keys: readonly KeyValues[], rows = keys.length): void {
  some.rows += rows;
  some.keys.push(...keys.slice(0, NAMED - some.keys.length));
}

/** Of rows that are missing: those that are set aside, as the source still has them. They account for themselves. */
async function explained(
  separation: Separation,
  { move, writing }: Compared,
  source: Client,
  missing: readonly KeyValues[],
): Promise<Set<string>> {
  if (missing.length === 0) {
    return new Set();
  }
  const aside = await quarantinedAmong(control(separation, move.service), moveName(move), missing);
  const keys = [...aside.keys()].map((name) => JSON.parse(name) as string[]);
  const now = await digestsOf(source, dialect(move, separation.servers.source), writing.from, keys);
  return new Set([...aside].filter(([name, digest]) => now.get(name) === digest).map(([name]) => name));
}

async function addMissing(
  separation: Separation,
  compared: Compared,
  source: Client,
  found: Found,
  missing: readonly KeyValues[],
  times: (key: KeyValues) => number = () => 1,
): Promise<void> {
  const aside = await explained(separation, compared, source, missing);
  const sum = (keys: readonly KeyValues[]): number => keys.reduce((rows, key) => rows + times(key), 0);
  const open = missing.filter((key) => !aside.has(keyName(key)));
  add(found.missing, open, sum(open));
  found.accounted += sum(missing) - sum(open);
}

const hashKey = (hash: string): string[] => hash.split(' ');

async function compareHashes(
  separation: Separation,
  compared: Compared,
  source: Client,
  target: Client,
  found: Found,
): Promise<void> {
  for await (const { missing, extra } of differingHashes(source, target, compared.writing)) {
    const times = (key: KeyValues): number => missing.get(key.join(' ')) ?? 0;
    await addMissing(separation, compared, source, found, [...missing.keys()].map(hashKey), times);
    const rows = [...extra.values()].reduce((a, b) => a + b, 0);
    add(found.extra, [...extra.keys()].map(hashKey), rows);
  }
}

async function compareOne(
  separation: Separation,
  compared: Compared,
  source: Client,
  target: Client,
  range: Range,
  found: Found,
): Promise<number> {
  const { fromRows, toRows, differences } = await compareRange(source, target, compared.writing, range);
  found.sourceRows += fromRows;
  found.targetRows += toRows;
  if (differences !== null && compared.writing.from.key.length === 0) {
    await compareHashes(separation, compared, source, target, found);
  } else if (differences !== null) {
    await addMissing(separation, compared, source, found, differences.missing);
    add(found.extra, differences.extra);
    add(found.changed, differences.changed);
  }
  return fromRows;
}

/** Compares all rows of a table, and what of it is set aside. */
export async function compareTable(separation: Separation, compared: Compared): Promise<Found> {
  const { servers, pace } = separation;
  const { move, writing, views } = compared;
  const found: Found = {
    sourceRows: 0,
    targetRows: 0,
    accounted: 0,
    missing: none(),
    extra: none(),
    changed: none(),
    stale: none(),
  };
  const ranges = rangesOf(views.source.client, writing, EVERYTHING, pace.chunkRows);
  let last: Promise<unknown> = Promise.resolve();
  const next = () => {
    const range = last.then(() => ranges.next());
    last = range.catch(() => undefined);
    return range;
  };
  const work = async (): Promise<void> => {
    const source = await joinSnapshot(servers.source, views.source);
    const target = await joinSnapshot(
      servers.targets.get(move.service) as Server,
      views.targets.get(move.service) as Snapshot,
    );
    try {
      for (let range = await next(); !range.done; range = await next()) {
        const rows = await compareOne(separation, compared, source, target, range.value, found);
        pace.progress.advance(moveName(move), rows);
      }
    } finally {
      await Promise.all([source.end(), target.end()]);
    }
  };
  const workers = Math.max(1, Math.min(pace.workers, Math.ceil(move.rows / pace.chunkRows)));
  const ended = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  await findStale(separation, compared, found);
  return found;
}

/** Of what is set aside: what the source says otherwise today is missing already, what it has no more is one too many. */
async function findStale(separation: Separation, { move, writing, views }: Compared, found: Found): Promise<void> {
  const client = control(separation, move.service);
  for await (const aside of quarantined(client, moveName(move))) {
    const keys = [...aside.keys()].map((name) => JSON.parse(name) as string[]);
    const spoken = dialect(move, separation.servers.source);
    const now = await digestsOf(views.source.client, spoken, writing.from, keys);
    const otherwise = keys.filter((key) => now.get(keyName(key)) !== aside.get(keyName(key)));
    if (otherwise.length > 0) {
      const there = await keysThere(clientOf(views, move.service), writing.to, otherwise);
      add(
        found.stale,
        otherwise.filter((key) => !now.has(keyName(key)) || there.has(keyName(key))),
      );
    }
  }
}

async function keysThere(client: Client, face: Face, keys: readonly KeyValues[]): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string[] }>(
    `select ${keyArray(face)} as key from ${face.from} where ${amongRows(face, keys)}`,
  );
  return new Set(rows.map(({ key }) => keyName(key)));
}

async function cellsOf(
  client: Client,
  face: Face,
  keys: readonly KeyValues[],
): Promise<Map<string, (string | null)[]>> {
  const { rows } = await client.query<{ key: string[]; cells: (string | null)[] }>(
    `select ${keyTexts(face)} as key, array[${face.cells.map(({ hash }) => `md5((${hash})::text)`).join(', ')}] as cells
     from ${face.from} where ${among(face, keys)}`,
  );
  return new Map(rows.map(({ key, cells }) => [keyName(key), cells]));
}

/** Names the first rows that differ, and of those that are on both sides the columns. */
export async function differencesOf(found: Found, { move, writing, views }: Compared): Promise<Difference[]> {
  const named = (key: KeyValues): Record<string, string | null> =>
    move.key.length === 0
      ? { hash: key.join(' ') }
      : Object.fromEntries(move.key.map((part, i) => [part.name, key[i] ?? null]));
  const plain = (kind: Difference['kind'], { keys }: Some, columns: string[] = []): Difference[] =>
    keys.map((key) => ({ kind, key: named(key), columns }));
  const changed = found.changed.keys;
  const [here, there] =
    changed.length === 0
      ? [new Map(), new Map()]
      : await Promise.all([
          cellsOf(views.source.client, writing.from, changed),
          cellsOf(clientOf(views, move.service), writing.to, changed),
        ]);
  const columns = (key: KeyValues): string[] =>
    writing.from.cells
      .filter((_, i) => here.get(keyName(key))?.[i] !== there.get(keyName(key))?.[i])
      .map(({ name }) => name);
  return [
    ...changed.map((key): Difference => ({ kind: 'changed', key: named(key), columns: columns(key) })),
    ...plain('missing', found.missing),
    ...plain('extra', found.extra),
    ...plain('extra', found.stale, ['quarantine']),
  ].slice(0, NAMED);
}
