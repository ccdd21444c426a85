/**
 * Starts each task as soon as those that it waits for are over, and resolves when all are.
 * @param after for each task the indices of earlier ones
 * @param start never rejects
 */
export function schedule(after: readonly (readonly number[])[], start: (i: number) => Promise<void>): Promise<void> {
  if (after.length <= 1) {
    return after.length === 0 ? Promise.resolve() : start(0);
  }
  return new Promise((resolve, reject) => {
    const waiting = after.map(({ length }) => length);
    let left = after.length;
    const begin = (i: number): void => {
      start(i).then(() => {
        left -= 1;
        if (left === 0) {
          resolve();
          return;
        }
        for (let next = i + 1; next < after.length; next++) {
          if (after[next]?.includes(i)) {
            waiting[next] = (waiting[next] as number) - 1;
            if (waiting[next] === 0) {
              begin(next);
            }
          }
        }
      }, reject);
    };
    for (const [i, count] of [...waiting].entries()) {
      if (count === 0) {
        begin(i);
      }
    }
  });
}
