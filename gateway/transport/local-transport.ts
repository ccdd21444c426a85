import type { LocalExecutor } from '../../platform/graphql/in-process.ts';
import type { Attempt, Landed } from './attempt.ts';
import { copyOf } from './json-value.ts';
import { type OpenTransport, resilientTransport, type TransportOptions } from './resilient-transport.ts';
import type { SubgraphAnswer } from './transport.ts';

/**
 * Subgraphs in the same process: their schemas are called with the caller's identity, and nothing is serialised.
 * @throws Error for a subgraph that has no executor
 */
export const localTransport = (
  executors: ReadonlyMap<string, LocalExecutor>,
  options: TransportOptions,
): OpenTransport =>
  resilientTransport(options, ({ name }) => {
    const executor = executors.get(name);
    if (executor === undefined) {
      throw new Error(`The subgraph ${name} does not run in this process.`);
    }
    return localAttempt(executor);
  });

/** An execution cannot be broken off; whoever called it off waits no longer, and statements have limits of their own. */
const localAttempt =
  (execute: LocalExecutor): Attempt =>
  ({ query, variables, operationName }, caller, cancellation) =>
    new Promise<Landed>((resolve, reject) => {
      cancellation.work = { cancelled: reject };
      execute({ query, variables, operationName }, caller).then((answer: SubgraphAnswer) => {
        cancellation.work = undefined;
        resolve({ answer, again: () => copyOf(answer) });
      }, reject);
    });
