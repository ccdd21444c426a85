import {
  type GraphQLArgument,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

export type Operation = { query: string; variables: Record<string, unknown>; operationName: string | undefined };

/** Decides, one number after the other; 0, the simplest choice, when there are no more. */
export type Tape = (choices: number) => number;
export function tapeOf(numbers: readonly number[]): Tape {
  let at = 0;
  return (choices) => {
    const drawn = numbers[at] ?? 0;
    at += 1;
    return drawn % choices;
  };
}

/** Response keys of one object, so that fields under one key are mergeable; most operations are valid at once. */
type Scope = Map<string, { field: string; below: Scope }>;

type Writing = {
  schema: GraphQLSchema;
  tape: Tape;
  variables: Map<string, { type: string; declared: string; value: unknown }>;
  fragments: { name: string; on: string; text: string }[];
  aliases: number;
  /** How many selections may still be written. */
  left: number;
};

const DEEPEST = 5;
const MOST_SELECTIONS = 24;
const ALIASES = ['id', 'name', 'a', 'b', 'title', 'node'];

/** A random operation. Few are not valid: fields that overlap across fragments. */
export function operationOf(schema: GraphQLSchema, tape: Tape): Operation {
  const mutation = schema.getMutationType();
  const isMutation = mutation != null && tape(6) === 5;
  const root = (isMutation ? mutation : schema.getQueryType()) as GraphQLObjectType;
  const several = tape(20) === 19;
  const writing: Writing = { schema, tape, variables: new Map(), fragments: [], aliases: 0, left: MOST_SELECTIONS };
  const body = selections(writing, root, new Map(), 0);
  const definitions = [...writing.variables].map(([name, { declared }]) => `$${name}: ${declared}`).join(', ');
  const operation = `${isMutation ? 'mutation' : 'query'} Q${definitions === '' ? '' : `(${definitions})`} ${body}`;
  const fragments = writing.fragments.map(({ name, on, text }) => `fragment ${name} on ${on} ${text}`);
  const other = several ? ['query Other { __typename }'] : [];
  return {
    query: [operation, ...other, ...fragments].join('\n'),
    variables: Object.fromEntries(
      [...writing.variables].flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
    ),
    operationName: several ? 'Q' : undefined,
  };
}

function selections(writing: Writing, type: GraphQLCompositeType, scope: Scope, depth: number): string {
  const { tape } = writing;
  const written: string[] = [];
  const hasId = (isObjectType(type) || isInterfaceType(type)) && type.getFields().id !== undefined;
  if (hasId && tape(2) === 1 && !scope.has('id')) {
    scope.set('id', { field: 'id', below: new Map() });
    written.push('id');
  }
  const count = 1 + tape(4);
  for (let i = 0; i < count && writing.left > 0; i += 1) {
    writing.left -= 1;
    written.push(selection(writing, type, scope, depth));
  }
  return `{ ${written.length === 0 ? '__typename' : written.join(' ')} }`;
}

function selection(writing: Writing, type: GraphQLCompositeType, scope: Scope, depth: number): string {
  const { tape, schema } = writing;
  const kind = tape(12);
  if (kind >= 9 && depth <= DEEPEST) {
    return fragment(writing, type, scope, depth, kind === 11);
  }
  if (kind === 8) {
    return typename(writing, scope);
  }
  if (type === schema.getQueryType() && tape(30) === 29) {
    return introspection(writing, scope);
  }
  if (!isObjectType(type) && !isInterfaceType(type)) {
    return depth <= DEEPEST ? fragment(writing, type, scope, depth, false) : typename(writing, scope);
  }
  const fields = Object.values(type.getFields()).filter(
    (field) => depth < DEEPEST || !isCompositeType(getNamedType(field.type)),
  );
  const field = fields[tape(Math.max(1, fields.length))];
  return field === undefined ? typename(writing, scope) : fieldText(writing, field, scope, depth);
}

function typename(writing: Writing, scope: Scope): string {
  const key = writing.tape(3) === 2 ? keyFor(writing, '__typename', '__typename', scope, true) : '__typename';
  return key === '__typename' ? key : `${key}: __typename`;
}

function introspection(writing: Writing, scope: Scope): string {
  const key = keyFor(writing, '__schema', `intro${writing.tape(100)}`, scope, true);
  const texts = [
    `${key}: __schema { queryType { name fields { name } } directives { name } }`,
    `${key}: __type(name: "${writing.schema.getQueryType()}") { name kind fields { name args { name type { kind } } } }`,
    `${key}: __type(name: "Nothing") { name }`,
  ];
  return texts[writing.tape(texts.length)] as string;
}

/** A fragment for some type that an object here may be of, inline or with a name. */
function fragment(writing: Writing, type: GraphQLCompositeType, scope: Scope, depth: number, named: boolean): string {
  const { tape, schema } = writing;
  const possible = isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
  const around = Object.values(schema.getTypeMap()).filter(
    (each) => isAbstractType(each) && possible.some((one) => schema.isSubType(each, one as GraphQLObjectType)),
  );
  const fitting = [type, ...possible, ...around].filter((each) => !each.name.startsWith('__'));
  const on = fitting[tape(fitting.length)] as GraphQLCompositeType;
  const again = writing.fragments.filter((each) => each.on === on.name);
  if (named && again.length > 0 && tape(3) === 2) {
    return `...${again[tape(again.length)]?.name}${condition(writing)}`;
  }
  // One key may mean different things in objects of different types.
  const own = isObjectType(on) && isAbstractType(type) && tape(4) === 3 ? new Map() : scope;
  const text = selections(writing, on, own, depth + 1);
  if (!named) {
    return `...${on === type && tape(2) === 1 ? '' : ` on ${on.name}`}${condition(writing)} ${text}`;
  }
  const name = `F${writing.fragments.length}`;
  writing.fragments.push({ name, on: on.name, text });
  return `...${name}${condition(writing)}`;
}

function condition(writing: Writing): string {
  const { tape } = writing;
  if (tape(8) !== 7) {
    return '';
  }
  const directive = tape(2) === 0 ? 'include' : 'skip';
  const by = tape(3);
  return ` @${directive}(if: ${by === 0 ? 'true' : by === 1 ? 'false' : `$${variable(writing, 'Boolean!', () => tape(2) === 0)}`})`;
}

function fieldText(writing: Writing, field: GraphQLField<unknown, unknown>, scope: Scope, depth: number): string {
  const given = field.args.flatMap((arg) => argument(writing, arg));
  const text = `${field.name}${given.length === 0 ? '' : `(${given.join(', ')})`}`;
  const key = keyFor(writing, text, field.name, scope, writing.tape(4) === 3);
  const named = getNamedType(field.type);
  const { below } = scope.get(key) as { below: Scope };
  const nested = isCompositeType(named) ? ` ${selections(writing, named, below, depth + 1)}` : '';
  return `${key === field.name ? '' : `${key}: `}${text}${condition(writing)}${nested}`;
}

/** A response key under which a field may stand here. */
function keyFor(writing: Writing, text: string, name: string, scope: Scope, aliased: boolean): string {
  const { tape } = writing;
  const fits = (key: string): boolean => (scope.get(key)?.field ?? text) === text;
  let key = aliased ? (ALIASES[tape(ALIASES.length)] as string) : name;
  if (!fits(key)) {
    writing.aliases += 1;
    key = `x${writing.aliases}`;
  }
  if (!scope.has(key)) {
    scope.set(key, { field: text, below: new Map() });
  }
  return key;
}

function argument(writing: Writing, { name, type, defaultValue }: GraphQLArgument): string[] {
  const { tape } = writing;
  const required = isNonNullType(type) && defaultValue === undefined;
  const how = tape(4);
  if (how === 0 && !required) {
    return [];
  }
  return [`${name}: ${how < 3 ? literal(writing, type, 0) : `$${argumentVariable(writing, type)}`}`];
}

function argumentVariable(writing: Writing, type: GraphQLInputType): string {
  const { tape } = writing;
  if (isNonNullType(type) || tape(3) === 0) {
    return variable(writing, String(type), () => someValue(writing, type, 0));
  }
  return tape(2) === 0
    ? variable(writing, String(type), () => undefined)
    : variable(writing, `${type}`, () => someValue(writing, type, 0), ` = ${literal(writing, type, 1)}`);
}

/** A new variable, or one of its type that is there already. */
function variable(writing: Writing, type: string, value: () => unknown, preset = ''): string {
  const same = [...writing.variables].filter(([, each]) => each.type === type);
  if (same.length > 0 && writing.tape(2) === 1) {
    return same[writing.tape(same.length)]?.[0] as string;
  }
  const name = `v${writing.variables.size}`;
  const given = preset !== '' && writing.tape(2) === 0 ? undefined : value();
  writing.variables.set(name, { type, declared: `${type}${preset}`, value: given });
  return name;
}

function someValue(writing: Writing, type: GraphQLInputType, depth: number): unknown {
  const { tape } = writing;
  const nullable = getNullableType(type);
  if (!isNonNullType(type) && tape(6) === 5) {
    return null;
  }
  if (isListType(nullable)) {
    return Array.from({ length: tape(3) }, () => someValue(writing, nullable.ofType, depth + 1));
  }
  if (isInputObjectType(nullable)) {
    const fields = Object.values(nullable.getFields()).filter(
      (field) => (isNonNullType(field.type) && field.defaultValue === undefined) || (depth < 3 && tape(3) === 0),
    );
    return Object.fromEntries(fields.map((field) => [field.name, someValue(writing, field.type, depth + 1)]));
  }
  if (isEnumType(nullable)) {
    const values = nullable.getValues();
    return values[tape(values.length)]?.name;
  }
  switch (nullable.name) {
    case 'Int':
      return tape(9);
    case 'Float':
      return tape(9) / 2;
    case 'Boolean':
      return tape(2) === 0;
    default:
      return `id-${tape(6)}`;
  }
}

function literal(writing: Writing, type: GraphQLInputType, depth: number): string {
  return written(someValue(writing, type, depth), type);
}

function written(value: unknown, type: GraphQLInputType): string {
  const nullable = getNullableType(type);
  if (value === null || value === undefined) {
    return 'null';
  }
  if (isListType(nullable)) {
    return `[${(value as unknown[]).map((each) => written(each, nullable.ofType)).join(', ')}]`;
  }
  if (isInputObjectType(nullable)) {
    const fields = nullable.getFields();
    return `{${Object.entries(value)
      .map(([name, each]) => `${name}: ${written(each, fields[name]?.type as GraphQLInputType)}`)
      .join(', ')}}`;
  }
  return isEnumType(nullable) ? String(value) : JSON.stringify(value);
}
