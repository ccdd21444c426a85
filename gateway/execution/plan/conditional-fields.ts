import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { isConditional } from './conditions.ts';

export const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Asks for the type's name in each object that is wanted on a condition, and of which nothing is wanted without another.
 * The planner takes the conditions of all that is asked of such an object for the object's own: it would not be fetched,
 * and a mutation not be made, whenever nothing of it is wanted.
 */
export function withTypenames(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((node) => [node.name.value, node]),
  );
  const isCertain = (node: SelectionNode): boolean =>
    !isConditional(node) && (node.kind === Kind.FIELD || hasCertain(fragmentOf(node)));
  const hasCertain = ({ selections }: SelectionSetNode): boolean => selections.some(isCertain);
  const fragmentOf = (node: Exclude<SelectionNode, FieldNode>): SelectionSetNode =>
    node.kind === Kind.INLINE_FRAGMENT
      ? node.selectionSet
      : (fragments.get(node.name.value) as FragmentDefinitionNode).selectionSet;
  return visit(document, {
    Field: (node) => {
      const { selectionSet } = node;
      return selectionSet === undefined || !isConditional(node) || hasCertain(selectionSet)
        ? undefined
        : { ...node, selectionSet: { ...selectionSet, selections: [TYPENAME, ...selectionSet.selections] } };
    },
  });
}
