import { prettyFormatQueryPlan, type QueryPlan } from '@apollo/query-planner';
import type { GatewayExecutor, GatewayGraphQLRequest } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import type { RequestIdentity } from '../../platform/identity/actor.ts';
import type { Graph } from './graph.ts';

/** What Apollo Server hands through to us: who asks, and whether somebody still waits for the answer. */
export type GatewayContext = RequestIdentity & { signal?: AbortSignal };

/** The headers by which Apollo's explorer asks for the plan. */
const PLAN = 'apollo-query-plan-experimental';
const PLAN_FORMAT = 'apollo-query-plan-experimental-format';

/**
 * Executes what Apollo Server has validated, in the graph of the very schema that it was validated against.
 * @param showPlans whether those who ask for it get the plan as well
 */
export const executorOf =
  (graphOfSchema: (schema: GraphQLSchema) => Graph, { showPlans }: { showPlans: boolean }): GatewayExecutor =>
  async ({ schema, document, request, context }) => {
    const caller = context as GatewayContext;
    // As the client named it: the context's own name is null where none was found.
    const { operationName, variables } = request;
    const graph = graphOfSchema(schema);
    const answer = await graph.execute({ document, operationName, variables, caller, signal: caller.signal });
    if (!showPlans || !request.http?.headers.has(PLAN)) {
      return answer;
    }
    const plan = graph.planOf({ document, operationName, variables, caller });
    return plan === undefined ? answer : { ...answer, extensions: { __queryPlanExperimental: shown(plan, request) } };
  };

const shown = (plan: QueryPlan, { http }: GatewayGraphQLRequest): unknown =>
  http?.headers.get(PLAN_FORMAT) === 'internal' ? plan : prettyFormatQueryPlan(plan);
