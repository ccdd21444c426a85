import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  parse,
  validate,
} from 'graphql';
import { compileOperation } from '../../../platform/graphql/compiled/operation.ts';

/** Everything that has a shape of its own; `Plain` has no resolvers, `Checked` is looked at before it is answered. */
const SDL = `
  type Query { thing: Thing, things: [Thing], sure: Thing!, any: Any, named: Named, nameds: [Named!], one(a: Int = 3, b: In): Plain }
  type Thing implements Named {
    name: String, size: Int!, ratio: Float, flag: Boolean!, id: ID!, kind: Kind, many: [Int!], deep: [[Plain!]]!
    sub: Thing, must: Thing!, list: [Thing!], loose: [Thing]!, any: Any!, plain: Plain!, checked: Checked
    counted(n: Int!, kind: Kind = SMALL): String
  }
  type Plain { id: ID!, name: String, size: Int, kind: Kind!, many: [Float], more: [Plain!], method(n: Int = 1): Int }
  type Checked implements Named { name: String, thing: Thing, plain: Plain! }
  interface Named { name: String }
  union Any = Plain | Thing | Checked
  enum Kind { SMALL LARGE }
  input In { x: Int!, y: [String!] = ["y"] }
`;

/** What happens at a path: the same whoever executes. */
type World = { seed: number; faults: number; async: number };

function hashOf(world: World, ...parts: unknown[]): number {
  let hash = world.seed | 0;
  for (const character of JSON.stringify(parts)) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** Not everything that is offered is asked for. */
function heeded<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** Promises are kept, one at a time, when there is nothing else to do: in the same order for everybody. */
class Clock {
  readonly #waiting = new Map<string, () => void>();

  at<T>(key: string, settle: () => T): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    this.#waiting.set(key, () => {
      try {
        resolve(settle());
      } catch (error) {
        reject(error);
      }
    });
    return heeded(promise);
  }

  async runUntil<T>(result: Promise<T>): Promise<T> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    result.then(end, end);
    for (;;) {
      await new Promise(setImmediate);
      let next: string | undefined;
      for (const key of this.#waiting.keys()) {
        next = next === undefined || key < next ? key : next;
      }
      if (over || next === undefined) {
        return result;
      }
      const settle = this.#waiting.get(next);
      this.#waiting.delete(next);
      settle?.();
    }
  }
}

type Context = { world: World; clock: Clock; calls: string[] };

const pathOf = (path: GraphQLResolveInfo['path']): string =>
  path.prev === undefined ? String(path.key) : `${pathOf(path.prev)}.${path.typename ?? ''}:${path.key}`;

/** A value of a type, or what is none. */
function valueAt(type: GraphQLOutputType, place: string, context: Context, depth: number, asLater = false): unknown {
  const { world, clock } = context;
  const chance = (what: string): number => hashOf(world, place, what);
  const made = (): unknown => {
    const fault = chance('fault');
    if (fault < world.faults) {
      return faultAt(place, chance('kind'));
    }
    return chance('null') < 0.08 && !isNonNullType(type) ? null : rightValue(type, place, context, depth);
  };
  return asLater || chance('async') < world.async ? clock.at(`${chance('when')} ${place}`, made) : made();
}

function faultAt(place: string, kind: number): unknown {
  if (kind < 0.3) throw new Error(`thrown at ${place}`);
  if (kind < 0.5) return new Error(`returned at ${place}`);
  if (kind < 0.7) return null;
  if (kind < 0.8) return undefined;
  return { nonsense: true };
}

function rightValue(type: GraphQLOutputType, place: string, context: Context, depth: number): unknown {
  if (isNonNullType(type)) {
    return rightValue(type.ofType, place, context, depth);
  }
  if (isListType(type)) {
    const length = Math.floor(hashOf(context.world, place, 'length') * 4);
    return Array.from({ length }, (_, i) => {
      try {
        // Where graphql-js drops a list for an item that is wrong at once, nobody heeds those that come later.
        const asLater = isNonNullType(type.ofType) && context.world.async > 0;
        return valueAt(type.ofType, `${place}[${i}]`, context, depth, asLater);
      } catch (error) {
        return error;
      }
    });
  }
  if (isLeafType(type)) {
    return { Int: 7, Float: 0.5, ID: place.length, Boolean: false, Kind: 'SMALL' }[type.name] ?? `at ${place}`;
  }
  const types = isAbstractType(type) ? context.world && schema.getPossibleTypes(type) : [type as GraphQLObjectType];
  const own = types[Math.floor(hashOf(context.world, place, 'type') * types.length)] as GraphQLObjectType;
  return {
    __typename: own.name,
    place,
    ...(own.name === 'Plain' && depth < 3 ? plain(own, place, context, depth) : {}),
  };
}

/** Properties, as rows have them. */
function plain(type: GraphQLObjectType, place: string, context: Context, depth: number): object {
  return Object.fromEntries(
    Object.values(type.getFields()).map((field) => {
      if (field.name === 'method') {
        return ['method', ({ n }: { n: number }) => n + 1];
      }
      try {
        return [field.name, valueAt(field.type, `${place}.${field.name}`, context, depth + 1)];
      } catch (error) {
        return [field.name, error];
      }
    }),
  );
}

const schema = schemaWithResolvers();

