import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../identity/actor.ts';

/** What runs: every log line, SQL comment and metric of a request is named by it. */
export type RequestScope = {
  readonly requestId: string;
  /** As the client named it; the same in the gateway and in every subgraph. */
  operation: string;
  kind: 'query' | 'mutation' | 'subscription' | undefined;
  actor: Actor | undefined;
  /** Which program asks, as it says itself. */
  client: ClientName;
  /** Codes of the refusals on the way, for the metrics: they are no GraphQL errors. */
  readonly userErrors: string[];
};

export type ClientName = { name: string; version: string };

export const ANONYMOUS = 'anonymous';
export const UNNAMED_CLIENT: ClientName = { name: '', version: '' };

const scopes = new AsyncLocalStorage<RequestScope>();

/** The request on whose behalf the caller works; undefined for work of the process itself. */
export const currentRequest = (): RequestScope | undefined => scopes.getStore();

export function newScope(requestId: string, given: Partial<RequestScope> = {}): RequestScope {
  return {
    operation: ANONYMOUS,
    kind: undefined,
    actor: undefined,
    client: UNNAMED_CLIENT,
    ...given,
    requestId,
    userErrors: [],
  };
}

export const withinRequest = <T>(scope: RequestScope, work: () => T): T => scopes.run(scope, work);

/** Clients choose their names: what goes into logs, comments and metrics has an end. */
const LONGEST_NAME = 100;

/**
 * The operation as the client named it. A gateway names what it asks a subgraph
 * `<operation>__<subgraph>__<number of the fetch>`; a subgraph's name may hold underscores, two in a row it may not.
 */
export function clientOperation(name: string | null | undefined): string {
  if (!name) {
    return ANONYMOUS;
  }
  const fetch = name.lastIndexOf('__');
  const subgraph = name.lastIndexOf('__', fetch - 1);
  const isFetch = subgraph > 0 && /^\d{1,6}$/.test(name.slice(fetch + 2, fetch + 9));
  return (isFetch ? name.slice(0, subgraph) : name).slice(0, LONGEST_NAME);
}

/** The headers by which Apollo's clients say which program they are. */
export function clientOf(headers: Readonly<Record<string, unknown>>): ClientName {
  const read = (header: string): string => {
    const value = headers[header];
    return typeof value === 'string' ? value.slice(0, LONGEST_NAME) : '';
  };
  const [name, version] = [read('apollographql-client-name'), read('apollographql-client-version')];
  return name === '' && version === '' ? UNNAMED_CLIENT : { name, version };
}

/** The directory's key of a person; a service goes by its name. */
export const keyOfActor = (actor: Actor): string => actor.userId ?? `${actor.kind}:${actor.name}`;
