import {
  buildSchema,
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  getNullableType,
  getOperationAST,
  getVariableValues,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  type SelectionSetNode,
  validate,
} from 'graphql';
import type { SubgraphAnswer, SubgraphRequest } from '../../../gateway/transport/transport.ts';
import { collected } from './collected.ts';
import { hash } from './hash.ts';
import type { Lore } from './lore.ts';

/** What a subgraph does wrong; `structure` is anything in the place of anything. */
export type Trouble = 'none' | 'nulls' | 'lost' | 'errors' | 'leaves' | 'structure';

/**
 * The data of a graph are a function of its seed: whoever asks for a field of an object gets the same. `mutations` and
 * `visited` are what was done, and which entities subgraphs were asked for.
 */
export type World = { seed: number; trouble: Trouble; mutations: string[]; visited: Set<string> };

export const worldOf = (seed: number, trouble: Trouble): World => ({
  seed,
  trouble,
  mutations: [],
  visited: new Set(),
});

type Values = Record<string, unknown>;
type PathElement = string | number;
/** An object: its identity says all that its fields are made of. `said` is what the gateway told of it. */
type Thing = { type: string; identity: string; number: number | undefined; said: Values };

/** So many entities of each kind: few enough for the same to stand in several places. */
const ENTITIES = 6;
const TEXT_KEYS = ['id', 'sku', 'upc', 'code', 'isbn'];
const COLUMNS = 4;
/** Stands for what introspection would say. */
export const INTROSPECTION = '(introspection)';
/** A null that may not stand where it is. */
const BUBBLING = Symbol('bubbling');

export type SimulatedSubgraph = (request: SubgraphRequest, world: World) => SubgraphAnswer;

/** A subgraph that makes its data up. It refuses, by throwing, what is no valid operation of its schema. */
export function simulated(name: string, lore: Lore): SimulatedSubgraph {
  const schema = lore.schemas[name] as GraphQLSchema;
  const documents = new Map<string, DocumentNode>();
  const documentOf = (query: string): DocumentNode => {
    let document = documents.get(query);
    if (document === undefined) {
      document = parse(query);
      const problems = validate(schema, document);
      if (problems.length > 0) {
        throw new Error(`${name} was asked what is not valid there: ${problems.join('; ')}\n${query}`);
      }
      documents.set(query, document);
    }
    return document;
  };
  return ({ query, variables }, world) => {
    const document = documentOf(query);
    const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION);
    const { coerced, errors } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables ?? {});
    if (errors !== undefined) {
      throw new Error(`${name} was given variables that do not fit: ${errors.join('; ')}\n${query}`);
    }
    return answerOf({ name, schema, lore, document, variables: coerced, world, errors: [] }, operation);
  };
}

/** What an operation over the whole graph has to answer when nothing goes wrong, without any federation. */
export function truthOf(supergraph: string, lore: Lore): Truth {
  const schema = buildSchema(supergraph, { assumeValid: true });
  return (document, operationName, variables, world) => {
    const operation = getOperationAST(document, operationName) ?? undefined;
    const { coerced = {} } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
    return answerOf({ name: undefined, schema, lore, document, variables: coerced, world, errors: [] }, operation);
  };
}

export type Truth = (
  document: DocumentNode,
  operationName: string | undefined,
  variables: Values,
  world: World,
) => SubgraphAnswer;

type Asked = {
  /** The subgraph; undefined for the truth. */
  name: string | undefined;
  schema: GraphQLSchema;
  lore: Lore;
  document: DocumentNode;
  variables: Values;
  world: World;
  errors: { message: string; path: PathElement[] }[];
};

function answerOf(asked: Asked, operation: OperationDefinitionNode | undefined): SubgraphAnswer {
  const { operation: kind = OperationTypeNode.QUERY, selectionSet } = operation ?? {};
  const type = asked.schema.getRootType(kind) as GraphQLObjectType;
  const root: Thing = { type: type.name, identity: kind, number: undefined, said: {} };
  const data = fieldsOf(asked, root, [selectionSet as SelectionSetNode], []);
  const { errors } = asked;
  return { data: data as Values | null, ...(errors.length === 0 ? {} : { errors }) };
}

/** Whether something happens at a place, once in so many times. */
const happens = ({ world }: Asked, what: string, place: string, once: number): boolean =>
  hash(world.seed, what, place) % once === 0;

