import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import type { DocumentNode, GraphQLSchema } from 'graphql';

/** What is made of a supergraph once, and asked for each new operation. */
export type Planner = {
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Everything there is, also what clients do not see. */
  schema: GraphQLSchema;
  /** @throws Error when the operation is too large to be planned */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
};

/** @param sdl a Federation 2 supergraph that composed, whole */
export function plannerOf(sdl: string): Planner {
  const supergraph = Supergraph.build(sdl, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
  const api = supergraph.apiSchema();
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true });
  return {
    apiSchema: api.toGraphQLJSSchema(),
    schema: supergraph.schema.toGraphQLJSSchema(),
    plan: (document, operationName) =>
      planner.buildQueryPlan(
        operationFromDocument(api, document, {
          validate: false,
          ...(operationName === undefined ? {} : { operationName }),
        }),
      ),
  };
}
