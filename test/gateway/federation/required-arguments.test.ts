import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const PRICES: Record<string, number> = { USD: 100, EUR: 90 };

const CATALOGUE = {
  sdl: `type Query { kits: [Kit!]! }
    type Kit @key(fields: "code") {
      code: ID!
      price(currency: String!, pieces: Int = 1): Int
      maker: Maker
    }
    type Maker { rating(year: Int!): Int }`,
  resolvers: {
    Query: { kits: () => [{ code: 'LSK' }, { code: 'RBK' }] },
    Kit: {
      __resolveReference: ({ code }: { code: string }) => ({ code }),
      price: ({ code }: { code: string }, { currency, pieces }: { currency: string; pieces: number }) => {
        const price = PRICES[currency];
        if (price === undefined) throw new Error(`No price in ${currency} is known.`);
        return price * pieces * (code === 'LSK' ? 1 : 2);
      },
      maker: () => ({}),
    },
    Maker: { rating: (_: unknown, { year }: { year: number }) => year - 2000 },
  },
};
type Priced = { price?: number; maker?: { rating?: number } };
const SHIPPING = {
  sdl: `type Kit @key(fields: "code") {
      code: ID!
      price(currency: String!, pieces: Int = 1): Int @external
      maker: Maker @external
      dutyUsd: Int @requires(fields: "price(currency: \\"USD\\")")
      dutyEur: Int @requires(fields: "price(currency: \\"EUR\\")")
      dutyOfTen: Int @requires(fields: "price(currency: \\"EUR\\", pieces: 10)")
      dutyRouble: Int @requires(fields: "price(currency: \\"RUB\\")")
      trust: Int @requires(fields: "maker { rating(year: 2020) }")
      distrust: Int @requires(fields: "maker { rating(year: 2010) }")
      weight(unit: String): Int
    }
    type Maker { rating(year: Int!): Int @external }`,
  resolvers: {
    Kit: {
      dutyUsd: ({ price }: Priced) => (price ?? -1) + 1,
      dutyEur: ({ price }: Priced) => (price ?? -1) + 2,
      dutyOfTen: ({ price }: Priced) => (price ?? -1) + 3,
      dutyRouble: ({ price }: Priced) => price ?? null,
      trust: ({ maker }: Priced) => maker?.rating,
      distrust: ({ maker }: Priced) => maker?.rating,
      weight: (_: unknown, { unit }: { unit?: string }) => (unit === 'g' ? 500 : 1),
    },
  },
};

test('fields that require the same field with different arguments each get their own value of it', async () => {
  const { ask } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  expect(await ask('{ kits { code dutyUsd dutyEur dutyOfTen trust distrust } }')).toEqual({
    data: {
      kits: [
        { code: 'LSK', dutyUsd: 101, dutyEur: 92, dutyOfTen: 903, trust: 20, distrust: 10 },
        { code: 'RBK', dutyUsd: 201, dutyEur: 182, dutyOfTen: 1803, trust: 20, distrust: 10 },
      ],
    },
  });
});

