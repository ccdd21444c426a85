import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type InlineFragmentNode,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { TYPENAME } from './plannable.ts';

/** Names of the interfaces that some subgraph knows as objects. */
export function interfaceObjects(supergraph: DocumentNode): Set<string> {
  return new Set(
    supergraph.definitions.flatMap((node) => {
      const isOne =
        node.kind === Kind.INTERFACE_TYPE_DEFINITION &&
        node.directives?.some(({ name, arguments: given = [] }) => {
          const value = given.find((argument) => argument.name.value === 'isInterfaceObject')?.value;
          return name.value === 'join__type' && value?.kind === Kind.BOOLEAN && value.value;
        });
      return isOne ? [node.name.value] : [];
    }),
  );
}

/**
 * The document with fragments on objects' own types instead of those on unions and other interfaces, wherever these stand
 * in an interface that a subgraph knows as an object, or in one of its types. The planner finds no way for those.
 */
export function withConcreteFragments(
  document: DocumentNode,
  interfaces: ReadonlySet<string>,
  schema: GraphQLSchema,
): DocumentNode {
  if (interfaces.size === 0) {
    return document;
  }
  const isAffected = (type: GraphQLNamedType | null | undefined): type is GraphQLInterfaceType | GraphQLObjectType =>
    (isInterfaceType(type) && interfaces.has(type.name)) ||
    (isObjectType(type) && type.getInterfaces().some(({ name }) => interfaces.has(name)));
  const types = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(types, {
      SelectionSet: (node) => {
        const parent = types.getParentType();
        if (!isAffected(parent)) {
          return undefined;
        }
        const selections = node.selections.flatMap((each) => concrete(each, parent, document, schema));
        return { ...node, selections: selections.length === 0 ? [TYPENAME] : selections };
      },
    }),
  );
}

function concrete(
  node: SelectionNode,
  parent: GraphQLInterfaceType | GraphQLObjectType,
  document: DocumentNode,
  schema: GraphQLSchema,
): SelectionNode[] {
  if (node.kind === Kind.FIELD) {
    return [node];
  }
  const { typeCondition, selectionSet } = fragmentOf(node, document);
  const condition = typeCondition === undefined ? parent : schema.getType(typeCondition.name.value);
  const isOf = (type: GraphQLInterfaceType | GraphQLObjectType): boolean =>
    type === condition || (isAbstractType(condition) && schema.isSubType(condition, type));
  const on = ({ name }: GraphQLNamedType): InlineFragmentNode => ({
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } },
    directives: node.directives ?? [],
    selectionSet,
  });
  if (isOf(parent)) {
    return [on(parent)];
  }
  return isInterfaceType(parent) ? schema.getPossibleTypes(parent).filter(isOf).map(on) : [];
}

const fragmentOf = (
  node: Exclude<SelectionNode, { kind: Kind.FIELD }>,
  { definitions }: DocumentNode,
): InlineFragmentNode | FragmentDefinitionNode =>
  node.kind === Kind.INLINE_FRAGMENT
    ? node
    : (definitions.find(
        (each) => each.kind === Kind.FRAGMENT_DEFINITION && each.name.value === node.name.value,
      ) as FragmentDefinitionNode);
