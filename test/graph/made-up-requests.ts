import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from 'graphql';
import { readSubgraphs } from '../../schema/subgraphs.ts';

/** One root field, asked for with made-up arguments. */
export type MadeUp = {
  field: string;
  type: string;
  service: string;
  query: string;
  variables: Record<string, unknown>;
};

const SCALARS: Record<string, unknown> = {
  ID: '00000000-0000-4000-8000-000000000000',
  String: 'made up',
  Int: 1,
  Float: 1,
  Boolean: false,
  DateTime: '2025-03-14T09:30:00.000Z',
  JSON: {},
  BigInt: '1',
};

/** A request for each query and mutation. */
export function operationsOf(schema: GraphQLSchema): MadeUp[] {
  const services = readSubgraphs();
  const serviceOf = (field: string): string =>
    services.find(({ sdl }) => new RegExp(`^  ${field}[(:]`, 'm').test(sdl))?.name as string;
  return [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
  ].flatMap(([kind, type]) =>
    Object.values((type as GraphQLObjectType).getFields()).map((field) => ({
      field: field.name,
      type: (type as GraphQLObjectType).name,
      service: serviceOf(field.name),
      ...requestFor(String(kind), field),
    })),
  );
}

/** Asks for a field with as little as it takes. */
function requestFor(kind: string, { name, args, type }: GraphQLField<unknown, unknown>) {
  const needed = args.filter((argument) => isNonNullType(argument.type) && argument.defaultValue === undefined);
  const declared = needed.map((argument) => `$${argument.name}: ${argument.type}`).join(', ');
  const given = needed.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const selection = isCompositeType(getNamedType(type)) ? ' { __typename }' : '';
  const field = `${name}${given && `(${given})`}${selection}`;
  return {
    query: `${kind} ${declared && `(${declared})`} { ${field} }`,
    variables: Object.fromEntries(needed.map((argument) => [argument.name, madeUp(argument.type)])),
  };
}

function madeUp(type: GraphQLInputType): unknown {
  if (isNonNullType(type)) {
    return madeUp(type.ofType);
  }
  if (isListType(type)) {
    return [madeUp(type.ofType)];
  }
  if (isEnumType(type)) {
    return type.getValues()[0]?.name;
  }
  return isInputObjectType(type)
    ? Object.fromEntries(
        Object.values(type.getFields())
          .filter((field) => isNonNullType(field.type) && field.defaultValue === undefined)
          .map((field) => [field.name, madeUp(field.type)]),
      )
    : SCALARS[type.name];
}
