import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

export type Asked = { schema: GraphQLSchema; document: DocumentNode; variables: Record<string, unknown> };

/** The fields of an object by response key, as the specification collects them. */
export function collected(
  asked: Asked,
  type: GraphQLObjectType | GraphQLInterfaceType,
  selections: readonly SelectionSetNode[],
  found = new Map<string, FieldNode[]>(),
): Map<string, FieldNode[]> {
  const { schema, document, variables } = asked;
  for (const node of selections.flatMap(({ selections }) => selections)) {
    if (
      getDirectiveValues(GraphQLSkipDirective, node, variables)?.if === true ||
      getDirectiveValues(GraphQLIncludeDirective, node, variables)?.if === false
    ) {
      continue;
    }
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      found.set(key, [...(found.get(key) ?? []), node]);
      continue;
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT
        ? node
        : document.definitions.find(
            (each): each is FragmentDefinitionNode =>
              each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
          );
    const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
    if (
      fragment !== undefined &&
      (condition === undefined ||
        condition === type ||
        (isAbstractType(condition) && schema.isSubType(condition, type)))
    ) {
      collected(asked, type, [fragment.selectionSet], found);
    }
  }
  return found;
}
