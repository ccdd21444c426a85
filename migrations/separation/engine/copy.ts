import type { Client } from 'pg';
import { hasCode } from '../../../platform/database/sqlstate.ts';
import {
  beginTable,
  type Chunk,
  chunksOf,
  endTable,
  recordChunk,
  recordWrite,
  tableProgress,
} from '../ledger/progress.ts';
import { keyName } from '../ledger/quarantine.ts';
import { type Move, moveName } from '../move.ts';
import type { Progress } from '../report/progress.ts';
import type { Server, Servers } from '../session.ts';
import { insertCarefully, type Refusal } from './careful.ts';
import { gapsBetween } from './gaps.ts';
import { inParallel, inTransaction, type Lane, onServer, openLane, type Snapshot } from './lanes.ts';
import { type KeyValues, nextBoundary, type Range, within } from './range.ts';
import { keepRefused, keyArray } from './refused-rows.ts';
import { columnsInto, type Writing } from './stage.ts';
import { streamRows } from './stream.ts';
import { forward } from './writing.ts';

export type CopyOptions = {
  workers: number;
  /** Rows of a chunk: of one transaction of the target. */
  chunkRows: number;
  progress: Progress;
  /** Called after each chunk is committed; what it throws stops the copy. For tests that stop it anywhere. */
  onChunk?: (name: string) => Promise<void> | void;
};

/** A table on its way: which ranges are left, and who is at work on it. */
type Table = {
  move: Move;
  name: string;
  writing: Writing;
  attempt: number;
  gaps: Range[];
  /** Ranges that an earlier attempt copied, out of another snapshot. */
  stale: Chunk[];
  working: number;
  /** Boundaries are found one at a time. */
  claims: Promise<unknown>;
  chunkRows: number;
  begun: boolean;
};

/** A row's own fault, as far as SQLSTATEs tell: a constraint, or a value. */
const isRowFault = (error: unknown): boolean => {
  const code = (error as { code?: string }).code ?? '';
  return /^(23|22)/.test(code) || hasCode(error, '54000', '54001');
};

/** Without an index each range reads the whole table: then there are only few. */
const FEW = 16;

async function tableOf(
  move: Move,
  servers: Servers,
  control: Client,
  snapshot: Client,
  chunkRows: number,
): Promise<Table | null> {
  const name = moveName(move);
  if ((await tableProgress(control, name))?.state === 'copied') {
    return null;
  }
  const writing = forward(move, servers.source, servers.targets.get(move.service) as Server);
  const attempt = await beginTable(control, name);
  const stale = await chunksOf(control, name);
  const gaps = await gapsBetween(snapshot, writing.from, stale);
  const indexed = writing.from.key.length > 0 && writing.from.key.every(({ type }) => type !== 'text');
  const rows = indexed ? chunkRows : Math.max(chunkRows, Math.ceil(move.rows / FEW));
  return {
    move,
    name,
    writing,
    attempt,
    gaps,
    stale,
    working: 0,
    claims: Promise.resolve(),
    chunkRows: rows,
    begun: false,
  };
}

/** The next range of a table; undefined when all are taken. */
function claim(table: Table, source: Client): Promise<Range | undefined> {
  const take = async (): Promise<Range | undefined> => {
    const gap = table.gaps[0];
    if (gap === undefined) {
      return undefined;
    }
    const upper = table.writing.from.key.length === 0 ? undefined : await boundary(table, source, gap);
    if (upper === undefined) {
      table.gaps.shift();
      return gap;
    }
    table.gaps[0] = { lower: upper, upper: gap.upper };
    return { lower: gap.lower, upper };
  };
  const next = table.claims.then(take);
  table.claims = next.catch(() => undefined);
  return next;
}

async function boundary(
  { writing, chunkRows }: Table,
  source: Client,
  { lower, upper }: Range,
): Promise<KeyValues | undefined> {
  const { rows } = await source.query<{ key: string[] }>(nextBoundary(writing.from, lower, upper, chunkRows));
  const key = rows[0]?.key;
  // The last row of a gap that has an end is that end.
  return key === undefined || (upper !== null && keyName(key) === keyName(upper)) ? undefined : key;
}

