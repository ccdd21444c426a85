import {
  type DirectiveDefinitionNode,
  DirectiveLocation,
  type DocumentNode,
  extendSchema,
  type GraphQLSchema,
  Kind,
  visit,
} from 'graphql';

/** Where clients write directives. */
const IN_OPERATIONS: ReadonlySet<string> = new Set([
  DirectiveLocation.QUERY,
  DirectiveLocation.MUTATION,
  DirectiveLocation.SUBSCRIPTION,
  DirectiveLocation.FIELD,
  DirectiveLocation.FRAGMENT_DEFINITION,
  DirectiveLocation.FRAGMENT_SPREAD,
  DirectiveLocation.INLINE_FRAGMENT,
  DirectiveLocation.VARIABLE_DEFINITION,
]);

/**
 * Directives for operations that services compose by `@composeDirective`: what is linked is taken for a matter of the
 * supergraph, and is not in the schema that clients see.
 * @param document a supergraph
 */
export function composedDirectives(document: DocumentNode, apiSchema: GraphQLSchema): DirectiveDefinitionNode[] {
  return document.definitions.flatMap((node) => {
    if (node.kind !== Kind.DIRECTIVE_DEFINITION || apiSchema.getDirective(node.name.value) != null) {
      return [];
    }
    const locations = node.locations.filter((location) => IN_OPERATIONS.has(location.value));
    return locations.length > 0 ? [{ ...node, locations }] : [];
  });
}

export const withDirectives = (schema: GraphQLSchema, directives: readonly DirectiveDefinitionNode[]): GraphQLSchema =>
  directives.length === 0 ? schema : extendSchema(schema, { kind: Kind.DOCUMENT, definitions: [...directives] });

/** The document without directives of these names. Itself, when it has none. */
export const withoutDirectives = (document: DocumentNode, names: ReadonlySet<string>): DocumentNode =>
  names.size === 0
    ? document
    : visit(document, { Directive: ({ name }) => (names.has(name.value) ? null : undefined) });
