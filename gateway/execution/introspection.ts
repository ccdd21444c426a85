import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import type { Values } from './own.ts';

const INTROSPECTION = new Set(['__schema', '__type']);

/** The part of an operation that the gateway answers itself; undefined where there is none. */
export function introspectionOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): ((variables: Values) => Values) | undefined {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each.selectionSet] as const] : [],
    ),
  );
  if (!asksFor(operation.selectionSet, fragments)) {
    return undefined;
  }
  // Every other field of the root resolves to null: nothing is there to be resolved.
  const alone: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      { ...operation, selectionSet: only(operation.selectionSet, fragments) },
      ...document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION),
    ],
  };
  return (variables) => {
    const { data } = executeSync({ schema, document: alone, variableValues: variables, rootValue: {} });
    return (data ?? {}) as Values;
  };
}

const isIntrospection = (node: SelectionNode): node is FieldNode =>
  node.kind === Kind.FIELD && INTROSPECTION.has(node.name.value);

type Fragments = ReadonlyMap<string, SelectionSetNode>;

function below(node: SelectionNode, fragments: Fragments): SelectionSetNode | undefined {
  if (node.kind === Kind.FIELD) {
    return undefined;
  }
  return node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value);
}

function asksFor({ selections }: SelectionSetNode, fragments: Fragments): boolean {
  return selections.some((node) => {
    const inside = below(node, fragments);
    return isIntrospection(node) || (inside !== undefined && asksFor(inside, fragments));
  });
}

/** The introspection fields of a root, with the conditions and fragments around them. */
function only(selectionSet: SelectionSetNode, fragments: Fragments): SelectionSetNode {
  const selections = selectionSet.selections.flatMap((node): SelectionNode[] => {
    if (isIntrospection(node)) {
      return [node];
    }
    const inside = below(node, fragments);
    if (inside === undefined || !asksFor(inside, fragments)) {
      return [];
    }
    const { directives = [] } = node;
    return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet: only(inside, fragments) }];
  });
  return { kind: Kind.SELECTION_SET, selections };
}