/** One chunk: its rows, what they were refused for, and that it is done, all or nothing. */
async function copyChunk(table: Table, range: Range, lane: Lane): Promise<number> {
  const target = await lane.target(table.move.service);
  const done = (rows: number): Promise<void> =>
    recordChunk(target, table.name, { ...range, attempt: table.attempt, rows }).then(() =>
      recordWrite(target, table.name, rows),
    );
  try {
    return await inTransaction(target, async () => {
      const rows = await streamInto(table, range, lane.source, target);
      await done(rows);
      return rows;
    });
  } catch (error) {
    if (!isRowFault(error)) {
      throw error;
    }
  }
  return inTransaction(target, async () => {
    const refusals = await carefully(table, range, lane.source, target);
    await keepRefused(lane.source, target, table.move, table.writing.from, refusals);
    const { rows } = await target.query<{ rows: string }>(
      `select count(*) as rows from ${table.writing.to.from} where ${within(table.writing.to, range)}`,
    );
    const there = Number(rows[0]?.rows);
    await done(there);
    return there + refusals.length;
  });
}

function streamInto({ writing, move }: Table, range: Range, source: Client, target: Client): Promise<number> {
  const values = writing.from.cells.filter(({ computed }) => !computed).map(({ value }) => value);
  const query = `select ${values.join(', ')} from ${writing.from.from} where ${within(writing.from, range)}`;
  return streamRows(source, query, target, columnsInto(writing), move.binary);
}

const carefully = ({ writing }: Table, range: Range, source: Client, target: Client): Promise<Refusal[]> =>
  insertCarefully(source, target, writing, within(writing.from, range), keyArray(writing.from));

/** Tables whose parents are complete, in the order of the plan. */
function ready(tables: readonly Table[], open: ReadonlySet<string>): Table | undefined {
  return tables.find(({ move, gaps }) => gaps.length > 0 && move.after.every((name) => !open.has(name)));
}

/** What all workers know of: the tables, which of them are not complete yet, and how to wait for a change. */
type Board = {
  tables: Table[];
  open: Set<string>;
  stopped: boolean;
  changed: { promise: Promise<void>; resolve(): void };
};

const signal = (board: Board): void => {
  board.changed.resolve();
  board.changed = Promise.withResolvers<void>();
};

async function work(board: Board, lane: Lane, options: CopyOptions): Promise<void> {
  while (board.open.size > 0 && !board.stopped) {
    const table = ready(board.tables, board.open);
    if (table === undefined) {
      await board.changed.promise;
      continue;
    }
    table.working++;
    try {
      announce(table, options.progress);
      const range = await onServer('source', claim(table, lane.source));
      if (range !== undefined) {
        const rows = await onServer(table.move.service, copyChunk(table, range, lane));
        options.progress.advance(table.name, rows);
        await options.onChunk?.(table.name);
      }
    } catch (error) {
      board.stopped = true;
      signal(board);
      throw error;
    } finally {
      table.working--;
    }
    if (table.gaps.length === 0 && table.working === 0 && board.open.delete(table.name)) {
      options.progress.end(table.name);
    }
    signal(board);
  }
}

function announce(table: Table, progress: Progress): void {
  if (!table.begun) {
    table.begun = true;
    progress.begin(
      table.name,
      table.move.rows,
      table.stale.reduce((sum, { rows }) => sum + rows, 0),
    );
  }
}

/**
 * Copies what is not copied yet, out of one snapshot, in chunks that are each a transaction. Tables that an earlier
 * attempt had begun are returned with the ranges that came out of an older snapshot: these are still to be compared.
 */
export async function copyTables(
  servers: Servers,
  moves: readonly Move[],
  controls: ReadonlyMap<string, Client>,
  snapshot: Snapshot & { client: Client },
  options: CopyOptions,
): Promise<{ move: Move; stale: Chunk[] }[]> {
  const tables: Table[] = [];
  for (const move of moves) {
    const control = controls.get(move.service) as Client;
    const table = await tableOf(move, servers, control, snapshot.client, options.chunkRows);
    if (table !== null) {
      tables.push(table);
    }
  }
  const unfinished = tables.filter(({ gaps }) => gaps.length > 0);
  const board: Board = {
    tables: unfinished,
    open: new Set(unfinished.map(({ name }) => name)),
    stopped: false,
    changed: Promise.withResolvers<void>(),
  };
  if (unfinished.length > 0) {
    await inParallel(
      options.workers,
      () => openLane(servers, snapshot),
      (lane: Lane) => work(board, lane, options),
    );
  }
  return tables.map(({ move, stale }) => ({ move, stale }));
}

/** All of a table's ranges are there and hold what the source holds. */
export const completeTable = (control: Client, move: Move): Promise<void> => endTable(control, moveName(move));
