import type { Attempt, Cancellation } from './attempt.ts';
import type { AttemptOutcome, Breaker } from './breaker.ts';
import { SubgraphFault } from './subgraph-fault.ts';

/** Asks only while the breaker lets it, and tells the breaker what came of it. */
export const guarded =
  (service: string, attempt: Attempt, breaker: Breaker): Attempt =>
  (request, caller, cancellation) => {
    const admission = breaker.admit(performance.now());
    if (admission === undefined) {
      return Promise.reject(new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, CIRCUIT_OPEN));
    }
    return attempt(request, caller, cancellation).then(
      (landed) => {
        breaker.settle(admission, 'answered', performance.now());
        return landed;
      },
      (error: unknown) => {
        breaker.settle(admission, outcomeOf(error, cancellation), performance.now());
        throw error;
      },
    );
  };

export const CIRCUIT_OPEN = 'its circuit is open';

/** Whoever answers nonsense is there, and other questions may be answered well. */
function outcomeOf(error: unknown, { fault }: Cancellation): AttemptOutcome {
  if (fault !== undefined && fault.code !== 'SUBGRAPH_TIMEOUT') {
    return 'abandoned';
  }
  return error instanceof SubgraphFault && error.code === 'SUBGRAPH_BAD_ANSWER' ? 'answered' : 'failed';
}
