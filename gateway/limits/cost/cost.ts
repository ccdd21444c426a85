import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import type { ListSize, Weights } from './weights.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** The cost of an operation with these variables: a bound of what it may be, whatever the services answer. */
export type Cost = (variables: Variables) => number;

/** A mutation begins at this; what it returns comes on top. */
const MUTATION = 10;
/** Of the schema's own description, which is large and the same for everybody. */
const INTROSPECTION = 20;

/** Whatever is known without variables is a number already. */
type Part = number | Cost;
/** Sizes of lists that the field above said, by the names of the lists. */
type Sizes = ReadonlyMap<string, Part>;

const NO_SIZES: Sizes = new Map();

export type CostModel = { schema: GraphQLSchema; weights: Weights; listSize: number };

type Scope = CostModel & {
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  defaults: ReadonlyMap<string, ValueNode>;
};

/**
 * Compiles the cost of an operation, after the cost directives that IBM published and federation took over: an object is
 * 1, a leaf nothing, a list as many times its entries as it may have; the same selection twice counts twice.
 * @param document valid in the model's schema
 */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode, model: CostModel): Cost {
  const scope: Scope = {
    ...model,
    fragments: new Map(
      document.definitions.flatMap((each) =>
        each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each] as const] : [],
      ),
    ),
    defaults: new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue === undefined ? [] : [[variable.name.value, defaultValue] as const],
      ),
    ),
  };
  const root = model.schema.getRootType(operation.operation);
  const part = root == null ? 0 : selectionCost(operation.selectionSet, root, NO_SIZES, scope);
  return (variables) => inNumbers(part, variables);
}

const inNumbers = (part: Part, variables: Variables): number => (typeof part === 'number' ? part : part(variables));

function sum(parts: readonly Part[]): Part {
  const known = parts.reduce<number>((total, part) => (typeof part === 'number' ? total + part : total), 0);
  const rest = parts.filter((part) => typeof part !== 'number');
  if (rest.length === 0) {
    return known;
  }
  return (variables) => rest.reduce((total, part) => total + part(variables), known);
}

function largest(parts: readonly Part[]): Part {
  if (parts.every((part) => typeof part === 'number')) {
    return Math.max(0, ...parts);
  }
  return (variables) => parts.reduce<number>((most, part) => Math.max(most, inNumbers(part, variables)), 0);
}

function times(a: Part, b: Part): Part {
  if (typeof a === 'number' && typeof b === 'number') {
    return a * b;
  }
  return a === 0 || b === 0 ? 0 : (variables) => inNumbers(a, variables) * inNumbers(b, variables);
}

/** Where a selection stands only on a condition, it costs nothing when that does not hold. */
function conditional(part: Part, directives: readonly DirectiveNode[] = [], scope: Scope): Part {
  const conditions = directives.flatMap(({ name, arguments: given }) => {
    const value = given?.find((each) => each.name.value === 'if')?.value;
    const wanted = name.value === 'include' ? true : name.value === 'skip' ? false : undefined;
    return value === undefined || wanted === undefined ? [] : [{ value, wanted }];
  });
  if (part === 0 || conditions.length === 0) {
    return part;
  }
  return (variables) =>
    conditions.every(({ value, wanted }) => given(value, variables, scope) === wanted) ? inNumbers(part, variables) : 0;
}

/** In an object of an abstract type only the fragments count that fit it: the dearest object is what it may be. */
function selectionCost(selectionSet: SelectionSetNode, type: GraphQLCompositeType, sizes: Sizes, scope: Scope): Part {
  const { always, fragments } = partsOf(selectionSet, type, sizes, scope);
  if (fragments.length === 0) {
    return sum(always);
  }
  const possible = isAbstractType(type) ? scope.schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
  const fitting = possible.map((object) =>
    sum(
      fragments
        .filter(({ on }) => on === object || (isAbstractType(on) && scope.schema.isSubType(on, object)))
        .map(({ part }) => part),
    ),
  );
  return sum([...always, largest(fitting)]);
}

type Parts = { always: Part[]; fragments: { on: GraphQLCompositeType; part: Part }[] };

function partsOf({ selections }: SelectionSetNode, type: GraphQLCompositeType, sizes: Sizes, scope: Scope): Parts {
  const parts: Parts = { always: [], fragments: [] };
  for (const node of selections) {
    if (node.kind === Kind.FIELD) {
      parts.always.push(conditional(fieldCost(node, type, sizes, scope), node.directives, scope));
      continue;
    }
    const inside = node.kind === Kind.INLINE_FRAGMENT ? node : scope.fragments.get(node.name.value);
    const condition = inside?.typeCondition?.name.value;
    const on = condition === undefined ? type : scope.schema.getType(condition);
    if (inside !== undefined && isCompositeType(on)) {
      const part = conditional(selectionCost(inside.selectionSet, on, sizes, scope), node.directives, scope);
      parts.fragments.push({ on, part });
    }
  }
  return parts;
}

