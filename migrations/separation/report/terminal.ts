import { liveLines } from './live-lines.ts';
import { printable } from './printable.ts';
import type { Progress } from './progress.ts';
import { beginningText, finishedText, runningParts } from './progress-text.ts';
import { advanced, type Throughput, throughput } from './throughput.ts';

/** Milliseconds of a steady clock. */
export type Clock = () => number;

const REDRAW_EVERY_MS = 100;
/** Rates and remaining times change even when no row comes. */
const REDRAW_AT_REST_MS = 1_000;
const LINE_EVERY_MS = 5_000;

/**
 * Progress for people on a terminal: a line for each running table, rewritten in place, and above them what is
 * finished. On anything else, such as a pipe or a CI log, plain lines: at the beginning and the end of each table, and
 * one every five seconds in between. A stream that closes is no error: nothing is shown any more.
 */
export const terminalProgress = (stream: NodeJS.WriteStream, clock: Clock = () => performance.now()): Progress =>
  stream.isTTY ? rewritten(stream, clock) : inLines(stream, clock);

const linesOf = (text: string): string[] => text.split('\n').map(printable);

/** The table's state, also of one that nobody announced. */
function stateOf(tables: Map<string, Throughput>, table: string, now: number): Throughput {
  const state = tables.get(table) ?? throughput(table, 0, 0, now);
  tables.set(table, state);
  return state;
}

function rewritten(stream: NodeJS.WriteStream, clock: Clock): Progress {
  const tables = new Map<string, Throughput>();
  const screen = liveLines(stream);
  let drawnAt = Number.NEGATIVE_INFINITY;
  const draw = (finished: readonly string[] = []): void => {
    drawnAt = clock();
    screen.show(
      [...tables.values()].map((state) => runningParts(state, drawnAt)),
      finished,
    );
  };
  const drawIfDue = (): void => {
    if (clock() - drawnAt >= REDRAW_EVERY_MS && screen.ready()) {
      draw();
    }
  };
  const atRest = setInterval(() => tables.size > 0 && drawIfDue(), REDRAW_AT_REST_MS).unref();
  return {
    begin: (table, expected, done, counting) => {
      tables.set(table, throughput(table, expected, done, clock(), counting));
      drawIfDue();
    },
    advance: (table, rows) => {
      advanced(stateOf(tables, table, clock()), rows, clock());
      drawIfDue();
    },
    end: (table) => {
      const text = finishedText(stateOf(tables, table, clock()), clock());
      tables.delete(table);
      draw([text]);
    },
    say: (text) => draw(linesOf(text)),
    close: () => {
      clearInterval(atRest);
      if (tables.size > 0) {
        draw();
      }
      tables.clear();
      screen.release();
    },
  };
}

function inLines(stream: NodeJS.WriteStream, clock: Clock): Progress {
  const tables = new Map<string, Throughput>();
  const saidAt = new Map<string, number>();
  let open = true;
  stream.on('error', () => {
    open = false;
  });
  const write = (text: string): void => {
    if (open && stream.writable) {
      stream.write(`${text}\n`);
    }
  };
  return {
    begin: (table, expected, done, counting) => {
      const state = throughput(table, expected, done, clock(), counting);
      tables.set(table, state);
      saidAt.set(table, clock());
      write(beginningText(state));
    },
    advance: (table, rows) => {
      const now = clock();
      const state = stateOf(tables, table, now);
      advanced(state, rows, now);
      if (now - (saidAt.get(table) ?? state.startedAt) >= LINE_EVERY_MS) {
        saidAt.set(table, now);
        write(runningParts(state, now).join('  '));
      }
    },
    end: (table) => {
      write(finishedText(stateOf(tables, table, clock()), clock()));
      tables.delete(table);
      saidAt.delete(table);
    },
    say: (text) => write(linesOf(text).join('\n')),
    close: () => tables.clear(),
  };
}
