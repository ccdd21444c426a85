import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { Flight } from './flight.ts';
import { isSame, lastLeaf } from './json-value.ts';
import { sharedIdentity } from './shared-identity.ts';
import type { SubgraphRequest } from './transport.ts';

/** Whoever asks later asks anew: one fetch that hangs must not hold everybody up. */
export const JOINABLE_FOR_MS = 1_000;
/** Flights of one query that are looked at; more differ in their variables, and looking has to stay cheap. */
const MOST_COMPARED = 32;

/** `leaf`: of its variables, to tell most flights apart by one look. */
type Joinable = { flight: Flight; leaf: unknown };

/** The flights of one subgraph that others may still join. */
export type JoinableFlights = {
  find(request: SubgraphRequest, caller: RequestIdentity, now: number): Flight | undefined;
  add(flight: Flight): void;
  remove(flight: Flight): void;
  /** What is under way may be out of date from now on. */
  clear(): void;
};

export function createJoinableFlights(): JoinableFlights {
  /** Newest last. */
  const byQuery = new Map<string, Joinable[]>();
  return {
    find: (request, caller, now) => {
      const flights = byQuery.get(request.query);
      return flights === undefined ? undefined : newestFor(flights, request, caller, now);
    },
    add: (flight) => {
      const { query, variables } = flight.request;
      const joinable = { flight, leaf: lastLeaf(variables) };
      const flights = byQuery.get(query);
      if (flights === undefined) {
        byQuery.set(query, [joinable]);
      } else {
        flights.push(joinable);
      }
    },
    remove: (flight) => {
      const flights = byQuery.get(flight.request.query);
      const place = flights?.findIndex((joinable) => joinable.flight === flight) ?? -1;
      if (flights === undefined || place === -1) {
        return;
      }
      if (flights.length === 1) {
        byQuery.delete(flight.request.query);
      } else {
        flights.splice(place, 1);
      }
    },
    clear: () => byQuery.clear(),
  };
}

function newestFor(
  flights: readonly Joinable[],
  request: SubgraphRequest,
  caller: RequestIdentity,
  now: number,
): Flight | undefined {
  const oldest = Math.max(0, flights.length - MOST_COMPARED);
  const sought = lastLeaf(request.variables);
  for (let i = flights.length - 1; i >= oldest; i -= 1) {
    const { flight, leaf } = flights[i] as Joinable;
    if (now - flight.startedAt >= JOINABLE_FOR_MS) {
      return undefined;
    }
    if (
      leaf === sought &&
      flight.fault === undefined &&
      isFor(flight, caller) &&
      asksTheSame(flight.request, request)
    ) {
      return flight;
    }
  }
  return undefined;
}

function isFor(flight: Flight, caller: RequestIdentity): boolean {
  if (flight.caller === caller) {
    return true;
  }
  const identity = sharedIdentity(caller);
  return identity !== undefined && identity === sharedIdentity(flight.caller);
}

const asksTheSame = (a: SubgraphRequest, b: SubgraphRequest): boolean =>
  a.operationName === b.operationName && isSame(a.variables, b.variables);
