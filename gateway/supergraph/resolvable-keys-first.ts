import { type ConstDirectiveNode, type DocumentNode, Kind, visit } from 'graphql';

/**
 * A supergraph with the keys that a subgraph resolves before those that it does not. The planner comes back to a
 * subgraph by the first key that is there, and would ask it to resolve what it cannot.
 */
export function resolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  const sorted = <T extends { directives?: readonly ConstDirectiveNode[] | undefined }>(node: T): T => ({
    ...node,
    directives: (node.directives ?? []).toSorted((a, b) => Number(isUnresolvable(a)) - Number(isUnresolvable(b))),
  });
  return visit(supergraph, {
    ObjectTypeDefinition: sorted,
    ObjectTypeExtension: sorted,
    InterfaceTypeDefinition: sorted,
    InterfaceTypeExtension: sorted,
  });
}

const isUnresolvable = ({ name, arguments: given }: ConstDirectiveNode): boolean =>
  name.value === 'join__type' &&
  (given ?? []).some(
    (argument) => argument.name.value === 'resolvable' && argument.value.kind === Kind.BOOLEAN && !argument.value.value,
  );
