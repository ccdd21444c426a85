import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { refusedRequest } from '../../../platform/http/refusal.ts';
import type { GatewayContext } from '../../execution/executor.ts';
import type { CostLimits } from '../settings.ts';
import { type Cost, costOf } from './cost.ts';
import { costLimitOf } from './cost-limit.ts';
import type { Weights } from './weights.ts';

/** Who sends this header gets the cost of the operation in the answer's `extensions`. */
const HEADER = 'x-operation-cost';

export type CostControl = {
  limits: CostLimits;
  weightsIn(schema: GraphQLSchema): Weights;
  /** Told of each operation that is about to be planned. @throws GraphQLError when the caller has had enough */
  spend(context: GatewayContext, cost: number): Promise<void> | void;
};

/** Refuses what would cost more than the caller's role allows, before it is planned. */
export function costControl({ limits, weightsIn, spend }: CostControl): ApolloServerPlugin<GatewayContext> {
  const costs = keptCosts((schema, document, operation) =>
    costOf(document, operation, { schema, weights: weightsIn(schema), listSize: limits.listSize }),
  );
  return {
    requestDidStart: async () => {
      let cost: { estimated: number; most: number } | undefined;
      return {
        didResolveOperation: async ({ schema, document, operation, request, contextValue }) => {
          if (operation === undefined) {
            return;
          }
          const estimated = costs(schema, document, operation)(request.variables ?? {});
          const most = costLimitOf(contextValue.actor, limits.most);
          cost = { estimated: Math.min(estimated, Number.MAX_SAFE_INTEGER), most };
          if (estimated > most) {
            throw refusedRequest(
              'COST_LIMIT_EXCEEDED',
              `The operation may cost ${cost.estimated}, ${most} is allowed.`,
              {
                cost,
              },
            );
          }
          await spend(contextValue, estimated);
        },
        willSendResponse: async ({ request, response: { body } }) => {
          if (cost !== undefined && body.kind === 'single' && request.http?.headers.has(HEADER)) {
            body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          }
        },
      };
    },
  };
}

type Compile = (schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode) => Cost;

/** Documents come again as the same objects, and for another schema as others. */
function keptCosts(compile: Compile): Compile {
  const known = new WeakMap<OperationDefinitionNode, Cost>();
  return (schema, document, operation) => {
    const found = known.get(operation) ?? compile(schema, document, operation);
    known.set(operation, found);
    return found;
  };
}
