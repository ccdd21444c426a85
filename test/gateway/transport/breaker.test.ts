import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AttemptOutcome, createBreaker, type Phase } from '../../../gateway/transport/breaker.ts';

const SETTINGS = { failures: 3, percent: 50, windowMs: 1_000, openMs: 500 };

function after(outcomes: readonly AttemptOutcome[], settings = SETTINGS) {
  const phases: Phase[] = [];
  const breaker = createBreaker(settings, (phase) => phases.push(phase));
  for (const outcome of outcomes) {
    breaker.settle(breaker.admit(0) as number, outcome, 0);
  }
  return { breaker, phases };
}

test('three failures open it, and nobody is let through until it is over', () => {
  const { breaker } = after(['failed', 'failed']);
  expect(breaker.admit(0)).toBeDefined();
  const opened = after(['failed', 'failed', 'failed']).breaker;
  expect([opened.admit(0), opened.admit(499)]).toEqual([undefined, undefined]);
  expect(opened.admit(500)).toBeDefined();
});

test('failures that are the lesser part, or long ago, do not open it', () => {
  const answered = Array<AttemptOutcome>(4).fill('answered');
  expect(after([...answered, 'failed', 'failed', 'failed']).breaker.phase(0)).toBe('closed');
  const { breaker } = after(['failed', 'failed']);
  breaker.settle(breaker.admit(1_000) as number, 'failed', 1_000);
  expect(breaker.phase(1_000)).toBe('closed');
});

test('one probe decides; one that was abandoned leaves its place to the next', () => {
  const { breaker, phases } = after(['failed', 'failed', 'failed']);
  const first = breaker.admit(500) as number;
  expect(breaker.admit(500)).toBeUndefined();
  breaker.settle(first, 'abandoned', 600);
  const second = breaker.admit(600) as number;
  breaker.settle(second, 'failed', 700);
  expect(breaker.admit(1_199)).toBeUndefined();
  breaker.settle(breaker.admit(1_200) as number, 'answered', 1_200);
  expect(breaker.admit(1_200)).toBeDefined();
  expect(phases).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
});

test('what was begun before it opened says nothing about how the subgraph is now', () => {
  const { breaker } = after([]);
  const early = [1, 2].map(() => breaker.admit(0) as number);
  for (let i = 0; i < 3; i += 1) {
    breaker.settle(breaker.admit(0) as number, 'failed', 0);
  }
  breaker.settle(early[0] as number, 'answered', 100);
  expect(breaker.phase(100)).toBe('open');
  expect(breaker.admit(500)).toBeDefined();
  breaker.settle(early[1] as number, 'answered', 500);
  expect(breaker.phase(500)).toBe('half-open');
});

test('switched off, it lets everything through', () => {
  const { breaker } = after(Array<AttemptOutcome>(100).fill('failed'), { ...SETTINGS, failures: 0 });
  expect(breaker.admit(0)).toBeDefined();
});

const step = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const) }),
  fc.record({
    kind: fc.constant('end' as const),
    which: fc.nat(100),
    outcome: fc.constantFrom<AttemptOutcome>('answered', 'failed', 'failed', 'abandoned'),
  }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(700) }),
);

test('whatever comes in whatever order: no one passes an open one, and one at a time a half-open one', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 50, maxLength: 200 }), (steps) => {
      let phase = 'closed' as Phase;
      let since = 0;
      let now = 0;
      let failures = 0;
      let probes = 0;
      let underWay: { admission: number; in: Phase; of: number }[] = [];
      let changes = 0;
      const breaker = createBreaker(SETTINGS, (next) => {
        phase = next;
        since = now;
        failures = 0;
        probes = 0;
        changes += 1;
      });
      for (const each of steps) {
        if (each.kind === 'wait') {
          now += each.ms;
        } else if (each.kind === 'ask') {
          const admission = breaker.admit(now);
          if (admission === undefined) {
            expect(phase === 'open' ? now - since : 0).toBeLessThan(SETTINGS.openMs);
            expect(phase === 'open' || probes === 1).toBe(true);
          } else {
            expect(phase).not.toBe('open');
            probes += 1;
            expect(phase === 'half-open' ? probes : 1).toBe(1);
            underWay.push({ admission, in: phase, of: changes });
          }
        } else if (underWay.length > 0) {
          const ended = underWay[each.which % underWay.length] as (typeof underWay)[number];
          underWay = underWay.filter((other) => other !== ended);
          const before = changes;
          const isOfNow = ended.of === changes;
          failures += isOfNow && each.outcome === 'failed' ? 1 : 0;
          probes -= isOfNow && ended.in === 'half-open' ? 1 : 0;
          const seen = failures;
          breaker.settle(ended.admission, each.outcome, now);
          if (changes !== before) {
            expect(isOfNow).toBe(true);
            expect(ended.in === 'half-open' || seen >= SETTINGS.failures).toBe(true);
          }
        }
      }
    }),
    { numRuns: 500 },
  );
});
