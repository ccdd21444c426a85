import {
  operationFromDocument,
  ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
  type Schema,
  Supergraph,
} from '@apollo/federation-internals';
import { type QueryPlan, QueryPlanner } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, parse } from 'graphql';
import { composedDirectives, withDirectives } from '../../supergraph/composed-directives.ts';
import { standInsFor } from '../../supergraph/required-arguments.ts';
import { resolvableKeysFirst } from '../../supergraph/resolvable-keys-first.ts';
import { interfaceObjects, withConcreteFragments } from './concrete-fragments.ts';
import { requiredFields } from './data-keys.ts';
import { interfaceRequirementsOf, requiredOfAll } from './required-of-all.ts';
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
  /**
   * @param document one operation without conditions, introspection and empty selections
   * @throws Error when the operation is too large to be planned
   */
  plan(document: DocumentNode, operationName: string | undefined): QueryPlan;
};

/** Without an end to them the planner takes gigabytes for some short operations. */
const MOST_PATHS = 2_000;

/** @param sdl a Federation 2 supergraph that composed, whole */
export function plannerOf(sdl: string): Planner {
  const document = resolvableKeysFirst(parse(sdl, { noLocation: true }));
  const standIns = standInsFor(document);
  const supergraph = built(standIns.document);
  // Clients do not see what stands in for what.
  const api = (standIns.document === document ? supergraph : built(document)).apiSchema();
  const planner = new QueryPlanner(supergraph, {
    exposeDocumentNodeInFetchNode: true,
    debug: { pathsLimit: MOST_PATHS },
  });
  const schema = supergraph.schema.toGraphQLJSSchema();
  const apiSchema = api.toGraphQLJSSchema();
  const composed = composedDirectives(document, apiSchema);
  const interfaces = interfaceObjects(document);
  const requirements = interfaceRequirementsOf(standIns.document);
  const plan = (document: DocumentNode, operationName: string | undefined, visible: Schema): QueryPlan => {
    const named = operationName === undefined ? {} : { operationName };
    const operation = operationFromDocument(visible, document, { validate: false, ...named });
    return withoutStandIns(planner.buildQueryPlan(operation), standIns);
  };
  return {
    apiSchema: withDirectives(apiSchema, composed),
    schema,
    required: requiredFields(document, schema),
    unsent: new Set(composed.map(({ name }) => name.value)),
    plan: (asked, operationName) => {
      const concrete = withConcreteFragments(asked, interfaces, apiSchema);
      const document = requiredOfAll(concrete, schema, requirements);
      // What is required may be hidden from clients.
      return plan(document, operationName, document === concrete ? api : supergraph.schema);
    },
  };
}

const built = (document: DocumentNode): Supergraph =>
  Supergraph.build(document, {
    supportedFeatures: ROUTER_SUPPORTED_SUPERGRAPH_FEATURES,
    validateSupergraph: false,
  });
