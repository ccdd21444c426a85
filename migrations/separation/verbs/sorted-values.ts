/** A value that only one side has. */
export type Sided = { value: string; side: 'source' | 'target' };

/** One page of a sorted stream at a time, value by value. */
type Reader = { head(): Promise<string | undefined>; take(): void };

function reader(pages: AsyncIterator<string[]>): Reader {
  let page: string[] = [];
  let at = 0;
  let ended = false;
  return {
    head: async () => {
      while (at >= page.length && !ended) {
        const { value, done } = await pages.next();
        [page, at, ended] = done ? [[], 0, true] : [value, 0, false];
      }
      return page[at];
    },
    take: () => {
      at++;
    },
  };
}

/** The order of `convert_to(value, 'UTF8')`; undefined comes after everything. */
function order(a: string | undefined, b: string | undefined): number {
  if (a === b) {
    return 0;
  }
  if (a === undefined || b === undefined) {
    return a === undefined ? 1 : -1;
  }
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/**
 * Merges two streams of sorted, distinct values, and gives what only one of them has, so many values at once. Of either
 * stream no more than a page is held, however long it is.
 * @param counts takes how many values each stream had
 */
export async function* onlyOnOneSide(
  source: AsyncIterator<string[]>,
  target: AsyncIterator<string[]>,
  counts: Record<Sided['side'], number>,
  atOnce: number,
): AsyncGenerator<{ side: Sided['side']; values: string[] }> {
  const [here, there] = [reader(source), reader(target)];
  const found: Record<Sided['side'], string[]> = { source: [], target: [] };
  for (;;) {
    const [a, b] = [await here.head(), await there.head()];
    const before = order(a, b);
    if (before === 0 && a === undefined) {
      break;
    }
    if (before <= 0) {
      counts.source++;
      here.take();
    }
    if (before >= 0) {
      counts.target++;
      there.take();
    }
    if (before !== 0) {
      const side = before < 0 ? 'source' : 'target';
      found[side].push((before < 0 ? a : b) as string);
      if (found[side].length === atOnce) {
        yield { side, values: found[side] };
        found[side] = [];
      }
    }
  }
  for (const side of ['target', 'source'] as const) {
    if (found[side].length > 0) {
      yield { side, values: found[side] };
    }
  }
}
