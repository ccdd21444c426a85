import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { rootSelections } from '../plan/locations.ts';
import type { Types } from './types.ts';

/** Response keys that a fetch asks of an object of a type, or of its root where that is undefined. */
export function askedFields(document: DocumentNode, typename: string | undefined, types: Types): string[] {
  const root = rootSelections(document);
  const found = new Set<string>();
  collect(typename === undefined ? root : entitySelections(root), typename, types, found, document);
  found.delete('__typename');
  return [...found];
}

const entitySelections = (root: SelectionSetNode): SelectionSetNode => {
  const entities = root.selections.find((node) => node.kind === Kind.FIELD && node.name.value === '_entities');
  return (entities as { selectionSet: SelectionSetNode }).selectionSet;
};

function collect(
  selections: SelectionSetNode,
  typename: string | undefined,
  types: Types,
  found: Set<string>,
  document: DocumentNode,
): void {
  for (const node of selections.selections) {
    if (node.kind === Kind.FIELD) {
      found.add(node.alias?.value ?? node.name.value);
      continue;
    }
    const fragment =
      node.kind === Kind.INLINE_FRAGMENT
        ? node
        : document.definitions.find(
            (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
          );
    const { typeCondition, selectionSet } = fragment as typeof node & {
      typeCondition?: { name: { value: string } };
      selectionSet: SelectionSetNode;
    };
    if (typename === undefined || typeCondition === undefined || types.isA(typename, typeCondition.name.value)) {
      collect(selectionSet, typename, types, found, document);
    }
  }
}
