import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  typeFromAST,
} from 'graphql';
import type { Refusals } from '../../authorization/refusals.ts';
import { type Leaf, leafOf } from './leaf.ts';

/** How a value of the answer looks, worked out from an operation and the schema that clients see. */
export type Shape = { nonNull: boolean; type: string } & (
  | { kind: 'leaf'; leaf: Leaf }
  | { kind: 'list'; of: Shape }
  | { kind: 'object'; of: ObjectsOf }
  /** The name of the object's own type. */
  | { kind: 'typename' }
  /** Introspection: it is complete as it is. */
  | { kind: 'whole' }
  /** Not for whoever asks, whatever the data says. */
  | { kind: 'refused'; refusal: string }
);

/** The objects that may stand somewhere. */
export type ObjectsOf = {
  /** The only type that they may have, where there is just one. */
  only: ObjectShape | undefined;
  /** By the name that the data says, or without one; undefined for types that may not stand there. */
  byName(typename: string | undefined): ObjectShape | undefined;
  /** Whether such an object may stand there, but clients are not to see it. */
  isHidden(typename: string): boolean;
  /** Why such an object is not for whoever asks; undefined when it is. Those have no shape. */
  refusalOf(typename: string): string | undefined;
};

/** The fields of an object of one type, in the order in which the client gets them. */
export type ObjectShape = {
  type: string;
  /** Null for an interface: a subgraph that knows no more of the object has answered. */
  typename: string | null;
  /** `from`: the key under which the data has it. */
  fields: readonly { key: string; from: string; shape: Shape }[];
};

type Context = {
  schema: GraphQLSchema;
  /** Everything there is, also what clients do not see. */
  supergraph: GraphQLSchema;
  /** What is not for whoever asks. */
  refusals: Refusals | undefined;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  keyOf(field: FieldNode): string;
};

const INTROSPECTION = new Set(['__schema', '__type']);

/**
 * @param document without conditions
 * @param keyOf under which key the data has a field
 */
export function rootShapeOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Pick<Context, 'supergraph' | 'refusals' | 'keyOf'>,
): ObjectShape {
  const fragments = new Map(
    document.definitions.flatMap((each) =>
      each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
    ),
  );
  const root = schema.getRootType(operation.operation) as GraphQLCompositeType;
  return objectShape([operation.selectionSet], root, { schema, fragments, ...given });
}

function objectShape(
  selections: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  context: Context,
): ObjectShape {
  const fields = [...collectFields(selections, type, context)].flatMap(([key, nodes]) => {
    const shape = fieldShape(nodes, type, context);
    return shape === undefined ? [] : [{ key, from: context.keyOf(nodes[0] as FieldNode), shape }];
  });
  return { type: type.name, typename: isObjectType(type) ? type.name : null, fields };
}

/** Fields by response key. What an object's type has no part in is left out. */
function collectFields(
  selections: readonly SelectionSetNode[],
  type: GraphQLCompositeType,
  context: Context,
): Map<string, FieldNode[]> {
  const found = new Map<string, FieldNode[]>();
  const add = (selection: SelectionSetNode): void => {
    for (const node of selection.selections) {
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        found.set(key, [...(found.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : context.fragments.get(node.name.value);
      const condition = fragment?.typeCondition && typeFromAST(context.schema, fragment.typeCondition);
      if (fragment !== undefined && (condition === undefined || isPartOf(type, condition, context.schema))) {
        add(fragment.selectionSet);
      }
    }
  };
  selections.forEach(add);
  return found;
}

function isPartOf(type: GraphQLCompositeType, condition: unknown, schema: GraphQLSchema): boolean {
  return (
    type === condition ||
    (isAbstractType(condition) && (isObjectType(type) || isInterfaceType(type)) && schema.isSubType(condition, type))
  );
}

function fieldShape(nodes: readonly FieldNode[], parent: GraphQLCompositeType, context: Context): Shape | undefined {
  const name = nodes[0]?.name.value as string;
  if (name === '__typename') {
    return { kind: 'typename', nonNull: true, type: 'String!' };
  }
  if (INTROSPECTION.has(name)) {
    return { kind: 'whole', nonNull: false, type: name };
  }
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (field === undefined) {
    return undefined;
  }
  // The names of types are for everybody, and so is introspection where it is on.
  const refusal = context.refusals?.ofFields(nodes, parent);
  return refusal === undefined
    ? valueShape(field.type, nodes, context)
    : { kind: 'refused', nonNull: isNonNullType(field.type), type: String(field.type), refusal };
}

function valueShape(type: GraphQLOutputType, nodes: readonly FieldNode[], context: Context): Shape {
  const nonNull = isNonNullType(type);
  const nullable = getNullableType(type);
  const common = { nonNull, type: String(nullable) };
  if (isListType(nullable)) {
    return { kind: 'list', ...common, of: valueShape(nullable.ofType, nodes, context) };
  }
  const named = getNamedType(nullable);
  if (isLeafType(named)) {
    return { kind: 'leaf', ...common, leaf: leafOf(named, context.supergraph) };
  }
  const selections = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  return { kind: 'object', ...common, of: objectsOf(named as GraphQLCompositeType, selections, context) };
}

function objectsOf(
  declared: GraphQLCompositeType,
  selections: readonly SelectionSetNode[],
  context: Context,
): ObjectsOf {
  if (isObjectType(declared)) {
    const only = objectShape(selections, declared, context);
    const byName = (typename: string | undefined) =>
      typename === undefined || typename === declared.name ? only : undefined;
    return { only, byName, isHidden: () => false, refusalOf: () => undefined };
  }
  const refusalOf = (typename: string): string | undefined => context.refusals?.ofType(typename);
  // Worked out as the data wants them: an interface may have many types, each with interfaces below it.
  const shapes = new Map<string, ObjectShape>();
  const byName = (typename: string = declared.name): ObjectShape | undefined => {
    const known = shapes.get(typename);
    if (known !== undefined) {
      return known;
    }
    const type = context.schema.getType(typename);
    const isKnown = isCompositeType(type) && isPartOf(type, declared, context.schema);
    // Nothing is a union: a subgraph that does not say of which of its types an object is has said nothing.
    if (!isKnown || isUnionType(type) || refusalOf(typename) !== undefined) {
      return undefined;
    }
    const shape = objectShape(selections, type, context);
    shapes.set(typename, shape);
    return shape;
  };
  const isHidden = (typename: string): boolean => {
    const type = context.supergraph.getType(typename);
    const seen = context.schema.getType(typename);
    return (
      seen === undefined &&
      isObjectType(type) &&
      isPartOf(type, context.supergraph.getType(declared.name), context.supergraph)
    );
  };
  return { only: undefined, byName, isHidden, refusalOf };
}
