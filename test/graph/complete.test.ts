import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphQLObjectType, isObjectType } from 'graphql';
import { services } from '../../subgraphs/index.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false });
});
afterAll(() => graph.close());

const CONNECTION = ['nodes', 'edges', 'pageInfo', 'totalCount'];
/** Values that services make as a whole; their stories are told in the tests of each service. */
const VALUES = new Set([
  'PageInfo',
  'UserError',
  'SampleWarning',
  'SampleRetention',
  'ExtractionMismatch',
  '_Service',
  'SampleStatistics',
  'SampleStatusCount',
  'SamplePriorityCount',
  'SampleStepCount',
  'StepStatistics',
  'PlannedSample',
]);

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
    .filter((type) => isObjectType(type) && !type.name.startsWith('__') && !VALUES.has(type.name))
    .flatMap((type) =>
      Object.values((type as GraphQLObjectType).getFields())
        .filter((field) => field.resolve === undefined && !isExternal(field.astNode?.directives))
        .filter((field) => !properties(type as GraphQLObjectType, entities).includes(field.name))
        .map((field) => `${type.name}.${field.name}`),
    );
  expect(missing).toEqual([]);
});

const isExternal = (directives: readonly { name: { value: string } }[] | undefined): boolean =>
  (directives ?? []).some(({ name }) => name.value === 'external');
