import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { SubgraphFault } from './subgraph-fault.ts';
import type { SubgraphAnswer, SubgraphRequest } from './transport.ts';

/** What came back, and a way to have it once more for somebody else: an answer belongs to one asker. */
export type Landed = { answer: SubgraphAnswer; again(): SubgraphAnswer };

/** Work under way that can be called off. An object, for a function made for each fetch would hold on to what it knows. */
export type Cancellable = { cancelled(fault: SubgraphFault): void };

/**
 * How work learns that it is called off: by its deadline, or because nobody waits any more. An `AbortSignal` would do,
 * but a fetch does one thing at a time, and this is done for every fetch.
 */
export type Cancellation = {
  /** Set once it is called off. */
  fault: SubgraphFault | undefined;
  work: Cancellable | undefined;
  /** In milliseconds of `performance.now()`. */
  readonly deadline: number;
};

export function cancel(cancellation: Cancellation, fault: SubgraphFault): void {
  if (cancellation.fault === undefined) {
    cancellation.fault = fault;
    cancellation.work?.cancelled(fault);
  }
}

/**
 * One try to get an answer.
 * @throws SubgraphFault, that of the cancellation when it is called off
 */
export type Attempt = (
  request: SubgraphRequest,
  caller: RequestIdentity,
  cancellation: Cancellation,
) => Promise<Landed>;
