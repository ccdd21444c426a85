import { buildSubgraphSchema } from '@apollo/subgraph';
import {
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

/** What the subgraphs of a graph say in their SDL, and a schema of the whole does not. */
export type Lore = {
  schemas: Record<string, GraphQLSchema>;
  /** Types that are one kind of entity, and what members it has. */
  kinds: Record<string, readonly string[]>;
  isEntity(type: string): boolean;
  requiredBy(type: string, field: string): SelectionSetNode | undefined;
  /** What objects a field may have: those that the subgraph knows whose field it is. */
  possible(type: string, field: string, abstract: string, schema: GraphQLSchema): string[];
};

export function loreOf(sdls: Record<string, string>, kinds: Record<string, readonly string[]>): Lore {
  const schemas = Object.fromEntries(
    Object.entries(sdls).map(([name, sdl]) => [name, buildSubgraphSchema([{ typeDefs: parse(sdl) }])]),
  );
  const entities = new Set<string>();
  const required = new Map<string, SelectionSetNode>();
  const owners = new Map<string, GraphQLSchema>();
  for (const schema of Object.values(schemas)) {
    for (const type of Object.values(schema.getTypeMap())) {
      if (!isObjectType(type) && !isInterfaceType(type)) {
        continue;
      }
      if (type.astNode?.directives?.some(({ name }) => name.value === 'key')) {
        entities.add(type.name);
      }
      for (const field of Object.values(type.getFields())) {
        const place = `${type.name}.${field.name}`;
        const fields = argumentOf(field, 'requires');
        if (fields !== undefined) {
          required.set(place, fields);
        }
        if (!owners.has(place) && !field.astNode?.directives?.some(({ name }) => name.value === 'external')) {
          owners.set(place, schema);
        }
      }
    }
  }
  const kindOf = (type: string): string => Object.keys(kinds).find((kind) => kinds[kind]?.includes(type)) ?? type;
  return {
    schemas,
    kinds,
    isEntity: (type) => entities.has(type),
    requiredBy: (type, field) => required.get(`${type}.${field}`) ?? required.get(`${kindOf(type)}.${field}`),
    possible: (type, field, abstract, schema) => {
      const owner = owners.get(`${type}.${field}`) ?? owners.get(`${kindOf(type)}.${field}`) ?? schema;
      return owner
        .getPossibleTypes(owner.getType(abstract) as GraphQLInterfaceType | GraphQLUnionType)
        .map(({ name }) => name)
        .sort();
    },
  };
}

function argumentOf(field: GraphQLField<unknown, unknown>, directive: string): SelectionSetNode | undefined {
  const value = field.astNode?.directives?.find(({ name }) => name.value === directive)?.arguments?.[0]?.value;
  return value?.kind === Kind.STRING
    ? (parse(`{ ${value.value} }`).definitions[0] as OperationDefinitionNode).selectionSet
    : undefined;
}
