import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, parse } from 'graphql';
import type { FindKnown } from '../../platform/http/short-way.ts';
import { currentRequest, UNNAMED_CLIENT } from '../../platform/request/scope.ts';
import type { GatewayContext } from '../execution/executor.ts';
import type { UsageRecorder } from './recorder.ts';

/** Whoever shows no identity may write what they like, and is answered next to nothing: that is no use of the graph. */
function record(
  recorder: UsageRecorder,
  { actor }: GatewayContext,
  text: string,
  operationName: string | undefined,
  document: () => DocumentNode,
): void {
  if (actor.kind !== 'anonymous') {
    recorder.record(text, operationName, currentRequest()?.client ?? UNNAMED_CLIENT, document);
  }
}

/** Records what Apollo Server answers; what was refused is not recorded. */
export const recordedPlugin = (recorder: UsageRecorder): ApolloServerPlugin<GatewayContext> => ({
  requestDidStart: async () => ({
    willSendResponse: async ({ response: { body }, contextValue, source, request, document }) => {
      const isAnswered = body.kind === 'single' && body.singleResult.data !== undefined;
      if (isAnswered && source !== undefined && document !== undefined) {
        record(recorder, contextValue, source, request.operationName, () => document);
      }
    },
  }),
});

/** Records what is answered past Apollo Server. */
export const recordedShortWay =
  (find: FindKnown<GatewayContext>, recorder: UsageRecorder): FindKnown<GatewayContext> =>
  (query, operationName) => {
    const execute = find(query, operationName);
    return (
      execute &&
      (async (variables, context) => {
        const answer = await execute(variables, context);
        if (answer.data !== undefined || answer.json !== undefined) {
          record(recorder, context, query, operationName, () => parse(query, { noLocation: true }));
        }
        return answer;
      })
    );
  };
