import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { schedule } from '../../../gateway/execution/schedule.ts';

/** Tasks that end when they are told to. */
function tasks() {
  const ends = new Map<number, () => void>();
  const started: number[] = [];
  return {
    started,
    start: (i: number) => {
      started.push(i);
      return new Promise<void>((resolve) => ends.set(i, resolve));
    },
    end: async (i: number) => {
      ends.get(i)?.();
      await Promise.resolve();
      await Promise.resolve();
    },
  };
}

test('a task starts as soon as those that it waits for are over, whatever else is going on', async () => {
  const { started, start, end } = tasks();
  const done = schedule([[], [], [0], [1], [2, 3]], start);
  expect(started).toEqual([0, 1]);
  await end(0);
  expect(started).toEqual([0, 1, 2]);
  await end(2);
  expect(started).toEqual([0, 1, 2]);
  await end(1);
  await end(3);
  expect(started).toEqual([0, 1, 2, 3, 4]);
  await end(4);
  await done;
});

test('whatever waits for whatever, and whoever ends first: each runs once, after those that it waits for', async () => {
  const graphs = fc
    .array(fc.array(fc.nat(), { maxLength: 4 }), { maxLength: 12 })
    .map((lists) => lists.map((list, i) => [...new Set(list.map((n) => n % Math.max(i, 1)).filter((n) => n < i))]));
  await fc.assert(
    fc.asyncProperty(graphs, fc.infiniteStream(fc.nat()), async (after, choices) => {
      const { started, start, end } = tasks();
      const over = new Set<number>();
      const done = schedule(after, (i) => {
        expect((after[i] as number[]).every((other) => over.has(other))).toBe(true);
        return start(i);
      });
      while (over.size < after.length) {
        const running = started.filter((i) => !over.has(i));
        const next = running[(choices.next().value as number) % running.length] as number;
        over.add(next);
        await end(next);
      }
      await done;
      expect([...started].sort((a, b) => a - b)).toEqual(after.map((_, i) => i));
    }),
  );
});
