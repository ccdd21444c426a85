import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const LIBRARY = { __typename: 'Library', id: 'l', name: 'lib', kit: { __typename: 'Ligation', code: 'LSK' } };
const CONTROL = {
  __typename: 'Control',
  id: 'c',
  lot: 'lambda',
  kit: { __typename: 'Rapid', code: 'RBK', minutes: 10 },
};

const RUNS = {
  sdl: `type Query { inputs: [Input]!, search: [Found!]!, one: Named }
    interface Named { name: String }
    interface Input { id: ID!, kit: Kit }
    interface Kit { code: ID! }
    type Ligation implements Kit @key(fields: "code") { code: ID! }
    type Rapid implements Kit @key(fields: "code") { code: ID!, minutes: Int! }
    type Library implements Input & Named @key(fields: "id") { id: ID!, kit: Kit, name: String }
    type Control implements Input @key(fields: "id") { id: ID!, kit: Kit, lot: String }
    union Found = Library | Control | Rapid`,
  resolvers: {
    Query: {
      inputs: () => [LIBRARY, null, CONTROL],
      search: () => [CONTROL, LIBRARY, CONTROL.kit],
      one: () => LIBRARY,
    },
  },
};
const STOCK = {
  sdl: `type Ligation @key(fields: "code") { code: ID!, stock: Int } type Rapid @key(fields: "code") { code: ID!, stock: Int }
    type Library @key(fields: "id") { id: ID!, box: String } type Control @key(fields: "id") { id: ID!, box: Int }`,
  resolvers: {
    Ligation: { stock: () => 3 },
    Rapid: { stock: () => null },
    Library: { box: () => 'B1' },
    Control: { box: () => 7 },
  },
};

test('objects of an interface get the fields of their own types, from the services that have them', async () => {
  const { ask } = federation({ runs: RUNS, stock: STOCK });
  const query = `{ inputs {
    ... on Library { name kit { ... on Ligation { stock } } }
    kit { code __typename }
    ...C
  } } fragment C on Control { lot kit { ... on Rapid { stock minutes } ... on Ligation { stock } } }`;
  expect(await ask(query)).toEqual({
    data: {
      inputs: [
        { name: 'lib', kit: { stock: 3, code: 'LSK', __typename: 'Ligation' } },
        null,
        { kit: { code: 'RBK', __typename: 'Rapid', stock: null, minutes: 10 }, lot: 'lambda' },
      ],
    },
  });
});

test('one name may mean fields of different types in different members of a union', async () => {
  const { ask } = federation({ runs: RUNS, stock: STOCK });
  const { data } = await ask(
    '{ search { __typename ... on Library { text: box } ... on Control { number: box } ... on Rapid { number: stock id: code } ... on Input { id } } }',
  );
  expect(data.search).toEqual([
    { __typename: 'Control', number: 7, id: 'c' },
    { __typename: 'Library', text: 'B1', id: 'l' },
    { __typename: 'Rapid', number: null, id: 'RBK' },
  ]);
});

test('an interface within an interface, and a fragment that no object fits', async () => {
  const { ask } = federation({ runs: RUNS, stock: STOCK });
  expect(
    await ask('{ one { name ... on Input { id kit { code ... on Rapid { minutes } } } ... on Library { box } } }'),
  ).toEqual({ data: { one: { name: 'lib', id: 'l', kit: { code: 'LSK' }, box: 'B1' } } });
});

test('services may know different members of a union', async () => {
  const { ask } = federation({
    left: {
      sdl: `type Query { left: Content, both: Content @shareable }
        union Content = Cell | Empty type Cell @shareable { pores: Int } type Empty { since: String }`,
      resolvers: {
        Query: {
          left: () => ({ __typename: 'Empty', since: 'May' }),
          both: () => ({ __typename: 'Cell', pores: 2048 }),
        },
      },
    },
    right: {
      sdl: `type Query { right: [Content], both: Content @shareable }
        union Content = Cell | Broken type Cell @shareable { pores: Int } type Broken { error: String }`,
      resolvers: {
        Query: {
          right: () => [
            { __typename: 'Broken', error: 'bubble' },
            { __typename: 'Cell', pores: 5 },
          ],
          both: () => ({ __typename: 'Cell', pores: 2048 }),
        },
      },
    },
  });
  const content = '{ ... on Cell { pores } ... on Empty { since } ... on Broken { error } }';
  expect(await ask(`{ left ${content} right ${content} both ${content} }`)).toEqual({
    data: { left: { since: 'May' }, right: [{ error: 'bubble' }, { pores: 5 }], both: { pores: 2048 } },
  });
});
