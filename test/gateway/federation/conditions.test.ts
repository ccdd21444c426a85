import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const washed: string[] = [];
const CELLS = {
  sdl: `type Query { cell: Cell!, cells: [Cell!]! } type Mutation { wash(id: ID!): Cell }
    type Cell @key(fields: "id") { id: ID!, pores: Int, last: Cell }`,
  resolvers: {
    Query: { cell: () => ({ id: 'c1', pores: 512 }), cells: () => [{ id: 'c1' }, { id: 'c2' }] },
    Mutation: { wash: (_: unknown, { id }: { id: string }) => washed.push(id) && { id, pores: 500 } },
    Cell: { last: () => ({ id: 'c0', pores: 100 }) },
  },
};
const STOCK = {
  sdl: 'type Cell @key(fields: "id") { id: ID!, box: Box } type Box { shelf: Int, room: Int }',
  resolvers: { Cell: { box: () => ({ shelf: 3, room: 2 }) } },
};
const FRAGMENT = 'fragment F on Cell { box @skip(if: true) { shelf } pores @include(if: $rest) }';
const VARIABLES = '($cell: Boolean!, $rest: Boolean!)';

test('an object that is wanted is there, though nothing of it is', async () => {
  const { ask } = federation({ cells: CELLS, stock: STOCK });
  const answer = (body: string, cell: boolean, rest: boolean) =>
    ask(`query ${VARIABLES} { ${body} } ${body.includes('...F') ? FRAGMENT : ''}`, { cell, rest });
  const one = 'cell @include(if: $cell) { pores @include(if: $rest) }';
  expect(await answer(one, true, false)).toEqual({ data: { cell: {} } });
  expect(await answer(one, true, true)).toEqual({ data: { cell: { pores: 512 } } });
  expect(await answer(one, false, true)).toEqual({ data: {} });
  const all = 'cells @include(if: $cell) { ... on Cell { ...F } }';
  expect(await answer(all, true, false)).toEqual({ data: { cells: [{}, {}] } });
  const below = 'cell { box @include(if: $cell) { shelf @include(if: $rest) ... @skip(if: true) { room } } }';
  expect(await answer(below, true, false)).toEqual({ data: { cell: { box: {} } } });
  expect(await answer(below, false, true)).toEqual({ data: { cell: {} } });
});

test('a mutation that is wanted is made, though nothing of its payload is wanted', async () => {
  const { ask } = federation({ cells: CELLS, stock: STOCK });
  const query = `mutation ${VARIABLES} { wash(id: "c7") @include(if: $cell) { pores @include(if: $rest) } }`;
  expect(await ask(query, { cell: true, rest: false })).toEqual({ data: { wash: {} } });
  expect(await ask(query, { cell: false, rest: true })).toEqual({ data: {} });
  expect(washed).toEqual(['c7']);
});

test('services are asked for nothing that the conditions leave out', async () => {
  const { ask, sent } = federation({ cells: CELLS, stock: STOCK });
  const query = `query ${VARIABLES} { cell @skip(if: $cell) { pores @skip(if: $rest) last @skip(if: $rest) { pores } } }`;
  expect(await ask(query, { cell: true, rest: false })).toEqual({ data: {} });
  expect(sent).toEqual([]);
  expect(await ask(query, { cell: false, rest: true })).toEqual({ data: { cell: {} } });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['cells']);
});
