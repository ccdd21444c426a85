import {
  defaultFieldResolver,
  type FieldNode,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isListType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Properties } from '../database/columns.ts';
import { ASKED } from '../paging/connection.ts';

type AnyField = GraphQLField<unknown, unknown>;
type AnyResolver = GraphQLFieldResolver<unknown, unknown> & { reads?: readonly string[] };

/**
 * A resolver that reads nothing of its parent but these properties: a list that is asked for that field, and for others
 * of which as much is known, is read without its other columns. The compiler sees to it that it is true.
 */
export function reading<Parent extends object, Key extends keyof Parent & string, Args, Context, Result>(
  reads: readonly Key[],
  resolve: (parent: Pick<Parent, Key>, args: Args, context: Context, info: GraphQLResolveInfo) => Result,
): (parent: Parent, args: Args, context: Context, info: GraphQLResolveInfo) => Result {
  const resolver = (parent: Parent, args: Args, context: Context, info: GraphQLResolveInfo): Result =>
    resolve(parent, args, context, info);
  return Object.assign(resolver, { reads });
}

/** Has the arguments of lists say what is asked of their rows, below `ASKED`: what is read is what somebody looks at. */
export function withAskedProperties(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const ofRows = rowsOf(field.type);
      if (ofRows !== undefined && field.resolve !== undefined) {
        field.resolve = askingResolver(field.resolve, ofRows, schema);
      }
    }
  }
  return schema;
}

/** Adds what a selection reads of a list's rows; false when nobody knows what that is. */
type Collect = (selections: SelectionSetNode, found: Set<string>, info: Fragments) => boolean;
type Fragments = Pick<GraphQLResolveInfo, 'fragments'>;

function askingResolver(resolve: AnyResolver, collect: Collect, schema: GraphQLSchema): AnyResolver {
  // A document is kept and executed again, with the same nodes.
  const known = new WeakMap<FieldNode, Properties | undefined>();
  const askedBy = (info: GraphQLResolveInfo): Properties | undefined => {
    const [node, ...more] = info.fieldNodes as [FieldNode, ...FieldNode[]];
    // One that is known is for one schema; there is no other, but for those who build their own for a test.
    if (more.length > 0 || info.schema !== schema) {
      return undefined;
    }
    if (!known.has(node)) {
      const found = new Set<string>();
      const isKnown = node.selectionSet !== undefined && collect(node.selectionSet, found, info);
      known.set(node, isKnown ? found : undefined);
    }
    return known.get(node);
  };
  const asking: AnyResolver = (source, args, context, info) =>
    resolve(source, { ...args, [ASKED]: askedBy(info) }, context, info);
  return resolve.reads === undefined ? asking : Object.assign(asking, { reads: resolve.reads });
}

/** What is asked of the rows of a list or of a connection; undefined for what is neither. */
function rowsOf(type: GraphQLOutputType): Collect | undefined {
  const named = getNamedType(type);
  if (!isObjectType(named)) {
    return undefined;
  }
  if (isListType(getNullableType(type))) {
    return (selections, found, info) => collectRow(named, selections, found, info);
  }
  const node = named.getFields().nodes;
  const row = node && getNamedType(node.type);
  return isObjectType(row)
    ? (selections, found, info) => collectConnection(named, row, selections, found, info)
    : undefined;
}

/** Each field that a selection has of an object's type; false when it has others. */
function everyField(
  type: GraphQLObjectType,
  selections: SelectionSetNode,
  { fragments }: Fragments,
  accept: (field: AnyField, node: FieldNode) => boolean,
): boolean {
  return selections.selections.every((node) => {
    if (node.kind === Kind.FIELD) {
      const field = type.getFields()[node.name.value];
      return node.name.value === '__typename' || (field !== undefined && accept(field, node));
    }
    const fragment = node.kind === Kind.INLINE_FRAGMENT ? node : fragments[node.name.value];
    const condition = fragment?.typeCondition?.name.value ?? type.name;
    return fragment !== undefined && condition === type.name
      ? everyField(type, fragment.selectionSet, { fragments }, accept)
      : false;
  });
}

function collectRow(
  type: GraphQLObjectType,
  selections: SelectionSetNode,
  found: Set<string>,
  info: Fragments,
): boolean {
  return everyField(type, selections, info, (field) => {
    const reads = readBy(field);
    for (const name of reads ?? []) {
      found.add(name);
    }
    return reads !== undefined;
  });
}

/** The rows are its `nodes`, and each `node` of its `edges`; nothing else of it looks at a row. */
function collectConnection(
  type: GraphQLObjectType,
  row: GraphQLObjectType,
  selections: SelectionSetNode,
  found: Set<string>,
  info: Fragments,
): boolean {
  return everyField(type, selections, info, (field, { selectionSet }) => {
    if (field.name === 'nodes' && selectionSet !== undefined) {
      return collectRow(row, selectionSet, found, info);
    }
    const edge = getNamedType(field.type);
    if (field.name === 'edges' && isObjectType(edge) && selectionSet !== undefined) {
      return everyField(edge, selectionSet, info, (ofEdge, node) =>
        ofEdge.name === 'node' && node.selectionSet !== undefined
          ? collectRow(row, node.selectionSet, found, info)
          : readBy(ofEdge) !== undefined,
      );
    }
    return readBy(field) !== undefined;
  });
}

/** What a field reads of its parent; undefined when it does not say. */
function readBy(field: AnyField): readonly string[] | undefined {
  const resolve = ('unguarded' in field.extensions ? field.extensions.unguarded : field.resolve) as
    | AnyResolver
    | undefined;
  return resolve === undefined || resolve === defaultFieldResolver ? [field.name] : resolve.reads;
}
