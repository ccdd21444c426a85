import type { Client } from 'pg';
import { type Move, moveName } from '../move.ts';
import type { Progress } from '../report/progress.ts';
import type { Server } from '../session.ts';
import { type Around, type Cascade, deleteRows, replaceAll, type Written, writeRows } from './apply.ts';
import type { Refusal } from './careful.ts';
import { compareRange, rangesOf } from './compare.ts';
import { isRowFault } from './faults.ts';
import { joinSnapshot, onServer, type Snapshot } from './lanes.ts';
import { EVERYTHING, type KeyValues, type Range } from './range.ts';
import { columnsInto, type Writing } from './stage.ts';
import { streamRows } from './stream.ts';

/** One direction of one table: what is written where, and what is done besides. */
export type Way = {
  move: Move;
  writing: Writing;
  from: Server;
  to: Server;
  written(client: Client): Written;
  /** Keys that only the taking side has, and that are not to be deleted there. */
  spared?: (client: Client, keys: readonly KeyValues[]) => Promise<KeyValues[]>;
  /** Done in each transaction around what is written. */
  around?: Around;
  /** Done before rows are deleted. */
  cascade?: Cascade;
};

export type SyncOptions = { workers: number; chunkRows: number; progress: Progress };

/** What a pass over a table found, and what it could not do yet. */
export type Pass = {
  way: Way;
  rows: number;
  /** Rows that were written or deleted. */
  changed: number;
  refused: Refusal[];
  extra: KeyValues[];
  /** Its rows have no key, and not all of them were taken. */
  again: boolean;
};

/** The taking side's connection of a worker, and its view of the giving side. */
type Pair = { from: Client; to: Client };

async function openPair(way: Way, snapshot: Snapshot): Promise<Pair & { close(): Promise<void> }> {
  const from = await joinSnapshot(way.from, snapshot);
  const to = await way.to.connect();
  return { from, to, close: async () => void (await Promise.all([from.end(), to.end()])) };
}

async function syncRange(way: Way, { from, to }: Pair, range: Range, pass: Pass): Promise<number> {
  const { fromRows, toRows, differences } = await compareRange(from, to, way.writing, range);
  if (differences === null) {
    return fromRows;
  }
  if (way.writing.from.key.length === 0) {
    pass.again = !(await replaced(way, { from, to }));
    pass.changed += pass.again ? 0 : Math.max(fromRows, toRows);
    return fromRows;
  }
  const { missing, changed, extra } = differences;
  const wanted = [...changed, ...missing];
  const refused = await writeRows(from, to, way.writing, wanted, way.written(to), way.around);
  pass.refused.push(...refused);
  pass.extra.push(...extra);
  pass.changed += wanted.length - refused.length;
  return fromRows;
}

/** False when a row was refused: then nothing has changed. */
async function replaced(way: Way, pair: Pair): Promise<boolean> {
  try {
    await replace(way, pair);
    return true;
  } catch (error) {
    if (!isRowFault(error)) {
      throw error;
    }
    return false;
  }
}

function replace({ writing, written, around }: Way, { from, to }: Pair): Promise<void> {
  const values = writing.from.cells.filter(({ computed }) => !computed).map(({ value }) => value);
  const fill = (): Promise<number> =>
    streamRows(from, `select ${values.join(', ')} from ${writing.from.from}`, to, columnsInto(writing), writing.binary);
  return replaceAll(to, writing, fill, written(to), around);
}

/** Ranges one after the other to whoever is free. */
function dealer(ranges: AsyncGenerator<Range>): () => Promise<Range | undefined> {
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const next = last.then(async () => {
      const { value, done } = await ranges.next();
      return done ? undefined : (value as Range);
    });
    last = next.catch(() => undefined);
    return next;
  };
}

async function* all(client: Client, writing: Writing, ranges: readonly Range[], rows: number): AsyncGenerator<Range> {
  for (const range of ranges) {
    yield* rangesOf(client, writing, range, rows);
  }
}

/** Compares the ranges of a table and writes what differs; what is to be deleted is only noted down. */
export async function compareAndWrite(
  way: Way,
  snapshot: Snapshot & { client: Client },
  options: SyncOptions,
  ranges: readonly Range[] = [EVERYTHING],
): Promise<Pass> {
  const pass: Pass = { way, rows: 0, changed: 0, refused: [], extra: [], again: false };
  const name = moveName(way.move);
  const next = dealer(all(snapshot.client, way.writing, ranges, options.chunkRows));
  options.progress.begin(name, way.move.rows, 0);
  const work = async (): Promise<void> => {
    let pair: (Pair & { close(): Promise<void> }) | undefined;
    try {
      for (let range = await next(); range !== undefined; range = await next()) {
        pair ??= await openPair(way, snapshot);
        const rows = await onServer(way.to.name, syncRange(way, pair, range, pass));
        pass.rows += rows;
        options.progress.advance(name, rows);
      }
    } finally {
      await pair?.close();
    }
  };
  const workers = Math.max(1, Math.min(options.workers, Math.ceil(way.move.rows / options.chunkRows)));
  const ended = await Promise.allSettled(Array.from({ length: workers }, work));
  const failed = ended.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    throw failed.reason;
  }
  options.progress.end(name);
  return pass;
}

/** Deletes what only the taking side has, rows that refer before those that they refer to, as long as that helps. */
export async function deleteExtra(passes: readonly Pass[]): Promise<void> {
  const left = (): number => passes.reduce((sum, { extra }) => sum + extra.length, 0);
  for (let before = Infinity; left() > 0 && left() < before; ) {
    before = left();
    await deleteOnce(passes);
  }
}

async function deleteOnce(passes: readonly Pass[]): Promise<void> {
  for (const pass of [...passes].reverse()) {
    if (pass.extra.length > 0) {
      const client = await pass.way.to.connect();
      try {
        const spared = new Set(((await pass.way.spared?.(client, pass.extra)) ?? []).map((key) => JSON.stringify(key)));
        const gone = pass.extra.filter((key) => !spared.has(JSON.stringify(key)));
        pass.extra = await deleteRows(client, pass.way.writing, gone, pass.way.written(client), pass.way);
        pass.changed += gone.length - pass.extra.length;
      } finally {
        await client.end();
      }
    }
  }
}

const waitingRows = ({ refused, again }: Pass): number => refused.length + (again ? 1 : 0);

async function retry(pass: Pass, pair: Pair): Promise<void> {
  const { way } = pass;
  if (pass.again) {
    pass.again = !(await replaced(way, pair));
    return;
  }
  const keys = pass.refused.map(({ keyValues }) => keyValues);
  pass.refused = await writeRows(pair.from, pair.to, way.writing, keys, way.written(pair.to), way.around);
  pass.changed += keys.length - pass.refused.length;
}

/** Tries once more what was refused, as long as that helps: a row may have waited for another one. */
export async function retryRefused(passes: readonly Pass[], snapshot: Snapshot): Promise<void> {
  for (let before = Infinity; ; ) {
    const now = passes.reduce((sum, pass) => sum + waitingRows(pass), 0);
    if (now === 0 || now >= before) {
      return;
    }
    before = now;
    for (const pass of passes.filter((each) => waitingRows(each) > 0)) {
      const pair = await openPair(pass.way, snapshot);
      try {
        await retry(pass, pair);
      } finally {
        await pair.close();
      }
    }
  }
}