function fieldCost(node: FieldNode, parent: GraphQLCompositeType, sizes: Sizes, scope: Scope): Part {
  const { schema, weights } = scope;
  const name = node.name.value;
  if (name.startsWith('__')) {
    return name === '__typename' ? 0 : INTROSPECTION;
  }
  const field = 'getFields' in parent ? parent.getFields()[name] : undefined;
  if (field === undefined) {
    return 0;
  }
  const type = getNamedType(field.type);
  const own = weights.ofField(parent.name, name) ?? weights.ofType(type.name) ?? (isCompositeType(type) ? 1 : 0);
  const listSize = weights.listSize(parent.name, name);
  const size = listSize === undefined ? undefined : sizeOf(listSize, node, field, scope);
  const sizedBelow = listSize !== undefined && listSize.sizedFields.length > 0 ? listSize.sizedFields : undefined;
  const below = sizedBelow === undefined || size === undefined ? NO_SIZES : sizesOf(sizedBelow, size);
  const children =
    node.selectionSet !== undefined && isCompositeType(type) ? selectionCost(node.selectionSet, type, below, scope) : 0;
  const each = sum([own, children]);
  const isList = isListType(isNonNullType(field.type) ? field.type.ofType : field.type);
  const entries = sizes.get(name) ?? (sizedBelow === undefined ? size : undefined) ?? scope.listSize;
  const beside = argumentsCost(node, parent, field, scope);
  const mutation = parent === schema.getMutationType() ? MUTATION : 0;
  return sum([mutation, beside, isList ? times(entries, each) : each]);
}

const sizesOf = (names: readonly string[], size: Part): Sizes => new Map(names.map((name) => [name, size]));

/** What the arguments cost that are given, and what is given in them. */
function argumentsCost(
  node: FieldNode,
  { name }: GraphQLCompositeType,
  field: GraphQLField<unknown, unknown>,
  scope: Scope,
): Part {
  const { weights } = scope;
  return sum(
    (node.arguments ?? []).flatMap((argument) => {
      const own = weights.ofArgument(name, node.name.value, argument.name.value) ?? 0;
      const type = field.args.find((each) => each.name === argument.name.value)?.type;
      if (!weights.inputs || type === undefined || !isInputObjectType(getNamedType(type))) {
        return [own];
      }
      return [own, (variables: Variables) => inputCost(given(argument.value, variables, scope), type, weights)];
    }),
  );
}

/** What is given of an input, and of the inputs in it; each entry of a list by itself. */
function inputCost(value: unknown, type: GraphQLInputType, weights: Weights): number {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || typeof value !== 'object' || value === null) {
    return 0;
  }
  if (Array.isArray(value)) {
    return value.reduce<number>((total, each) => total + inputCost(each, type, weights), 0);
  }
  return Object.entries(value).reduce((total, [name, inside]) => {
    const field = Object.hasOwn(named.getFields(), name) ? named.getFields()[name] : undefined;
    return field === undefined
      ? total
      : total + (weights.ofInputField(named.name, name) ?? 0) + inputCost(inside, field.type, weights);
  }, 0);
}

/** What the arguments ask for; where they say nothing, what is assumed. */
function sizeOf(
  { slicingArguments, assumedSize }: ListSize,
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  scope: Scope,
): Part {
  const otherwise = assumedSize ?? scope.listSize;
  const asked = slicingArguments.map((path) => askedSize(path, node, field, scope));
  if (asked.every((part) => typeof part === 'number' || part === undefined)) {
    const numbers = asked.filter((part) => part !== undefined);
    return numbers.length === 0 ? otherwise : Math.max(...numbers);
  }
  return (variables) => {
    const numbers = asked
      .map((part) => (typeof part === 'function' ? part(variables) : part))
      .filter((each) => each !== undefined);
    return numbers.length === 0 ? otherwise : Math.max(...numbers);
  };
}

type Asked = number | undefined | ((variables: Variables) => number | undefined);

function askedSize(
  [name, ...rest]: readonly string[],
  node: FieldNode,
  field: GraphQLField<unknown, unknown>,
  scope: Scope,
): Asked {
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const standard = field.args.find((argument) => argument.name === name)?.defaultValue;
  const read = (variables: Variables): number | undefined => {
    const sent = value === undefined ? undefined : given(value, variables, scope);
    // Whoever is sent null for a number of entries takes as many as without it.
    return lengthOf(within(sent, rest)) ?? lengthOf(within(standard, rest));
  };
  return value === undefined || isWithoutVariables(value) ? read({}) : read;
}

const isWithoutVariables = (value: ValueNode): boolean => value.kind !== Kind.VARIABLE && value.kind !== Kind.OBJECT;

/** An argument as it will be: undefined where there is none. */
function given(value: ValueNode, variables: Variables, scope: Scope): unknown {
  switch (value.kind) {
    case Kind.VARIABLE: {
      const { value: name } = value.name;
      const standard = scope.defaults.get(name);
      return Object.hasOwn(variables, name)
        ? variables[name]
        : standard === undefined
          ? undefined
          : given(standard, {}, scope);
    }
    case Kind.INT:
      return Number(value.value);
    case Kind.BOOLEAN:
      return value.value;
    case Kind.NULL:
      return null;
    case Kind.LIST:
      return value.values.map((each) => given(each, variables, scope));
    case Kind.OBJECT:
      return Object.fromEntries(value.fields.map((each) => [each.name.value, given(each.value, variables, scope)]));
    default:
      return undefined;
  }
}

const within = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[name] : undefined),
    value,
  );

/** A list as an argument asks for as many; a number below zero is refused by whoever gets it. */
const lengthOf = (value: unknown): number | undefined =>
  Array.isArray(value) ? value.length : typeof value === 'number' ? Math.max(0, value) : undefined;
