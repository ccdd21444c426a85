import { setTimeout as pause } from 'node:timers/promises';

/** Asks until the answer is yes. Returns whether it came within `timeoutMs`; the last question is asked at the deadline. */
export const until = async (
  condition: () => boolean | Promise<boolean>,
  timeoutMs: number,
  everyMs = 20,
): Promise<boolean> => {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    if (await condition()) return true;
    const left = deadline - performance.now();
    if (left <= 0) return false;
    await pause(Math.min(everyMs, left));
  }
};

/** Whether a promise settles within `timeoutMs`. Leaves no timer behind. */
export const settles = async (promise: Promise<unknown>, timeoutMs: number): Promise<boolean> => {
  const timer = new AbortController();
  const late = pause(timeoutMs, false, { signal: timer.signal }).catch(() => false);
  try {
    return await Promise.race([promise.then(() => true), late]);
  } finally {
    timer.abort();
  }
};
