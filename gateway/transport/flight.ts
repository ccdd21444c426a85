import type { RequestIdentity } from '../../platform/identity/actor.ts';
import { type Cancellation, cancel, type Landed } from './attempt.ts';
import { SubgraphFault } from './subgraph-fault.ts';
import type { SubgraphAnswer, SubgraphRequest } from './transport.ts';

/** A fetch under way, and who waits for it. */
export type Flight = Cancellation & {
  readonly service: string;
  readonly request: SubgraphRequest;
  /** On whose behalf it was begun. */
  readonly caller: RequestIdentity;
  /** In milliseconds of `performance.now()`. */
  readonly startedAt: number;
  askers: Asker[];
};

type Asker = {
  resolve(answer: SubgraphAnswer): void;
  reject(fault: SubgraphFault): void;
  signal: AbortSignal | undefined;
  onAbort: () => void;
};

export const newFlight = (
  service: string,
  request: SubgraphRequest,
  caller: RequestIdentity,
  startedAt: number,
  timeoutMs: number,
): Flight => ({
  service,
  request,
  caller,
  startedAt,
  deadline: startedAt + timeoutMs,
  askers: [],
  fault: undefined,
  work: undefined,
});

/** The fault of a fetch for which nobody waits. No client sees it; whoever was called off gets it nevertheless. */
export const nobodyWaits = (service: string): SubgraphFault =>
  new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, 'nobody waits for the answer any more');

/** The fault of whoever waits no longer: his own time is over, or he has gone. */
export const calledOff = (service: string, signal: AbortSignal | undefined): SubgraphFault =>
  signal?.reason?.name === 'TimeoutError'
    ? new SubgraphFault('SUBGRAPH_TIMEOUT', service, 'the time of the whole operation is over')
    : nobodyWaits(service);

/** One more who waits. Those who leave leave the others alone; with the last one the flight is called off. */
export function board(flight: Flight, signal: AbortSignal | undefined): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    const asker: Asker = { resolve, reject, signal, onAbort: () => leave(flight, asker) };
    flight.askers.push(asker);
    signal?.addEventListener('abort', asker.onAbort);
  });
}

function leave(flight: Flight, asker: Asker): void {
  forget(asker);
  flight.askers = flight.askers.filter((other) => other !== asker);
  const fault = calledOff(flight.service, asker.signal);
  asker.reject(fault);
  if (flight.askers.length === 0) {
    cancel(flight, fault);
  }
}

/** Gives everybody an answer of their own, before the first of them can write into his. */
export function land(flight: Flight, { answer, again }: Landed): void {
  const askers = disembark(flight);
  for (let i = 0; i < askers.length; i += 1) {
    const asker = askers[i] as Asker;
    forget(asker);
    asker.resolve(i === 0 ? answer : again());
  }
}

export function crash(flight: Flight, fault: SubgraphFault): void {
  for (const asker of disembark(flight)) {
    forget(asker);
    asker.reject(fault);
  }
}

/** What is over lets go of its askers, and so of their answers: the HTTP client may hold on to it for a while. */
function disembark(flight: Flight): Asker[] {
  const { askers } = flight;
  flight.askers = [];
  return askers;
}

const forget = ({ signal, onAbort }: Asker): void => signal?.removeEventListener('abort', onAbort);
