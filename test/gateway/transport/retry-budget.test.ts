import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { capacityOf, createRetryBudget } from '../../../gateway/transport/retry-budget.ts';

const step = fc.oneof(
  fc.record({ kind: fc.constant('fetch' as const), count: fc.nat(200) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }),
  fc.record({ kind: fc.constant('retry' as const), count: fc.nat(300) }),
);

test('retries never exceed the share of the fetches, the rate, and what was saved; whoever pays in is paid out', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), fc.nat(20), fc.array(step), (percent, perSecond, steps) => {
      const budget = createRetryBudget({ percent, perSecond }, 0);
      const capacity = capacityOf({ percent, perSecond });
      let now = 0;
      let fetches = 0;
      let retries = 0;
      for (const each of steps) {
        if (each.kind === 'wait') {
          now += each.ms;
        } else if (each.kind === 'fetch') {
          fetches += each.count;
          for (let i = 0; i < each.count; i += 1) {
            budget.deposit();
          }
        } else {
          for (let i = 0; i < each.count; i += 1) {
            retries += budget.withdraw(now) ? 1 : 0;
          }
        }
        expect(retries).toBeLessThanOrEqual(
          Math.ceil(capacity + (percent / 100) * fetches + (perSecond * now) / 1_000 + 1e-6),
        );
      }
      const drained = createRetryBudget({ percent, perSecond }, now);
      while (drained.withdraw(now)) {
        // until it is empty
      }
      for (let i = 0; i < 100; i += 1) {
        drained.deposit();
      }
      expect(Array.from({ length: percent }, () => drained.withdraw(now)).every(Boolean)).toBe(true);
      expect(drained.withdraw(now)).toBe(false);
    }),
  );
});

test('without a share and a rate there are no retries, and a clock that goes back gives nothing', () => {
  expect(createRetryBudget({ percent: 0, perSecond: 0 }, 0).withdraw(1e9)).toBe(false);
  const budget = createRetryBudget({ percent: 0, perSecond: 1 }, 1_000);
  expect(Array.from({ length: 11 }, () => budget.withdraw(1_000))).toEqual([...Array(10).fill(true), false]);
  expect(budget.withdraw(0)).toBe(false);
  expect(budget.withdraw(1_999)).toBe(false);
  expect(budget.withdraw(2_000)).toBe(true);
});

test('a quiet week saves no more than the bucket holds', () => {
  const budget = createRetryBudget({ percent: 20, perSecond: 1 }, 0);
  for (let i = 0; i < 10_000; i += 1) {
    budget.deposit();
  }
  const week = 7 * 86_400_000;
  expect(Array.from({ length: 100 }, () => budget.withdraw(week)).filter(Boolean)).toHaveLength(30);
});
