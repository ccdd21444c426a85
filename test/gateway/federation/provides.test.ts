import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const never = () => {
  throw new Error('This has been provided, or nobody asked for it.');
};

const ORDERS = {
  sdl: `type Query {
      order: Order @provides(fields: "item { name note } buyer { ... on Group { title } }")
      orders: [Order!]!
    }
    type Order @key(fields: "id") { id: ID!, item: Item, buyer: Buyer }
    type Item @key(fields: "id") { id: ID!, name: String @external, note: String @external }
    union Buyer = Person | Group
    type Person @key(fields: "id") { id: ID! }
    type Group @key(fields: "id") { id: ID!, title: String @external }`,
  resolvers: {
    Query: {
      order: () => ({
        id: '1',
        item: { id: 'i', name: 'tips', price: 3 },
        buyer: { __typename: 'Group', id: 'g', title: 'Genomics' },
      }),
      orders: () => [{ id: '2', item: { id: 'i' }, buyer: { __typename: 'Person', id: 'p' } }],
    },
    Item: { note: never },
  },
};
const CATALOGUE = {
  sdl: `type Item @key(fields: "id") { id: ID!, name: String @shareable, note: String @shareable, price: Int }
    type Person @key(fields: "id") { id: ID!, name: String }
    type Group @key(fields: "id") { id: ID!, title: String @shareable, members: Int }`,
  resolvers: {
    Item: { name: () => 'tips of the catalogue', price: () => 4 },
    Person: { name: () => 'Ann' },
    Group: { title: () => 'Genomics of the catalogue', members: () => 6 },
  },
};

test('what a service provides on a path is taken from it there, below a union as well', async () => {
  const { ask, sent } = federation({ orders: ORDERS, catalogue: CATALOGUE });
  expect(await ask('{ order { label: id item { name } buyer { ... on Group { title } } } }')).toEqual({
    data: { order: { label: '1', item: { name: 'tips' }, buyer: { title: 'Genomics' } } },
  });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['orders']);
});

test('elsewhere, and for what it does not provide, the owner is asked', async () => {
  const { ask } = federation({ orders: ORDERS, catalogue: CATALOGUE });
  expect(
    await ask('{ order { item { name price } } orders { item { name } buyer { ... on Person { name } } } }'),
  ).toEqual({
    data: {
      order: { item: { name: 'tips', price: 4 } },
      orders: [{ item: { name: 'tips of the catalogue' }, buyer: { name: 'Ann' } }],
    },
  });
});
