import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { Log } from '../../platform/log/log.ts';
import type { FetchMetrics, FetchOutcome } from '../../platform/metrics/fetches.ts';
import { type Attempt, cancel } from './attempt.ts';
import { board, calledOff, crash, type Flight, land, newFlight } from './flight.ts';
import { CIRCUIT_OPEN } from './guarded.ts';
import { createJoinableFlights } from './joinable-flights.ts';
import { SubgraphFault } from './subgraph-fault.ts';
import type { Traffic } from './traffic.ts';
import type { Ask, SubgraphRequest } from './transport.ts';

export type AskingOptions = {
  service: string;
  attempt: Attempt;
  timeoutMs: number;
  /** Whether equal queries that are under way at the same time are sent once. */
  share: boolean;
  traffic: Traffic;
  log: Log;
  metrics: FetchMetrics;
};

const OUTCOMES = {
  SUBGRAPH_UNAVAILABLE: 'unavailable',
  SUBGRAPH_TIMEOUT: 'timeout',
  SUBGRAPH_BAD_ANSWER: 'bad_answer',
} as const satisfies Record<string, FetchOutcome>;

/** What the gateway calls: gives each fetch its deadline, joins equal ones, and counts and logs how they end. */
export function asking(options: AskingOptions): Ask {
  const { service, share, traffic, metrics } = options;
  const joinable = createJoinableFlights();
  const depart = departures(options, (flight) => {
    if (flight.request.kind === 'mutation') {
      joinable.clear();
    } else if (share) {
      joinable.remove(flight);
    }
  });
  return (request, caller, signal) => {
    if (signal?.aborted) {
      return Promise.reject(calledOff(service, signal));
    }
    if (traffic.closed) {
      return Promise.reject(new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, 'the gateway is stopping'));
    }
    const now = performance.now();
    if (request.kind === 'mutation') {
      joinable.clear();
      return board(depart(request, caller, now), signal);
    }
    const flight = share ? joinable.find(request, caller, now) : undefined;
    if (flight !== undefined) {
      metrics.fetchJoined(service);
      return board(flight, signal);
    }
    const own = depart(request, caller, now);
    if (share) {
      joinable.add(own);
    }
    return board(own, signal);
  };
}

type Depart = (request: SubgraphRequest, caller: RequestIdentity, now: number) => Flight;

/** Begins flights, and sees them to their end; `onEnd` comes before anybody hears of it. */
function departures(options: AskingOptions, onEnd: (flight: Flight) => void): Depart {
  const { service, attempt, timeoutMs, traffic, log, metrics } = options;
  const expire = (flight: Flight): void =>
    cancel(flight, new SubgraphFault('SUBGRAPH_TIMEOUT', service, `no answer within ${timeoutMs} ms`));
  return (request, caller, now) => {
    const flight = newFlight(service, request, caller, now, timeoutMs);
    const timer = setTimeout(expire, timeoutMs, flight);
    const ended = (outcome: FetchOutcome): void => {
      clearTimeout(timer);
      onEnd(flight);
      metrics.fetchEnded(service, outcome, (performance.now() - now) / 1000);
      traffic.leave();
    };
    traffic.enter();
    attempt(request, caller, flight).then(
      (landed) => {
        ended('answered');
        land(flight, landed);
      },
      (error: unknown) => {
        const fault = faultOf(error, service);
        ended(isAbandoned(flight) ? 'abandoned' : OUTCOMES[fault.code]);
        report(flight, fault, log);
        crash(flight, fault);
      },
    );
    return flight;
  };
}

const isAbandoned = ({ fault, askers }: Flight): boolean => fault !== undefined && askers.length === 0;

const faultOf = (error: unknown, service: string): SubgraphFault =>
  error instanceof SubgraphFault
    ? error
    : new SubgraphFault('SUBGRAPH_UNAVAILABLE', service, 'the fetch itself failed', { cause: error });

function report(flight: Flight, { code, reason, cause }: SubgraphFault, log: Log): void {
  const { service, caller } = flight;
  const said = { subgraph: service, requestId: caller.requestId, code, reason };
  // The breaker has said that it is open; that each fetch meets it is no news.
  if (isAbandoned(flight) || reason === CIRCUIT_OPEN) {
    log.debug(said, 'no answer from a subgraph');
  } else {
    log.warn(cause === undefined ? said : { ...said, err: cause }, 'no answer from a subgraph');
  }
}
