import type { GatewayGraphQLResponse } from '@apollo/server-gateway-interface';
import { type DocumentNode, type GraphQLFormattedError, Kind, parse, type SelectionSetNode } from 'graphql';

type Representation = { __typename?: string };

/**
 * The answer of a subgraph that gave none. An error without a path would stand beside the data with no relation to
 * it, so each field that was asked for gets one: of each entity, or at the root.
 */
export function unavailable(
  service: string,
  query: string,
  variables: Record<string, unknown> | undefined,
): GatewayGraphQLResponse {
  const fields = rootFields(parse(query, { noLocation: true }));
  const representations = variables?.representations;
  const error = (path: (string | number)[]): GraphQLFormattedError => ({
    message: `The ${service} service is unavailable.`,
    path,
    extensions: { code: 'SUBGRAPH_UNAVAILABLE', service },
  });
  const entities = fields.find(({ name }) => name === '_entities');
  if (entities?.selections === undefined || !Array.isArray(representations)) {
    return { data: null, errors: fields.map(({ key }) => error([key])) };
  }
  const selections = entities.selections;
  return {
    data: { _entities: representations.map(() => null) },
    errors: (representations as Representation[]).flatMap(({ __typename }, i) =>
      keysOf(selections, __typename).map((key) => error(['_entities', i, key])),
    ),
  };
}

type RootField = { name: string; key: string; selections: SelectionSetNode | undefined };

function rootFields(document: DocumentNode): RootField[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION
      ? definition.selectionSet.selections.flatMap((node) =>
          node.kind === Kind.FIELD
            ? [{ name: node.name.value, key: node.alias?.value ?? node.name.value, selections: node.selectionSet }]
            : [],
        )
      : [],
  );
}

/** Response keys that a selection asks of one type; the planner writes an inline fragment for each. */
function keysOf(selections: SelectionSetNode, typename: string | undefined): string[] {
  const keys = selections.selections.flatMap((node) => {
    switch (node.kind) {
      case Kind.FIELD:
        return node.name.value === '__typename' ? [] : [node.alias?.value ?? node.name.value];
      case Kind.INLINE_FRAGMENT: {
        const condition = node.typeCondition?.name.value;
        return condition === undefined || typename === undefined || condition === typename
          ? keysOf(node.selectionSet, typename)
          : [];
      }
      default:
        return [];
    }
  });
  return [...new Set(keys)];
}
