import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReplays } from '../../../platform/identity/service-tokens/once.ts';

const NOW = 1_800_000_000;

function marking(by: string) {
  let no = 0;
  return () => {
    no += 1;
    return { by, no };
  };
}

test('whatever comes in whatever order is let in once, and only what is too far behind is not', () => {
  const window = 32;
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 300 }), (numbers) => {
      const replays = createReplays(window);
      const seen = new Set<number>();
      let highest = 0;
      for (const no of numbers) {
        const expected = !seen.has(no) && no > highest - window;
        expect(replays.isFirst({ by: 'a', no }, NOW)).toBe(expected);
        seen.add(no);
        highest = Math.max(highest, no);
      }
    }),
  );
});

test("two issuers do not stand in each other's way", () => {
  const replays = createReplays();
  const [one, other] = [marking('one'), marking('other')];
  const [a, b] = [one(), other()];
  expect([a.no, b.no]).toEqual([1, 1]);
  expect([a, b, a, b].map((mark) => replays.isFirst(mark, NOW))).toEqual([true, true, false, false]);
});

test('as many issuers are remembered as have room; who was silent for longer than a token lives makes some', () => {
  const replays = createReplays(32, 2);
  const comes = (by: string, at: number, no = 1) => replays.isFirst({ by, no }, NOW + at);
  expect([comes('a', 0), comes('b', 60), comes('c', 60)]).toEqual([true, true, false]);
  // A token that `a` made at the last moment is good for 70 seconds, clocks included.
  expect(comes('c', 70)).toBe(false);
  expect([comes('c', 71), comes('b', 71)]).toEqual([true, false]);
});

test('a million tokens take no more memory than a hundred', () => {
  const replays = createReplays();
  const next = marking('one');
  const run = (times: number): number => {
    for (let i = 0; i < times; i++) {
      if (!replays.isFirst(next(), NOW)) throw new Error('a new token counts as seen');
    }
    return process.memoryUsage().arrayBuffers;
  };
  const before = run(100);
  expect(run(1_000_000) - before).toBeLessThan(1_000_000);
});
