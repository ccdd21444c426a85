import { fittingParts, width } from './printable.ts';

/** Lines at the bottom of a terminal that are rewritten in place. */
export type LiveLines = {
  /**
   * Replaces the lines; above them, for good, comes what is finished. A line is given in parts, the most important
   * first: what does not fit into the window is left out.
   */
  show(lines: readonly string[][], finished: readonly string[]): void;
  /** The terminal has taken what it was given so far. */
  ready(): boolean;
  /** Leaves the lines as they stand; what others write follows below. */
  release(): void;
};

const UP = (rows: number): string => (rows === 0 ? '' : `\u001b[${rows}A`);
const ERASE_TO_END_OF_LINE = '\u001b[K';
const ERASE_BELOW = '\u001b[J';

const FALLBACK = { columns: 80, rows: 24 };

/**
 * Each redraw is one write that goes over the old lines instead of erasing them first, so nothing flickers. The cursor
 * is never hidden and rests below the lines: whatever kills the process, the terminal stays usable.
 */
export function liveLines(stream: NodeJS.WriteStream): LiveLines {
  let drawn: number[] = [];
  let open = true;
  const closed = (): void => {
    open = false;
  };
  // The reader may go away at any time, which is no reason for the work to fail.
  stream.on('error', closed);
  stream.on('close', closed);
  const usable = (): boolean => open && stream.writable;
  const show = (lines: readonly string[][], finished: readonly string[]): void => {
    if (!usable()) {
      return;
    }
    const columns = stream.columns || FALLBACK.columns;
    // A terminal that became narrower has wrapped what it shows.
    const up = drawn.reduce((sum, taken) => sum + Math.max(1, Math.ceil(taken / columns)), 0);
    // The last column stays free: some terminals wrap as soon as it is written to.
    const shown = fittingRows(lines, (stream.rows || FALLBACK.rows) - 2).map((line) => fittingParts(line, columns - 1));
    const text = [...finished, ...shown].map((line) => `${line}${ERASE_TO_END_OF_LINE}\n`).join('');
    drawn = shown.map(width);
    stream.write(`\r${UP(up)}${text}${ERASE_BELOW}`);
  };
  return {
    show,
    ready: () => usable() && !stream.writableNeedDrain,
    release: () => {
      drawn = [];
    },
  };
}

/** Lines that scroll out of the window could not be reached any more. */
function fittingRows(lines: readonly string[][], rows: number): readonly string[][] {
  const most = Math.max(1, rows);
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), [`and ${lines.length - most + 1} more`]];
}
