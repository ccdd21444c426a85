import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeNode,
} from 'graphql';

export const referenceName = (entity: string): string => `${entity}Reference`;

/** How a scalar stands in a reference: as the JSON that the gateway sends, which no scalar has parsed. */
const JSON_TYPES: Record<string, string> = {
  ID: 'string',
  String: 'string',
  Int: 'number',
  Float: 'number',
  Boolean: 'boolean',
  DateTime: 'string',
  BigInt: 'string',
  JSON: 'unknown',
};

/** TypeScript types for the entities that a subgraph does not own: the key, and what `@requires` may bring along. */
export function referenceTypes(document: DocumentNode, owned: readonly string[]): string {
  const enums = new Set(
    document.definitions.flatMap((node) => (node.kind === Kind.ENUM_TYPE_DEFINITION ? [node.name.value] : [])),
  );
  return document.definitions
    .filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION)
    .filter((type) => has(type, 'key') && !owned.includes(type.name.value))
    .map((type) => referenceType(type, enums))
    .join('');
}

function referenceType(type: ObjectTypeDefinitionNode, enums: ReadonlySet<string>): string {
  const name = type.name.value;
  const required = (type.fields ?? []).filter((field) => has(field, 'external'));
  const properties = [
    `__typename: '${name}'`,
    'id: string',
    // There only when a field that requires it was asked for.
    ...required.map((field) => `${field.name.value}?: ${jsonType(field.type, enums)}`),
  ];
  return `\n/** ${name}, of another service. */\nexport type ${referenceName(name)} = { ${properties.join('; ')} };\n`;
}

/** A value as it stands in JSON, with null where it may be null. */
export function jsonType(type: TypeNode, enums: ReadonlySet<string>): string {
  switch (type.kind) {
    case Kind.NON_NULL_TYPE:
      return jsonType(type.type, enums).replace(/ \| null$/, '');
    case Kind.LIST_TYPE:
      return `Array<${jsonType(type.type, enums)}> | null`;
    case Kind.NAMED_TYPE: {
      const name = type.name.value;
      // Enum values are upper case outside of a subgraph, and lower case inside.
      return `${enums.has(name) ? `Uppercase<${name}>` : (JSON_TYPES[name] ?? 'unknown')} | null`;
    }
  }
}

export const has = (node: ObjectTypeDefinitionNode | FieldDefinitionNode, directive: string): boolean =>
  (node.directives ?? []).some(({ name }) => name.value === directive);
