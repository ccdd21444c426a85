import { expect, test } from '@jest/globals';
import { buildSchema, type OperationDefinitionNode, parse } from 'graphql';
import { costOf } from '../../../gateway/limits/cost/cost.ts';
import { weightsOf } from '../../../gateway/limits/cost/weights.ts';

const SDL = `
  directive @cost(weight: String!) on ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | FIELD_DEFINITION
  directive @listSize(assumedSize: Int) on FIELD_DEFINITION
  input Reads { flowCell: ID @cost(weight: "7"), quality: Int, parts: [Reads!], also: Reads }
  type Run { id: ID! }
  type Query {
    runs(of: Reads, all: [Reads!], deep: Boolean @cost(weight: "3")): [Run!] @listSize(assumedSize: 2)
  }
`;
const schema = buildSchema(SDL);
const weights = weightsOf(SDL);

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query);
  const model = { schema, weights, listSize: 1 };
  return costOf(document, document.definitions[0] as OperationDefinitionNode, model)(variables) - 2;
}

test.each<[query: string, variables: Record<string, unknown>, expected: number]>([
  ['{ runs { id } }', {}, 0],
  ['{ runs(deep: true) { id } }', {}, 3],
  ['{ runs(of: { quality: 1 }) { id } }', {}, 0],
  ['{ runs(of: { flowCell: "x" }, deep: false) { id } }', {}, 10],
  ['{ runs(all: [{ flowCell: "x" }, { flowCell: "y" }, { quality: 2 }]) { id } }', {}, 14],
  ['{ runs(of: { flowCell: "x", parts: [{ flowCell: "y" }, { also: { flowCell: "z" } }] }) { id } }', {}, 21],
  ['query ($of: Reads) { runs(of: $of) { id } }', {}, 0],
  ['query ($of: Reads) { runs(of: $of) { id } }', { of: { flowCell: 'x', also: { flowCell: 'y' } } }, 14],
  ['query ($of: Reads = { flowCell: "x" }) { runs(of: $of) { id } }', {}, 7],
  ['query ($of: Reads) { runs(all: [$of, { flowCell: "y" }]) { id } }', { of: { flowCell: 'x' } }, 14],
  ['query ($id: ID) { runs(of: { flowCell: $id }) { id } }', { id: 'x' }, 7],
  ['query ($of: Reads) { runs(of: $of) { id } }', { of: { constructor: 1, unknown: 2 } }, 0],
  ['query ($of: Reads) { runs(of: $of) { id } }', { of: 'nonsense' }, 0],
])('%s with %j costs %d more', (query, variables, expected) => {
  expect(cost(query, variables)).toBe(expected);
});
