import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type DecidedFlag, evaluateFlag, type FlagContext } from '../../../subgraphs/config/services/evaluate-flag.ts';
import { murmur3 } from '../../../subgraphs/config/services/murmur3.ts';

const NOW = new Date('2026-09-14T08:30:00Z');
const UNITS = 100_000;
const flagOf = (rolloutPercentage: number, flagName = 'duplex_basecalling'): DecidedFlag => ({
  flagName,
  isEnabled: true,
  rolloutPercentage,
});
const evaluate = (flag: DecidedFlag, context: FlagContext) => evaluateFlag(flag, context, NOW);
const isOn = (flag: DecidedFlag, unit: string): boolean => evaluate(flag, { unit }).enabled;

/** The reference values of MurmurHash3_x86_32 that its ports share, tails of every length among them. */
test.each([
  ['', 0, 0x00000000],
  ['', 1, 0x514e28b7],
  ['', 0xffffffff, 0x81f16f39],
  ['test', 0, 0xba6bd213],
  ['test', 0x9747b28c, 0x704b81dc],
  ['Hello, world!', 0, 0xc0363e43],
  ['Hello, world!', 0x9747b28c, 0x24884cba],
  ['The quick brown fox jumps over the lazy dog', 0, 0x2e4ff723],
  ['The quick brown fox jumps over the lazy dog', 0x9747b28c, 0x2fa826cd],
  ['a', 0x9747b28c, 0x7fa09ea6],
  ['aa', 0x9747b28c, 0x5d211726],
  ['aaa', 0x9747b28c, 0x283e0130],
  ['aaaa', 0x9747b28c, 0x5a97808a],
  ['ππππππππ', 0x9747b28c, 0xd58063c1],
])('murmur3 of %j with the seed %d is what everybody else gets', (text, seed, hash) => {
  expect(murmur3(text, seed)).toBe(hash);
});

test('raising the percentage never takes the feature from anybody, for 100,000 units', () => {
  const units = Array.from({ length: UNITS }, (_, i) => `unit-${i}`);
  fc.assert(
    fc.property(
      fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/),
      fc.uniqueArray(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 4 }),
      (flagName, percentages) => {
        const stages = percentages.toSorted((a, b) => a - b).map((percentage) => flagOf(percentage, flagName));
        const taken = units.filter((unit) => {
          const answers = stages.map((flag) => isOn(flag, unit));
          return answers.some((on, i) => on && answers[i + 1] === false);
        });
        expect(taken).toEqual([]);
      },
    ),
    { numRuns: 3, seed: 147 },
  );
});

test('whatever a unit is called: who is in at a percentage is in at every higher one', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.uuid(), fc.maxSafeInteger()),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      (unit, a, b) => {
        const [low, high] = [flagOf(Math.min(a, b)), flagOf(Math.max(a, b))];
        expect(evaluate(low, { unit }).enabled && !evaluate(high, { unit }).enabled).toBe(false);
      },
    ),
    { numRuns: 2_000, seed: 147 },
  );
});

test.each([1, 5, 10, 33, 50, 66, 90, 99])(
  '%d %% of the units are as many, give or take one percent of all',
  (percentage) => {
    const flag = flagOf(percentage, `rollout_${percentage}`);
    const on = Array.from({ length: UNITS }, (_, i) => isOn(flag, `user-${i}`)).filter(Boolean).length;
    expect(Math.abs((on / UNITS) * 100 - percentage)).toBeLessThan(1);
  },
);

test('nobody is in at 0 %, everybody at 100 %', () => {
  for (let i = 0; i < 1_000; i++) {
    expect(evaluate(flagOf(0), { unit: `u${i}` })).toMatchObject({ enabled: false, reason: 'outside_rollout' });
    expect(evaluate(flagOf(100), { unit: `u${i}` })).toMatchObject({ enabled: true, reason: 'enabled' });
  }
});

test('flags choose their units independently of each other', () => {
  const units = Array.from({ length: UNITS }, (_, i) => `user-${i}`);
  const [one, other] = [flagOf(50, 'one'), flagOf(50, 'other')];
  const both = units.filter((unit) => isOn(one, unit) && isOn(other, unit)).length;
  expect(Math.abs((both / UNITS) * 100 - 25)).toBeLessThan(1);
});

test('a unit gets the same answer every time; as a number it is the same unit as its digits', () => {
  for (let i = 0; i < 200; i++) {
    const flag = flagOf(50);
    expect(evaluate(flag, { unit: i })).toEqual(evaluate(flag, { unit: String(i) }));
    expect(evaluate(flag, { userId: `u${i}` })).toEqual(evaluate(flag, { unit: `u${i}`, userId: 'somebody else' }));
  }
});

test.each([[{}], [{ unit: '' }], [{ unit: null }], [{ userId: {} }], [{ unit: true }], [{ unit: 1.5 }]])(
  'who has no unit, like %j, is out, and told so',
  (context) => {
    expect(evaluate(flagOf(50), context)).toEqual({ name: 'duplex_basecalling', enabled: false, reason: 'no_unit' });
    expect(evaluate(flagOf(100), context).enabled).toBe(true);
    expect(evaluate(flagOf(0), context).reason).toBe('outside_rollout');
  },
);
