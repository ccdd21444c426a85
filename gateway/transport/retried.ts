import type { Attempt, Cancellation, Landed } from './attempt.ts';
import type { RetryBudget } from './retry-budget.ts';
import { SubgraphFault } from './subgraph-fault.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/**
 * Tries a query again, at most `most` times, when what went wrong may be over in a moment and the budget allows it.
 * A mutation is tried once: nobody knows whether it was done.
 */
export function retried(attempt: Attempt, most: number, budget: RetryBudget, onRetry: () => void): Attempt {
  const again = async (
    first: unknown,
    question: Parameters<Attempt>,
    pause = FIRST_PAUSE_MS,
    left = most,
  ): Promise<Landed> => {
    const [, , cancellation] = question;
    // Full jitter: those that failed together do not come back together.
    const delay = Math.random() * Math.min(pause, LONGEST_PAUSE_MS);
    const now = performance.now();
    const inTime = cancellation.fault === undefined && now + delay < cancellation.deadline;
    if (!isPassing(first) || left === 0 || !inTime || !budget.withdraw(now)) {
      throw first;
    }
    await pauseFor(delay, cancellation);
    onRetry();
    return attempt(...question).catch((error: unknown) => again(error, question, pause * 2, left - 1));
  };
  return (...question) => {
    budget.deposit();
    const answer = attempt(...question);
    return question[0].kind === 'mutation' || most === 0
      ? answer
      : answer.catch((error: unknown) => again(error, question));
  };
}

const isPassing = (error: unknown): boolean => error instanceof SubgraphFault && error.passing;

const pauseFor = (ms: number, cancellation: Cancellation): Promise<void> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      cancellation.work = undefined;
      resolve();
    }, ms);
    cancellation.work = {
      cancelled: (fault) => {
        clearTimeout(timer);
        reject(fault);
      },
    };
  });
