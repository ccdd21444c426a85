import {
  defaultFieldResolver,
  defaultTypeResolver,
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { collectFields, type Fragments, NotCompiled } from './fields.ts';
import { type AboutField, ResolveInfo } from './info.ts';
import { serializeOf } from './leaf.ts';
import { caught, type Frame, type Holder, irregular, later, type Run } from './run.ts';

/** The object's fields, as they are answered; those that come later are put into their places then. */
export type CompleteFields = (run: Run, source: unknown, frame: Frame) => void;

/** Where a value comes from and goes to. */
type Spot = { up: Frame; holder: Holder; key: string | number; info: ResolveInfo };

/** Completes what is neither null nor an error. */
type Complete = (run: Run, value: unknown, spot: Spot) => unknown;

type Compiled = {
  key: string;
  about: AboutField;
  number: number;
  field: GraphQLField<unknown, unknown>;
  node: FieldNode;
  resolve: GraphQLFieldResolver<unknown, unknown> | undefined;
  nonNull: boolean;
  complete: Complete;
  /** Its values as they are answered, where nothing more than that is to be done. */
  serialize: ((value: unknown) => unknown) | undefined;
};

export type Compiler = { schema: GraphQLSchema; fragments: Fragments; fields: number };

/** Each type that may stand somewhere has its own fields: below each other they multiply. */
const MOST_FIELDS = 5_000;

/** @throws NotCompiled for what is left to graphql-js */
export function compileFields(
  compiler: Compiler,
  type: GraphQLObjectType,
  nodes: Map<string, FieldNode[]>,
): CompleteFields {
  const fields: (Compiled | { key: string; typename: string })[] = [];
  for (const [key, [node, ...more]] of nodes as Map<string, [FieldNode, ...FieldNode[]]>) {
    if (key === '__proto__') {
      throw new NotCompiled('No plain object has such a key.');
    }
    if (node.name.value === '__typename') {
      fields.push({ key, typename: type.name });
      continue;
    }
    const field = type.getFields()[node.name.value];
    if (field === undefined) {
      throw new NotCompiled('Introspection, or nothing that the schema has.');
    }
    fields.push(compileField(compiler, type, field, key, [node, ...more]));
  }
  return (run, source, frame) => {
    const { value: holder } = frame;
    for (const field of fields) {
      holder[field.key] = 'typename' in field ? field.typename : completeField(run, field, source, frame);
    }
  };
}

function compileField(
  compiler: Compiler,
  parentType: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  key: string,
  nodes: [FieldNode, ...FieldNode[]],
): Compiled {
  const about = { fieldName: field.name, fieldNodes: nodes, returnType: field.type, parentType };
  const nonNull = isNonNullType(field.type);
  const nullable = isNonNullType(field.type) ? field.type.ofType : field.type;
  compiler.fields += 1;
  if (compiler.fields > MOST_FIELDS) {
    throw new NotCompiled('It is too large.');
  }
  return {
    key,
    about,
    number: compiler.fields,
    field,
    node: nodes[0],
    resolve: field.resolve === defaultFieldResolver ? undefined : field.resolve,
    nonNull,
    complete: compileValue(compiler, nullable, about, nonNull),
    serialize: isLeafType(nullable) ? serializeOf(nullable) : undefined,
  };
}

function completeField(run: Run, compiled: Compiled, source: unknown, up: Frame): unknown {
  const { key, resolve, serialize, nonNull, about } = compiled;
  try {
    let value: unknown;
    let info: ResolveInfo | undefined;
    if (resolve !== undefined) {
      info = new ResolveInfo(run, about, up, key);
      value = resolve(source, argumentsOf(run, compiled), run.context, info);
    } else if (typeof source === 'object' || typeof source === 'function') {
      // What a field is without a resolver: a property, or a method.
      value = (source as Record<string, unknown>)[about.fieldName];
      if (typeof value === 'function') {
        info = new ResolveInfo(run, about, up, key);
        value = (source as Record<string, GraphQLMethod>)[about.fieldName]?.(
          argumentsOf(run, compiled),
          run.context,
          info,
        );
      }
    }
    if (value === null || value === undefined) {
      if (nonNull) {
        throw nullFor(about);
      }
      return null;
    }
    if (serialize !== undefined && typeof value !== 'object') {
      return serialize(value) ?? throwIrregular(run);
    }
    return completeObject(run, compiled, value, up, info);
  } catch (raw) {
    return caught(run, raw, { up, holder: up.value, key, nonNull, nodes: about.fieldNodes });
  }
}

type GraphQLMethod = (args: object, context: unknown, info: ResolveInfo) => unknown;

/** A value that is an object of some kind: perhaps a promise, or an error. */
function completeObject(
  run: Run,
  compiled: Compiled,
  value: unknown,
  up: Frame,
  info: ResolveInfo | undefined,
): unknown {
  const { about, key, nonNull, complete } = compiled;
  const spot = { up, holder: up.value, key, info: info ?? new ResolveInfo(run, about, up, key) };
  if (isThenable(value)) {
    return later(run, value, { ...spot, nonNull, nodes: about.fieldNodes }, (arrived) =>
      completeArrived(run, arrived, nonNull, about, complete, spot),
    );
  }
  if (value instanceof Error) {
    throw value;
  }
  return complete(run, value, spot);
}

function completeArrived(
  run: Run,
  value: unknown,
  nonNull: boolean,
  about: AboutField,
  complete: Complete,
  spot: Spot,
): unknown {
  if (value instanceof Error) {
    throw value;
  }
  if (value === null || value === undefined) {
    if (nonNull) {
      throw nullFor(about);
    }
    return null;
  }
  return complete(run, value, spot);
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof (value as { then?: unknown } | null)?.then === 'function';

const nullFor = ({ parentType, fieldName }: AboutField): Error =>
  new Error(`Cannot return null for non-nullable field ${parentType.name}.${fieldName}.`);

function throwIrregular(run: Run): never {
  throw irregular(run);
}

/** The same for each object: resolvers take them apart, and leave them as they are. */
function argumentsOf(run: Run, { number, field, node }: Compiled): Record<string, unknown> {
  let args = run.args[number];
  if (args === undefined) {
    args = getArgumentValues(field, node, run.about.variableValues);
    run.args[number] = args;
  }
  return args;
}

function compileValue(compiler: Compiler, type: GraphQLOutputType, about: AboutField, nonNull: boolean): Complete {
  if (isLeafType(type)) {
    const serialize = serializeOf(type);
    return (run, value) => serialize(value) ?? throwIrregular(run);
  }
  if (isListType(type)) {
    return compileList(compiler, type.ofType, about, nonNull);
  }
  if (isObjectType(type)) {
    return compileObject(compiler, type, about, nonNull);
  }
  if (isAbstractType(type)) {
    return compileAbstract(compiler, type, about, nonNull);
  }
  throw new NotCompiled('A type of no kind that is known.');
}

function compileList(compiler: Compiler, type: GraphQLOutputType, about: AboutField, nonNull: boolean): Complete {
  const nonNullItem = isNonNullType(type);
  const complete = compileValue(compiler, isNonNullType(type) ? type.ofType : type, about, nonNullItem);
  const { fieldNodes: nodes } = about;
  return (run, value, { up, holder, key, info }) => {
    if (!Array.isArray(value)) {
      throw irregular(run);
    }
    const list = new Array<unknown>(value.length);
    const typename = typeof key === 'number' ? undefined : about.parentType.name;
    const frame: Frame = { up, holder, key, typename, value: list as unknown as Holder, nonNull };
    for (let i = 0; i < value.length; i += 1) {
      const item = value[i];
      const spot = { up: frame, holder: frame.value, key: i, info };
      try {
        list[i] = isThenable(item)
          ? later(run, item, { ...spot, nonNull: nonNullItem, nodes }, (arrived) =>
              completeArrived(run, arrived, nonNullItem, about, complete, spot),
            )
          : completeArrived(run, item, nonNullItem, about, complete, spot);
      } catch (raw) {
        list[i] = caught(run, raw, { ...spot, nonNull: nonNullItem, nodes });
      }
    }
    return list;
  };
}

function compileObject(compiler: Compiler, type: GraphQLObjectType, about: AboutField, nonNull: boolean): Complete {
  const selections = about.fieldNodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const completeFields = compileFields(
    compiler,
    type,
    collectFields(compiler.schema, compiler.fragments, type, selections),
  );
  const { isTypeOf } = type;
  return (run, value, { up, holder, key, info }) => {
    if (isTypeOf != null && isTypeOf.call(type, value, run.context, info) !== true) {
      throw irregular(run);
    }
    const made: Holder = {};
    const typename = typeof key === 'number' ? undefined : about.parentType.name;
    const pending = run.pending;
    try {
      completeFields(run, value, { up, holder, key, typename, value: made, nonNull });
    } catch (error) {
      // What is under way below comes too late for us, and in time for graphql-js.
      throw run.pending === pending ? error : irregular(run);
    }
    return made;
  };
}

function compileAbstract(compiler: Compiler, type: GraphQLAbstractType, about: AboutField, nonNull: boolean): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  const ofTypes = new Map<unknown, Complete>();
  // All of them now: what cannot be compiled has to be known before anything is executed.
  for (const possible of compiler.schema.getPossibleTypes(type)) {
    ofTypes.set(possible.name, compileObject(compiler, possible, about, nonNull));
  }
  return (run, value, spot) => {
    const complete = ofTypes.get(resolveType(value, run.context, spot.info, type));
    if (complete === undefined) {
      throw irregular(run);
    }
    return complete(run, value, spot);
  };
}
