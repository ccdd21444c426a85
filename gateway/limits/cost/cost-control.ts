import type { ApolloServerPlugin } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql';
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

type Asked = {
  schema: GraphQLSchema;
  document: DocumentNode;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
};

/** Takes the cost of an operation from whoever asks. @throws GraphQLError when it is too much */
export type Charge = (context: GatewayContext, asked: Asked) => Promise<void> | void;

type Estimate = { estimated: number; most: number } | undefined;

/** Refuses what would cost more than the caller's role allows, before it is planned. */
export function costControl({ limits, weightsIn, spend }: CostControl): {
  plugin: ApolloServerPlugin<GatewayContext>;
  charge: Charge;
} {
  const costs = keptCosts((schema, document, operation) =>
    costOf(document, operation, { schema, weights: weightsIn(schema), listSize: limits.listSize }),
  );
  const estimate = ({ actor }: GatewayContext, { schema, document, operationName, variables }: Asked): Estimate => {
    const operation = getOperationAST(document, operationName);
    return operation == null
      ? undefined
      : {
          estimated: Math.min(costs(schema, document, operation)(variables ?? {}), Number.MAX_SAFE_INTEGER),
          most: costLimitOf(actor, limits.most),
        };
  };
  const take = (context: GatewayContext, cost: Estimate): Promise<void> | void => {
    if (cost === undefined) {
      return;
    }
    const { estimated, most } = cost;
    if (estimated > most) {
      throw refusedRequest('COST_LIMIT_EXCEEDED', `The operation may cost ${estimated}, ${most} is allowed.`, { cost });
    }
    return spend(context, estimated);
  };
  const plugin: ApolloServerPlugin<GatewayContext> = {
    requestDidStart: async () => {
      let cost: Estimate;
      return {
        didResolveOperation: async ({ schema, document, request, contextValue }) => {
          const { operationName, variables } = request;
          cost = estimate(contextValue, { schema, document, operationName, variables });
          await take(contextValue, cost);
        },
        willSendResponse: async ({ request, response: { body } }) => {
          if (cost !== undefined && body.kind === 'single' && request.http?.headers.has(HEADER)) {
            body.singleResult.extensions = { ...body.singleResult.extensions, cost };
          }
        },
      };
    },
  };
  return { plugin, charge: (context, asked) => take(context, estimate(context, asked)) };
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
