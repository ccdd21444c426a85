/** Lets somebody wait who may be called before the time is over. A call that nobody waits for counts for the next wait. */
export type Waker = { wait(ms: number, signal: AbortSignal): Promise<void>; wake(): void };

export function createWaker(): Waker {
  let called = false;
  let end: (() => void) | undefined;
  return {
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (called || signal.aborted) {
          called = false;
          resolve();
          return;
        }
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          end = undefined;
          called = false;
          resolve();
        };
        const timer = setTimeout(done, ms);
        signal.addEventListener('abort', done, { once: true });
        end = done;
      }),
    wake: () => {
      called = true;
      end?.();
    },
  };
}

/** Waits for the time to be over, or for the end. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> => createWaker().wait(ms, signal);