function fieldsOf(asked: Asked, thing: Thing, selections: readonly SelectionSetNode[], path: PathElement[]): unknown {
  const type = asked.schema.getType(thing.type) as GraphQLObjectType;
  const values: Values = {};
  for (const [key, nodes] of collected(asked, type, selections)) {
    const value = fieldOf(asked, thing, type, nodes, [...path, key]);
    if (value === BUBBLING) {
      return null;
    }
    values[key] = value;
  }
  return values;
}

function fieldOf(
  asked: Asked,
  thing: Thing,
  type: GraphQLObjectType,
  nodes: FieldNode[],
  path: PathElement[],
): unknown {
  const node = nodes[0] as FieldNode;
  const name = node.name.value;
  if (name === '__typename') {
    return type.name;
  }
  if (name.startsWith('__')) {
    return INTROSPECTION;
  }
  const field = type.getFields()[name];
  if (field === undefined) {
    throw new Error(`${asked.name} knows no ${type.name}.${name}`);
  }
  const given = getArgumentValues(field, node, asked.variables);
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (name === '_entities') {
    return (given.representations as Values[]).map((each, i) => entityOf(asked, each, below, [...path, i]));
  }
  const required = asked.lore.requiredBy(type.name, name);
  const said = required === undefined ? '' : canonical(projected(required, saidOf(asked, thing, required)));
  const place = `${thing.identity}.${name}(${canonical(given)})${said}`;
  if (thing.identity === 'mutation') {
    asked.world.mutations.push(place);
  }
  return valueAt(asked, field.type, { name, place, of: thing, below, path });
}

/** What a field requires, a subgraph is told, unless it provides that itself; the truth knows it. */
function saidOf(asked: Asked, thing: Thing, required: SelectionSetNode): unknown {
  const isTold = required.selections.every((node) => node.kind === Kind.FIELD && node.name.value in thing.said);
  return asked.name !== undefined && isTold ? thing.said : fieldsOf(asked, thing, [required], []);
}

/** Of a representation, what a field requires. */
function projected({ selections }: SelectionSetNode, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map((each) => projected({ selections, kind: Kind.SELECTION_SET }, each));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Object.fromEntries(
    selections.flatMap((node) => {
      const one = node.kind === Kind.FIELD ? node : undefined;
      const said = one && (value as Values)[one.name.value];
      return one ? [[one.name.value, one.selectionSet === undefined ? said : projected(one.selectionSet, said)]] : [];
    }),
  );
}

/** JSON that does not depend on the order of fields. */
export const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'object' && each !== null && !Array.isArray(each)
      ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  ) ?? 'undefined';

function entityOf(asked: Asked, said: Values, below: readonly SelectionSetNode[], path: PathElement[]): unknown {
  const type = String(said.__typename);
  const number = numberOf(said);
  if (number === undefined) {
    return null;
  }
  const thing = entity(asked, type, number, said);
  const { trouble } = asked.world;
  const here = `${asked.name}/${thing.identity}`;
  asked.world.visited.add(here);
  if (trouble === 'errors' && happens(asked, 'lost', here, 12)) {
    asked.errors.push({ message: `no ${here}`, path });
    return null;
  }
  if (trouble === 'lost' && happens(asked, 'lost', here, 6)) {
    return null;
  }
  if (trouble === 'structure' && happens(asked, 'lost', here, 12)) {
    return anything(asked, here);
  }
  return fieldsOf(asked, thing, below, path);
}

/** Which of its kind an entity is, by any of its keys. */
function numberOf(said: Values): number | undefined {
  const text = TEXT_KEYS.map((key) => said[key]).find((value) => typeof value === 'string');
  if (typeof text === 'string') {
    return Number(text.split('-')[1]);
  }
  if (typeof said.number === 'number') {
    return said.number;
  }
  const { row, column } = (said.spot ?? {}) as { row?: unknown; column?: unknown };
  return typeof row === 'number' && typeof column === 'number' ? row * COLUMNS + column : undefined;
}

/** An entity of a type, or of a member of it; one that is of another member by its number is the next that is not. */
function entity({ schema, lore: { kinds } }: Asked, type: string, number: number, said: Values): Thing {
  const kind = Object.entries(kinds).find(([name, members]) => name === type || members.includes(type));
  if (kind === undefined) {
    return { type, identity: `${type}:${number}`, number, said };
  }
  const [name, members] = kind;
  const member = members.indexOf(type);
  const own = member === -1 ? number : number - (number % members.length) + member;
  const concrete = isObjectType(schema.getType(type)) ? type : (members[own % members.length] as string);
  return { type: concrete, identity: `${name}:${own}`, number: own, said };
}

