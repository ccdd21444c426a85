import type { GatewayExecutor } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { Graph } from './graph.ts';

/** What Apollo Server hands through to us: who asks, and whether somebody still waits for the answer. */
export type GatewayContext = RequestIdentity & { signal?: AbortSignal };

/** Executes what Apollo Server has validated, in the graph of the very schema that it was validated against. */
export const executorOf =
  (graphOfSchema: (schema: GraphQLSchema) => Graph): GatewayExecutor =>
  async ({ schema, document, request, context }) => {
    const caller = context as GatewayContext;
    // As the client named it: the context's own name is null where none was found.
    const { operationName, variables } = request;
    return graphOfSchema(schema).execute({ document, operationName, variables, caller, signal: caller.signal });
  };