function schemaWithResolvers(): GraphQLSchema {
  const built = buildSchema(SDL);
  for (const type of Object.values(built.getTypeMap()).filter(isObjectType)) {
    if (type.name.startsWith('__') || type.name === 'Plain') {
      continue;
    }
    for (const field of Object.values(type.getFields())) {
      field.resolve = (_source, args, context: Context, info) => {
        const place = `${pathOf(info.path)}${JSON.stringify(args)}`;
        context.calls.push(place);
        return valueAt(field.type, place, context, 0);
      };
    }
  }
  (built.getType('Checked') as GraphQLObjectType).isTypeOf = (value, { world }: Context) => {
    const { place } = value as { place?: string };
    if (hashOf(world, place, 'refused') < world.faults) {
      throw new Error(`refused at ${place}`);
    }
    return place !== undefined;
  };
  return built;
}

/** A selection of a type, with aliases, fragments and arguments. */
function selectionOf(type: GraphQLOutputType, depth: number, next: () => number): string {
  const named = getNamedType(type);
  const pick = (count: number): number => Math.floor(next() * count);
  if (isLeafType(named)) {
    return '';
  }
  const parts = next() < 0.3 ? ['__typename'] : [];
  if (isObjectType(named)) {
    const fields = Object.values(named.getFields()).filter((f) => depth > 0 || isLeafType(getNamedType(f.type)));
    for (let i = 0; i < 1 + pick(5); i += 1) {
      const field = fields[pick(fields.length)];
      if (field !== undefined) {
        const arguments_ = {
          counted: [
            ['n', '(n: $n)'],
            ['4', '(n: 4, kind: LARGE)'],
          ],
          one: [
            ['', ''],
            ['b', '(b: { x: 1 })'],
          ],
        }[field.name];
        const [suffix, args] = arguments_?.[pick(2)] ?? ['', ''];
        const alias = `${named.name}_${field.name}${pick(2)}${suffix}: `;
        parts.push(`${alias}${field.name}${args}${selectionOf(field.type, depth - 1, next)}`);
      }
    }
    if (next() < 0.2) {
      parts.push(`... on ${named.name} { again: __typename }`);
    }
  } else if (isAbstractType(named)) {
    for (const possible of schema.getPossibleTypes(named)) {
      if (next() < 0.6) {
        parts.push(`... on ${possible.name} ${selectionOf(possible, depth - 1, next)}`);
      }
    }
    if (named.name === 'Named' && next() < 0.5) {
      parts.push('...OfNamed');
    }
  }
  return ` { ${parts.length === 0 ? '__typename' : parts.join(' ')} }`;
}

const documentOf = (shape: number): string => {
  let i = 0;
  const next = (): number => hashOf({ seed: shape, faults: 0, async: 0 }, 'document', i++);
  const query = `query ($n: Int!) ${selectionOf(schema.getQueryType() as GraphQLObjectType, 3, next)}`;
  return `${query.includes('OfNamed') ? 'fragment OfNamed on Named { itsName: name ... on Thing { size9: size } } ' : ''}${
    query.includes('$n:') && !query.slice(20).includes('$n') ? query.replace('($n: Int!)', '') : query
  }`;
};

/** Sorted by path: what fails at once fails in the order in which it was begun. */
const shown = ({ data, errors }: ExecutionResult) => ({
  data: JSON.parse(JSON.stringify(data ?? null)) as unknown,
  errors: (errors ?? []).map(({ message, path }) => `${path?.join('.')} ${message}`).sort(),
});

async function both(query: string, world: World) {
  const document = parse(query, { noLocation: true });
  expect(validate(schema, document)).toEqual([]);
  const compiled = compileOperation(schema, document, undefined);
  const contextOf = (): Context => ({ world, clock: new Clock(), calls: [] });
  const [theirs, ours] = [contextOf(), contextOf()];
  const variableValues = { n: 5 };
  const expected = Promise.resolve(execute({ schema, document, variableValues, contextValue: theirs }));
  const actual = compiled?.(variableValues, ours);
  return {
    expected: shown(await theirs.clock.runUntil(expected)),
    actual: await ours.clock.runUntil(Promise.resolve(actual)),
    calls: { theirs: theirs.calls, ours: ours.calls },
  };
}

const CASES = 400;

test.each([
  ['a condition that a variable decides', 'query ($n: Boolean!) { thing { name @include(if: $n) } }'],
  ['introspection', '{ thing { name } __schema { types { name } } }'],
  ['a key that no plain object has', '{ __proto__: thing { name } }'],
  ['another operation than was asked for', 'query A { thing { name } } query B { thing { name } }'],
])('%s is left to graphql-js', (_what, query) => {
  expect(compileOperation(schema, parse(query), undefined)).toBeUndefined();
});

test('a compiled operation answers what graphql-js does, whatever is wrong and whenever it comes', async () => {
  const counted = { compared: 0, failed: 0, left: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.integer(),
      fc.integer(),
      fc.constantFrom(0, 0.02, 0.1),
      fc.constantFrom(0, 0.3, 1),
      async (shape, seed, faults, async) => {
        const { expected, actual } = await both(documentOf(shape), { seed, faults, async });
        if (actual === undefined) {
          counted.left += 1;
          return;
        }
        counted.compared += 1;
        counted.failed += expected.errors.length > 0 ? 1 : 0;
        expect(shown(actual)).toEqual(expected);
      },
    ),
    { numRuns: CASES },
  );
  // Nothing is left to graphql-js but what is wrong in a way that a resolver should not be.
  expect(counted.compared).toBeGreaterThan(CASES * 0.6);
  expect(counted.failed).toBeGreaterThan(CASES * 0.15);
}, 120_000);
