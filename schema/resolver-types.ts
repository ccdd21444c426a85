import { fileURLToPath } from 'node:url';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  visit,
} from 'graphql';
import type { DerivedFile } from '../checks/derived-file.ts';
import { has, jsonType, referenceName, referenceTypes } from './reference-types.ts';
import type { SubgraphSdl } from './subgraphs.ts';

const HEADER = '// Generated from the SDL by `npm run schema:generate`; do not edit.\n';

const fileOf = (name: string): URL => new URL(`../subgraphs/${name}/resolvers/types.generated.ts`, import.meta.url);

/** The types of a subgraph's resolvers, from its SDL. Writes nothing. */
export async function resolverTypes(subgraph: SubgraphSdl): Promise<DerivedFile> {
  const document = parse(subgraph.sdl);
  const config: CodegenConfig = {
    schema: print(asResolversSeeIt(document)),
    silent: true,
    // Where the plugins are looked up.
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    generates: {
      'types.generated.ts': {
        plugins: ['typescript', 'typescript-resolvers'],
        config: {
          federation: true,
          enumsAsTypes: true,
          useTypeImports: true,
          skipTypename: true,
          strictScalars: true,
          contextType: `../context.ts#${contextName(subgraph.name)}`,
          mappers: mappers(document, subgraph.owns),
          scalars: {
            DateTime: { input: 'Date', output: 'Date | string' },
            BigInt: { input: 'bigint', output: 'bigint | number | string' },
            JSON: 'unknown',
            _FieldSet: 'string',
          },
        },
      },
    },
  };
  const [{ content: types }] = (await generate(config, false)) as [{ content: string }];
  const references = referenceTypes(document, subgraph.owns);
  return { url: fileOf(subgraph.name), content: `${HEADER}${types.trimEnd()}\n${references}` };
}

/**
 * The SDL as it is for resolvers: enum values are the database's (see `databaseEnums` in platform/graphql), what has
 * a default may still be given as null, and what is `@external` arrives in a reference, outside GraphQL's types.
 */
function asResolversSeeIt(document: DocumentNode): DocumentNode {
  return visit(document, {
    SchemaExtension: () => null,
    StringValue: (_, key) => (key === 'description' ? null : undefined),
    Directive: (node) => (node.name.value === 'key' ? undefined : null),
    FieldDefinition: (node) => (has(node, 'external') ? null : undefined),
    InputValueDefinition: (node) => ({ ...node, defaultValue: undefined }),
    EnumValueDefinition: (node) => ({ ...node, name: { ...node.name, value: node.name.value.toLowerCase() } }),
  });
}

/** What a resolver's parent is, by GraphQL type. Types without a mapper are plain values of their own shape. */
function mappers(document: DocumentNode, owned: readonly string[]): Record<string, string> {
  const objects = document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  const types = {
    all: new Set(objects.map(({ name }) => name.value)),
    withRows: new Set(objects.filter((type) => fieldsOf(type).includes('id')).map((type) => type.name.value)),
  };
  return Object.fromEntries(
    objects.flatMap((type) => {
      const mapper = mapperOf(type, owned, types);
      return mapper === undefined ? [] : [[type.name.value, mapper]];
    }),
  );
}

const fieldsOf = (type: ObjectTypeDefinitionNode): string[] => (type.fields ?? []).map((field) => field.name.value);

/** Names of the object types: all of them, and those that have rows. */
type ObjectTypes = Record<'all' | 'withRows', ReadonlySet<string>>;

function mapperOf(type: ObjectTypeDefinitionNode, owned: readonly string[], types: ObjectTypes): string | undefined {
  const name = type.name.value;
  const fields = fieldsOf(type);
  const listed = /^(\w+)(Connection|Edge)$/.exec(name)?.[1];
  if (listed !== undefined && !types.withRows.has(listed)) {
    // Not simply a list of a type's rows: what it is a list of, the service says itself.
    return `../reads/rows.ts#${name} as ${name}Rows`;
  }
  if (name.endsWith('Connection')) {
    return `../../../platform/paging/connection.ts#Connection<${rowName(name.replace(/Connection$/, ''))}>`;
  }
  if (name.endsWith('Edge')) {
    return `../../../platform/paging/connection.ts#Edge<${rowName(name.replace(/Edge$/, ''))}>`;
  }
  if (name.endsWith('Payload')) {
    const carried = (type.fields ?? [])
      .filter((field) => field.name.value !== 'userErrors')
      .map((field) => carriedInPayload(field, types));
    return `../../../platform/graphql/payload.ts#Payload<{ ${carried.join('; ')} }>`;
  }
  if (has(type, 'key') && !owned.includes(name)) {
    return referenceName(name);
  }
  return fields.includes('id') ? `../reads/rows.ts#${rowName(name)}` : undefined;
}

/** Things by their ids, to be read anew; plain values as they are. */
function carriedInPayload({ name: { value: name }, type }: FieldDefinitionNode, types: ObjectTypes): string {
  const named = /\w+/.exec(print(type))?.[0] as string;
  const isList = print(type).startsWith('[');
  if (types.withRows.has(named)) {
    return isList ? `${name.replace(/s$/, '')}Ids: string[] | null` : `${name}Id: string`;
  }
  if (types.all.has(named)) {
    return isList ? `${name}: ${named}[]` : `${name}: ${named}`;
  }
  return `${name}: ${jsonType(type, new Set())}`;
}

const rowName = (type: string): string => `${type}Row`;

const contextName = (subgraph: string): string => `${subgraph.charAt(0).toUpperCase()}${subgraph.slice(1)}Context`;
