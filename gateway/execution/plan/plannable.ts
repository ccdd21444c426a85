import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** What the gateway answers itself. */
const INTROSPECTION = new Set(['__schema', '__type']);
export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * What is left of an operation for subgraphs to answer, as the planner takes it: without introspection, and without
 * empty selections. Undefined where nothing is left.
 */
export function plannable(document: DocumentNode): DocumentNode | undefined {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const left = ({ selections }: SelectionSetNode): SelectionNode[] =>
    selections.filter((node) => isAnswered(node, fragments));
  const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
  if (operation === undefined || left(operation.selectionSet).length === 0) {
    return undefined;
  }
  return visit(document, {
    FragmentDefinition: (node) => (left(node.selectionSet).length === 0 ? null : undefined),
    SelectionSet: (node) => {
      const selections = left(node);
      if (selections.length === node.selections.length && selections.length > 0) {
        return undefined;
      }
      // Of a fragment nothing but a field's own selections can be left empty here.
      return { ...node, selections: selections.length === 0 ? [TYPENAME] : selections };
    },
  });
}

function isAnswered(node: SelectionNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): boolean {
  if (node.kind === Kind.FIELD) {
    return !INTROSPECTION.has(node.name.value);
  }
  const below = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)?.selectionSet;
  return below?.selections.some((each) => isAnswered(each, fragments)) ?? false;
}
