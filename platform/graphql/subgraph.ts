import { readFileSync } from 'node:fs';
import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type DocumentNode,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInputObjectType,
  isObjectType,
  Kind,
  parse,
  valueFromAST,
} from 'graphql';
import { writingAs } from '../events/writer.ts';
import type { RequestIdentity } from '../identity/actor.ts';
import { withAskedProperties } from './asked-properties.ts';
import { guarded } from './guard.ts';
import { scalars } from './scalars.ts';

/** A subgraph as both transports see it: a schema, and a context made for one request. */
export type Subgraph<TContext extends object = object> = {
  name: string;
  schema: GraphQLSchema;
  createContext(identity: RequestIdentity): TContext;
};

type Resolvers = Record<string, unknown>;

export const readSdl = (path: URL): DocumentNode => parse(readFileSync(path, 'utf8'));

/**
 * The executable schema, which answers those only who may see what they ask for. Scalars, enums and who may see what
 * come from the SDL alone: each subgraph brings its fields' resolvers.
 */
export function subgraphSchema(typeDefs: DocumentNode, resolvers: Resolvers): GraphQLSchema {
  const declared = new Set(
    typeDefs.definitions.flatMap((node) => (node.kind === Kind.SCALAR_TYPE_DEFINITION ? [node.name.value] : [])),
  );
  const ownScalars = Object.fromEntries(Object.entries(scalars).filter(([name]) => declared.has(name)));
  const all = { ...databaseEnums(typeDefs), ...ownScalars, ...resolvers, ...writingMutations(resolvers) };
  const schema = withInternalDefaults(buildSubgraphSchema([{ typeDefs, resolvers: all as never }]));
  return guarded(withAskedProperties(schema), typeDefs);
}

/** What a mutation writes is written by whoever asks for it, and the mutation's name says on which occasion. */
function writingMutations({ Mutation }: Resolvers): Resolvers {
  if (Mutation === undefined) {
    return {};
  }
  const resolvers = Object.entries(Mutation as Record<string, GraphQLFieldResolver<unknown, RequestIdentity>>);
  const writing = resolvers.map(([name, resolve]): (typeof resolvers)[number] => [
    name,
    (root, args, context, info) => {
      const { actor, requestId, address, userAgent } = context;
      const writer = { actor, requestId, address, userAgent, action: name };
      return writingAs(writer, () => resolve(root, args, context, info));
    },
  ]);
  return { Mutation: Object.fromEntries(writing) };
}

/** Defaults were read while enum values were still the outer ones; they are read again, inner types first. */
function withInternalDefaults(schema: GraphQLSchema): GraphQLSchema {
  const types = Object.values(schema.getTypeMap());
  const inputFields = types.filter(isInputObjectType).flatMap((type) => Object.values(type.getFields()));
  const fieldArguments = types
    .filter(isObjectType)
    .flatMap((type) => Object.values(type.getFields()).flatMap((f) => f.args));
  for (const input of [...inputFields, ...fieldArguments]) {
    if (input.astNode?.defaultValue !== undefined) {
      input.defaultValue = valueFromAST(input.astNode.defaultValue, input.type);
    }
  }
  return schema;
}

/** Enum values are the database's own inside the service: `IN_PROGRESS` outside is `in_progress` inside. */
function databaseEnums(typeDefs: DocumentNode): Resolvers {
  return Object.fromEntries(
    typeDefs.definitions.flatMap((node) =>
      node.kind === Kind.ENUM_TYPE_DEFINITION
        ? [
            [
              node.name.value,
              Object.fromEntries((node.values ?? []).map((v) => [v.name.value, v.name.value.toLowerCase()])),
            ],
          ]
        : [],
    ),
  );
}
