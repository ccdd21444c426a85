import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphQLField, type GraphQLObjectType, isObjectType } from 'graphql';
import { services } from '../../subgraphs/index.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false });
});
afterAll(() => graph.close());

const CONNECTION = ['nodes', 'edges', 'pageInfo', 'totalCount'];
/** Values that services make as a whole; their stories are told in the tests of each service. */
const isValue = (type: GraphQLObjectType): boolean =>
  !('id' in type.getFields()) && !/^(Query|Mutation)$|(Connection|Edge|Payload)$/.test(type.name);

/** What a resolver gets as the parent of a type without saying more. */
function properties(type: GraphQLObjectType, entities: Map<string, string[]>): string[] {
  if (type.name.endsWith('Connection')) return CONNECTION;
  if (type.name.endsWith('Edge')) return ['cursor', 'node'];
  if (type.name.endsWith('Payload')) return ['userErrors'];
  return entities.get(type.name) ?? ['id'];
}

test.each(services.map(({ name }) => name))('every field of %s has a resolver or a property', (name) => {
  const { orm, subgraph } = graph.service(name);
  const entities = new Map(
    [...orm.getMetadata().getAll().values()].map((meta) => [
      meta.className,
      meta.props.map((property) => property.name),
    ]),
  );
  const missing = Object.values(subgraph.schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !isValue(type))
    .flatMap((type) =>
      Object.values((type as GraphQLObjectType).getFields())
        .filter((field) => ownResolver(field) === undefined && !isExternal(field.astNode?.directives))
        .filter((field) => !properties(type as GraphQLObjectType, entities).includes(field.name))
        .map((field) => `${type.name}.${field.name}`),
    );
  expect(missing).toEqual([]);
});

/** Without what guards it. */
const ownResolver = ({ extensions, resolve }: GraphQLField<unknown, unknown>): unknown =>
  'unguarded' in extensions ? extensions.unguarded : resolve;

const isExternal = (directives: readonly { name: { value: string } }[] | undefined): boolean =>
  (directives ?? []).some(({ name }) => name.value === 'external');
