import { operationFromDocument, ROUTER_SUPPORTED_SUPERGRAPH_FEATURES, Supergraph } from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { composedDirectives, withDirectives } from '../../supergraph/composed-directives.ts';
import { standInsFor } from '../../supergraph/required-arguments.ts';
import { resolvableKeysFirst } from '../../supergraph/resolvable-keys-first.ts';
import { interfaceObjects, withConcreteFragments } from './concrete-fragments.ts';
import { withTypenames } from './conditional-fields.ts';
import { requiredFields } from './data-keys.ts';
import { withoutStandIns } from './stand-ins.ts';

/** What is made of a supergraph once, and asked for each new operation. */
export type Planner = {
  /** What clients see. */
  apiSchema: GraphQLSchema;
  /** Everything there is, also what clients do not see. */
  schema: GraphQLSchema;
  /** Names of fields that subgraphs require of each other and that take arguments. */
  required: ReadonlySet<string>;
  /** Names of directives that clients may write, and that only some services may know: they are not sent to any. */
  unsent: ReadonlySet<string>;
  /** @throws Error when the operation is too large to be planned */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
};

/** @param sdl a Federation 2 supergraph that composed, whole */
export function plannerOf(sdl: string): Planner {
  const document = resolvableKeysFirst(parse(sdl, { noLocation: true }));
  const standIns = standInsFor(document);
  const supergraph = built(standIns.document);
  // Clients do not see what stands in for what.
  const api = (standIns.document === document ? supergraph : built(document)).apiSchema();
  const planner = new QueryPlanner(supergraph, { exposeDocumentNodeInFetchNode: true });
  const schema = supergraph.schema.toGraphQLJSSchema();
  const apiSchema = api.toGraphQLJSSchema();
  const composed = composedDirectives(document, apiSchema);
  const interfaces = interfaceObjects(document);
  const plannable = (asked: DocumentNode): DocumentNode =>
    withTypenames(withConcreteFragments(asked, interfaces, apiSchema));
  return {
    apiSchema: withDirectives(apiSchema, composed),
    schema,
    required: requiredFields(document, schema),
    unsent: new Set(composed.map(({ name }) => name.value)),
    plan: (asked, operationName) =>
      withoutStandIns(
        planner.buildQueryPlan(
          operationFromDocument(api, plannable(asked), {
            validate: false,
            ...(operationName === undefined ? {} : { operationName }),
          }),
        ),
        standIns,
      ),
  };
}

const built = (document: DocumentNode): Supergraph =>
  Supergraph.build(document, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
