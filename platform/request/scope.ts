import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from '../identity/actor.ts';

/** What runs: every log line, SQL comment and metric of a request is named by it. */
export type RequestScope = {
  readonly requestId: string;
  /** As the client named it; the same in the gateway and in every subgraph. */
  operation: string;
  kind: 'query' | 'mutation' | 'subscription' | undefined;
  actor: Actor | undefined;
  /** Codes of the refusals on the way, for the metrics: they are no GraphQL errors. */
  readonly userErrors: string[];
};

export const ANONYMOUS = 'anonymous';

const scopes = new AsyncLocalStorage<RequestScope>();

/** The request on whose behalf the caller works; undefined for work of the process itself. */
export const currentRequest = (): RequestScope | undefined => scopes.getStore();

export function newScope(requestId: string, given: Partial<RequestScope> = {}): RequestScope {
  return { operation: ANONYMOUS, kind: undefined, actor: undefined, ...given, requestId, userErrors: [] };
}

export const withinRequest = <T>(scope: RequestScope, work: () => T): T => scopes.run(scope, work);

/** A gateway names what it asks a subgraph `<operation>__<subgraph>__<number of the fetch>`. */
const OF_A_GATEWAY = /^(.+)__\w+?__\d+$/;

export const clientOperation = (name: string | null | undefined): string =>
  name ? (OF_A_GATEWAY.exec(name)?.[1] ?? name) : ANONYMOUS;

/** The directory's key of a person; a service goes by its name. */
export const keyOfActor = (actor: Actor): string => actor.userId ?? `${actor.kind}:${actor.name}`;
