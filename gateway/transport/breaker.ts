/** Opens when `failures` or more attempts of a window failed, and these are at least `percent` of all. 0: never. */
export type BreakerSettings = { failures: number; percent: number; windowMs: number; openMs: number };

export type Phase = 'closed' | 'open' | 'half-open';

/** `abandoned`: nobody waited for the end, so it says nothing about the subgraph. */
export type AttemptOutcome = 'answered' | 'failed' | 'abandoned';

/**
 * A circuit breaker. Closed, it lets everything through and counts; open, nothing; after `openMs` it is half-open and
 * lets one attempt through as a probe, whose outcome closes or opens it. Times are milliseconds of one clock.
 */
export type Breaker = {
  /** The number under which the outcome is to be told, once; undefined where no attempt may be made. */
  admit(now: number): number | undefined;
  settle(admission: number, outcome: AttemptOutcome, now: number): void;
  phase(now: number): Phase;
};

/** `onChange` hears of each new phase. */
export function createBreaker(settings: BreakerSettings, onChange: (phase: Phase) => void = () => undefined): Breaker {
  let current: Phase = 'closed';
  let since = Number.NEGATIVE_INFINITY;
  /** Attempts of an earlier phase say nothing about this one. */
  let generation = 0;
  let probing = false;
  let answered = 0;
  let failed = 0;

  const enter = (phase: Phase, now: number): void => {
    current = phase;
    since = now;
    generation += 1;
    probing = false;
    answered = 0;
    failed = 0;
    onChange(phase);
  };
  const count = (outcome: 'answered' | 'failed', now: number): void => {
    if (now - since >= settings.windowMs) {
      since = now;
      answered = 0;
      failed = 0;
    }
    if (outcome === 'answered') {
      answered += 1;
      return;
    }
    failed += 1;
    if (failed >= settings.failures && failed * 100 >= settings.percent * (failed + answered)) {
      enter('open', now);
    }
  };
  const isOver = (now: number): boolean => now - since >= settings.openMs;

  return {
    admit: (now) => {
      if (current === 'closed') {
        return generation;
      }
      if (current === 'open' && isOver(now)) {
        enter('half-open', now);
      }
      if (current === 'open' || probing) {
        return undefined;
      }
      probing = true;
      return generation;
    },
    settle: (admission, outcome, now) => {
      if (admission !== generation || settings.failures === 0) {
        return;
      }
      if (current === 'closed') {
        if (outcome !== 'abandoned') {
          count(outcome, now);
        }
        return;
      }
      probing = false;
      if (outcome !== 'abandoned') {
        enter(outcome === 'answered' ? 'closed' : 'open', now);
      }
    },
    phase: (now) => (current === 'open' && isOver(now) ? 'half-open' : current),
  };
}