test('fields that require the same of an object are asked for together, and apart from those that do not', async () => {
  const { ask, sent } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  await ask('query ($unit: String) { kits { dutyUsd weight(unit: $unit) trust dutyEur } }', { unit: 'g' });
  expect(sent.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([
    ['catalogue', {}],
    [
      'shipping',
      {
        unit: 'g',
        representations: [
          { __typename: 'Kit', code: 'LSK', price: 100, maker: { rating: 20 } },
          { __typename: 'Kit', code: 'RBK', price: 200, maker: { rating: 20 } },
        ],
      },
    ],
    [
      'shipping',
      {
        representations: [
          { __typename: 'Kit', code: 'LSK', price: 90 },
          { __typename: 'Kit', code: 'RBK', price: 180 },
        ],
      },
    ],
  ]);
});

test('what the client asks for under the same name, with arguments of its own, is no concern of the service', async () => {
  const { ask } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  expect(
    await ask(
      `query ($pieces: Int) {
        kits { price(currency: "EUR", pieces: $pieces) dutyUsd dutyOfTen maker { rating(year: 2001) } trust }
      }`,
      { pieces: 3 },
    ),
  ).toEqual({
    data: {
      kits: [
        { price: 270, dutyUsd: 101, dutyOfTen: 903, maker: { rating: 1 }, trust: 20 },
        { price: 540, dutyUsd: 201, dutyOfTen: 1803, maker: { rating: 1 }, trust: 20 },
      ],
    },
  });
});

test('a condition on one of them leaves the others as they are', async () => {
  const { ask } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  const query = 'query ($usd: Boolean!) { kits { dutyUsd @include(if: $usd) dutyEur } }';
  expect((await ask(query, { usd: true })).data.kits[0]).toEqual({ dutyUsd: 101, dutyEur: 92 });
  expect((await ask(query, { usd: false })).data.kits[0]).toEqual({ dutyEur: 92 });
});

test('an error of what a field requires stands where the client would have found it', async () => {
  const { ask } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  const { data, errors } = await ask('{ kits { code dutyRouble } }');
  expect(data.kits).toEqual([
    { code: 'LSK', dutyRouble: null },
    { code: 'RBK', dutyRouble: null },
  ]);
  expect(errors).toEqual(
    [0, 1].map((i) => ({
      message: 'No price in RUB is known.',
      path: ['kits', i, 'price'],
      extensions: { code: 'DOWNSTREAM_SERVICE_ERROR', service: 'catalogue' },
    })),
  );
});

test('clients see the fields that services declare, and no others', async () => {
  const { ask } = federation({ catalogue: CATALOGUE, shipping: SHIPPING });
  const { data } = await ask('{ __type(name: "Kit") { fields { name } } }');
  const names = data.__type.fields.map(({ name }: { name: string }) => name);
  expect(names.filter((name: string) => name.startsWith('price'))).toEqual(['price']);
});

test('the same holds for objects of an interface, whichever type they are of', async () => {
  const { ask } = federation({
    stock: {
      sdl: `type Query { items: [Item!]! }
        interface Item { code: ID!, price(currency: String!): Int }
        type Kit implements Item @key(fields: "code") { code: ID!, price(currency: String!): Int }
        type Cell implements Item @key(fields: "code") { code: ID!, price(currency: String!): Int }
        type Box @key(fields: "id") { id: ID!, content: Item }`,
      resolvers: {
        Query: {
          items: () => [
            { __typename: 'Kit', code: 'k' },
            { __typename: 'Cell', code: 'c' },
          ],
        },
        Kit: { price: (_: unknown, { currency }: { currency: string }) => PRICES[currency] },
        Cell: { price: (_: unknown, { currency }: { currency: string }) => (PRICES[currency] as number) * 2 },
        Box: {
          __resolveReference: ({ id }: { id: string }) => ({
            content: id === '1' ? { __typename: 'Kit', code: 'k' } : { __typename: 'Cell', code: 'c' },
          }),
        },
      },
    },
    boxes: {
      sdl: `type Query { boxes: [Box!]! }
        interface Item { price(currency: String!): Int }
        type Kit implements Item @key(fields: "code") { code: ID!, price(currency: String!): Int @external }
        type Cell implements Item @key(fields: "code") { code: ID!, price(currency: String!): Int @external }
        type Box @key(fields: "id") {
          id: ID!
          content: Item @external
          insuranceUsd: Int @requires(fields: "content { price(currency: \\"USD\\") }")
          insuranceEur: Int @requires(fields: "content { ... on Cell { price(currency: \\"EUR\\") } }")
        }`,
      resolvers: {
        Query: { boxes: () => [{ id: '1' }, { id: '2' }] },
        Box: {
          insuranceUsd: ({ content }: { content?: Priced }) => content?.price,
          insuranceEur: ({ content }: { content?: Priced }) => content?.price,
        },
      },
    },
  });
  expect(await ask('{ boxes { insuranceUsd insuranceEur } items { price(currency: "EUR") } }')).toEqual({
    data: {
      boxes: [
        { insuranceUsd: 100, insuranceEur: null },
        { insuranceUsd: 200, insuranceEur: 180 },
      ],
      items: [{ price: 90 }, { price: 180 }],
    },
  });
});