/** Where a value stands: under which identity, in which field of which object, and in the answer. */
type Place = {
  name: string;
  place: string;
  of: Thing;
  below: readonly SelectionSetNode[];
  path: PathElement[];
};

function valueAt(asked: Asked, type: GraphQLOutputType, at: Place): unknown {
  const nullable = getNullableType(type);
  const mayBeNull = !isNonNullType(type);
  const value = nullableAt(asked, nullable, mayBeNull, at);
  return value === null && !mayBeNull && asked.world.trouble !== 'leaves' && asked.world.trouble !== 'structure'
    ? BUBBLING
    : value;
}

function nullableAt(asked: Asked, type: GraphQLOutputType, mayBeNull: boolean, at: Place): unknown {
  const { trouble } = asked.world;
  const { place, path, of, name } = at;
  const isKey = of.number !== undefined && isKeyName(name);
  if (!isKey) {
    if (trouble === 'errors' && happens(asked, 'error', place, 14)) {
      asked.errors.push({ message: `no ${place}`, path });
      return null;
    }
    if (mayBeNull && happens(asked, 'null', place, trouble === 'nulls' ? 4 : 20)) {
      return null;
    }
    if (trouble === 'leaves' && happens(asked, 'wrong', place, 20)) {
      return isLeafType(type) ? wrongLeaf(asked, place) : null;
    }
    if (trouble === 'structure' && happens(asked, 'wrong', place, 20)) {
      return anything(asked, place);
    }
  }
  if (isListType(type)) {
    const length = hash(asked.world.seed, 'length', place) % 4;
    const items = Array.from({ length }, (_, i) =>
      valueAt(asked, type.ofType, { ...at, place: `${place}[${i}]`, path: [...path, i] }),
    );
    return items.includes(BUBBLING) ? null : items;
  }
  if (isLeafType(type)) {
    return isKey ? keyOf(of, name) : leafAt(asked, type.name, place, isEnumType(type) ? type.getValues() : []);
  }
  return fieldsOf(asked, thingAt(asked, type, at), at.below, path);
}

function thingAt(asked: Asked, type: GraphQLOutputType, { place, name, of }: Place): Thing {
  const { schema, world, lore } = asked;
  const drawn = hash(world.seed, 'thing', place);
  if (name === 'spot' && of.number !== undefined) {
    return { type: 'Spot', identity: `Spot:${of.number}`, number: of.number, said: {} };
  }
  const isKind = Object.hasOwn(lore.kinds, String(type));
  const possible = isAbstractType(type) && !isKind ? lore.possible(of.type, name, type.name, schema) : [String(type)];
  const concrete = possible[drawn % possible.length] as string;
  return lore.isEntity(concrete)
    ? entity(asked, concrete, (drawn >>> 8) % ENTITIES, {})
    : { type: concrete, identity: place, number: undefined, said: {} };
}

const isKeyName = (name: string): boolean =>
  TEXT_KEYS.includes(name) || ['number', 'spot', 'row', 'column'].includes(name);

function keyOf({ number = 0 }: Thing, name: string): unknown {
  switch (name) {
    case 'number':
      return number;
    case 'row':
      return Math.floor(number / COLUMNS);
    case 'column':
      return number % COLUMNS;
    default:
      return `${name}-${number}`;
  }
}

function leafAt({ world }: Asked, type: string, place: string, values: readonly { name: string }[]): unknown {
  const drawn = hash(world.seed, 'leaf', place);
  switch (type) {
    case 'Int':
      return drawn % 1000;
    case 'Float':
      return (drawn % 1000) / 4;
    case 'Boolean':
      return drawn % 2 === 0;
    case 'String':
    case 'ID':
      return drawn % 9 === 0 ? '' : `text ${drawn % 1000}`;
    default:
      return values.length > 0
        ? values[drawn % values.length]?.name
        : [{ amount: drawn % 100, of: { currency: 'EUR' } }, [drawn % 7, null], `${drawn}`][drawn % 3];
  }
}

const WRONG_LEAVES = ['PURPLE', -1.5, true, 1e300, '', 7];
const wrongLeaf = ({ world }: Asked, place: string): unknown =>
  WRONG_LEAVES[hash(world.seed, 'wrong leaf', place) % WRONG_LEAVES.length];

const ANYTHING = [null, 5, 'text', true, [], {}, [null], [[{}]], { __typename: 'Nothing' }, { __typename: 4 }, [5, {}]];
const anything = ({ world }: Asked, place: string): unknown =>
  structuredClone(ANYTHING[hash(world.seed, 'anything', place) % ANYTHING.length]);
