import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { Log } from '../log/log.ts';
import { type GraphQLMetrics, outcomeOf } from '../metrics/graphql.ts';
import { clientOperation, currentRequest } from '../request/scope.ts';

/** What cannot be understood (syntax, validation) has no name that could be trusted. */
export const NOT_UNDERSTOOD = 'invalid';

type Coded = { extensions?: { code?: unknown } | undefined };

export type OperationWatch = {
  /** Counts an operation that is answered; `started` in milliseconds of `performance.now()`. */
  ended(operation: string, started: number, data: unknown, errors: readonly Coded[] | undefined): void;
};

export const operationWatch = (service: string, metrics: GraphQLMetrics, log: Log): OperationWatch => ({
  ended: (operation, started, data, errors) => {
    const seconds = (performance.now() - started) / 1000;
    const outcome = outcomeOf(data, errors);
    const request = currentRequest();
    const answered = (errors ?? []).map(({ extensions }) => String(extensions?.code));
    request?.codes.push(...answered);
    const codes = [...answered, ...(request?.userErrors ?? [])];
    metrics.operationEnded({ service, operation, seconds, outcome, codes });
    log.debug({ service, ms: Math.round(seconds * 10_000) / 10, outcome, codes }, 'operation answered');
  },
});

/** Names the request by its operation, for log lines and SQL comments, and counts it when it is answered. */
export function watchOperations(watch: OperationWatch): ApolloServerPlugin<BaseContext> {
  return {
    requestDidStart: async () => {
      const started = performance.now();
      let operation = NOT_UNDERSTOOD;
      return {
        didResolveOperation: async (context) => {
          operation = clientOperation(context.operationName);
          Object.assign(currentRequest() ?? {}, { operation, kind: context.operation?.operation });
        },
        willSendResponse: async ({ response }) => {
          const { body } = response;
          const { data, errors } = body.kind === 'single' ? body.singleResult : body.initialResult;
          watch.ended(operation, started, data, errors);
        },
      };
    },
  };
}
