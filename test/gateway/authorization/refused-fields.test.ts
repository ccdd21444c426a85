import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';
import { LIBRARIAN, library, NOBODY, READER, refused, unknown, withScopes } from './library.ts';

test('what somebody may not see is null and said so at its places, and no service is asked for it', async () => {
  const { askAs, sent } = library();
  expect(await askAs(READER, '{ books { title price } }')).toEqual({
    data: {
      books: [
        { title: 'Ferns', price: null },
        { title: 'Mosses', price: null },
      ],
    },
    errors: [refused('Book.price', ['books', 0, 'price']), refused('Book.price', ['books', 1, 'price'])],
  });
  expect(sent.map(({ query }) => query)).toEqual(['{books{title}}']);
});

test('whoever may see everything gets everything, without errors', async () => {
  const { askAs } = library();
  expect(await askAs(LIBRARIAN, '{ book(id: 1) { title price shelf { name } loans { due } } rare }')).toEqual({
    data: {
      book: { title: 'Ferns', price: 12, shelf: { name: 'F' }, loans: [{ due: 'tomorrow' }] },
      rare: 3,
    },
  });
});

test('nobody sees what is for everybody, and is told that an identity is missing', async () => {
  const { askAs, sent } = library();
  expect(await askAs(NOBODY, '{ address hours books { title } __typename }')).toEqual({
    data: { address: 'Main Street 1', hours: null, books: null, __typename: 'Query' },
    errors: [unknown('Query.hours', ['hours']), unknown('Query.books', ['books'])],
  });
  expect(sent).toHaveLength(1);
});

test.each(['{ hours books { title } }', '{ hours __typename }', '{ ...F } fragment F on Query { hours }'])(
  'no service is asked when nothing may be seen: %s',
  async (query) => {
    const { askAs, sent } = library();
    const { data, errors } = await askAs(NOBODY, query);
    expect(data.hours).toBeNull();
    expect(errors?.length).toBeGreaterThan(0);
    expect(sent).toEqual([]);
  },
);

test('one of several sets of scopes has to be there, as a whole', async () => {
  const { askAs } = library();
  const rare = async (...scopes: string[]) => (await askAs(withScopes(...scopes), '{ rare }')).data.rare;
  expect(await rare('shelf:read')).toBeNull();
  expect(await rare('shelf:read', 'loan:read')).toBe(3);
  expect(await rare('rare:read')).toBe(3);
  expect(await rare()).toBeNull();
});

test('a policy, which nobody decides about here, is met by those only who may do everything', async () => {
  const { ask, askAs } = library();
  expect((await askAs(withScopes('two keys'), '{ sealed }')).errors).toEqual([refused('Query.sealed', ['sealed'])]);
  expect(await ask('{ sealed }')).toEqual({ data: { sealed: 1 } });
});

test('neither another name nor a fragment is a way round', async () => {
  const { askAs, sent } = library();
  const { data, errors } = await askAs(
    READER,
    `{ book(id: 1) { title: price price: title ...A ... on Book { ... { ...B } } } }
     fragment A on Book { a: price }
     fragment B on Book { b: price again: title }`,
  );
  expect(data.book).toEqual({ title: null, price: 'Ferns', a: null, b: null, again: 'Ferns' });
  expect(Object.keys(data.book)).toEqual(['title', 'price', 'a', 'b', 'again']);
  expect(errors).toEqual(['title', 'a', 'b'].map((key) => refused('Book.price', ['book', key])));
  expect(sent.map(({ query }) => query).join()).not.toMatch(/price/);
});

test('an object of which nothing may be seen is still there', async () => {
  const { askAs } = library();
  const query = 'query ($id: ID!) { book(id: $id) { price } }';
  expect((await askAs(READER, query, { id: '1' })).data).toEqual({ book: { price: null } });
  expect(await askAs(READER, query, { id: '3' })).toEqual({ data: { book: null } });
});

test('what may not be null takes with it what it stands in', async () => {
  const { askAs } = library();
  expect(await askAs(READER, '{ book(id: 1) { title shelf { name } } }')).toEqual({
    data: { book: null },
    errors: [refused('Book.shelf', ['book', 'shelf'])],
  });
  const { data, errors } = await askAs(READER, '{ books { next { shelf { name } } title } }');
  expect(data).toEqual({
    books: [
      { next: null, title: 'Ferns' },
      { next: null, title: 'Mosses' },
    ],
  });
  expect(errors).toEqual([refused('Book.shelf', ['books', 0, 'next', 'shelf'])]);
});

test('a refused root that may not be null leaves nothing, and nothing is asked', async () => {
  const { askAs, sent } = library();
  expect(await askAs(READER, '{ address rare readers { name } }')).toEqual({
    data: null,
    errors: [refused('Query.rare', ['rare']), refused('Query.readers', ['readers'])],
  });
  expect(sent).toEqual([]);
});

test('a key that somebody may not see still leads to other services', async () => {
  const { askAs } = library();
  expect((await askAs(LIBRARIAN, '{ card { number fines } }')).data).toEqual({ card: { number: '7', fines: 3 } });
  expect((await askAs(READER, '{ card { fines } }')).data).toEqual({ card: { fines: 3 } });
  expect(await askAs(READER, '{ card { fines number } }')).toEqual({
    data: { card: null },
    errors: [refused('Card.number', ['card', 'number'])],
  });
});

test('fields that another service answers are refused like any other', async () => {
  const { askAs, sent } = library();
  expect(await askAs(READER, '{ book(id: 1) { title loans { due } } }')).toEqual({
    data: { book: { title: 'Ferns', loans: null } },
    errors: [refused('Book.loans', ['book', 'loans'])],
  });
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['books']);
});

test('a type that is refused is refused wherever it stands, and so are values of an enum', async () => {
  const { askAs, sent } = library();
  expect(await askAs(READER, '{ found { __typename ... on Book { title } ... on Reader { name } } plan }')).toEqual({
    data: { found: [{ __typename: 'Book', title: 'Ferns' }, null], plan: null },
    errors: [refused('Reader', ['found', 1]), refused('Query.plan', ['plan'])],
  });
  expect(sent.map(({ query }) => query)).toEqual(['{found{__typename ...on Book{title}}}']);
  expect((await askAs(LIBRARIAN, '{ found { ... on Reader { name } } plan }')).data).toEqual({
    found: [{}, { name: 'Ada' }],
    plan: 'EVACUATION',
  });
});

test('a field of an interface wants what it wants of any of its types; of a type alone, what that one wants', async () => {
  const { askAs } = library();
  expect(await askAs(READER, '{ things { id label } }')).toEqual({
    data: {
      things: [
        { id: 'm', label: null },
        { id: 'g', label: null },
      ],
    },
    errors: [refused('Thing.label', ['things', 0, 'label']), refused('Thing.label', ['things', 1, 'label'])],
  });
  const byType = '{ things { id ... on Map { label scale } ... on Globe { label } } }';
  expect(await askAs(READER, byType)).toEqual({
    data: {
      things: [
        { id: 'm', label: 'Alps', scale: 50 },
        { id: 'g', label: null },
      ],
    },
    errors: [refused('Globe.label', ['things', 1, 'label'])],
  });
  expect((await askAs(LIBRARIAN, '{ things { label } }')).data.things).toEqual([{ label: 'Alps' }, { label: 'Mars' }]);
});

test('an error of a service does not stand for a refusal below it', async () => {
  const sdl = `type Query { book: Book } type Book { title: String price: Int @requiresScopes(scopes: [["shelf:read"]]) }`;
  const warned = { data: { book: { title: 'Ferns' } }, errors: [{ message: 'An old book.', path: ['book'] }] };
  const { askAs } = federation({ books: { sdl } }, () => async () => warned);
  const { data, errors } = await askAs(READER, '{ book { title price } }');
  expect(data).toEqual({ book: { title: 'Ferns', price: null } });
  expect(errors).toEqual([
    expect.objectContaining({ message: 'An old book.', path: ['book'] }),
    refused('Book.price', ['book', 'price']),
  ]);
});

test('where the whole root is refused its name is not, and nothing is asked', async () => {
  const { askAs, sent } = federation({ books: { sdl: 'type Query @authenticated { title: String }' } });
  expect(await askAs(NOBODY, '{ __typename title __schema { queryType { name } } }')).toEqual({
    data: { __typename: 'Query', title: null, __schema: { queryType: { name: 'Query' } } },
    errors: [unknown('Query.title', ['title'])],
  });
  expect(sent).toEqual([]);
});

test('a condition that leaves a field out leaves out its error as well', async () => {
  const { askAs } = library();
  const query = 'query ($with: Boolean!) { book(id: 1) { title price @include(if: $with) } }';
  expect(await askAs(READER, query, { with: false })).toEqual({ data: { book: { title: 'Ferns' } } });
  expect((await askAs(READER, query, { with: true })).errors).toEqual([refused('Book.price', ['book', 'price'])]);
  expect(await askAs(LIBRARIAN, query, { with: true })).toEqual({ data: { book: { title: 'Ferns', price: 12 } } });
});

test('each gets what is theirs of one operation, in whatever order they come', async () => {
  const { askAs } = library();
  const query = '{ hours book(id: 1) { price } }';
  const price = async (actor: typeof READER) => (await askAs(actor, query)).data;
  const expected = [
    { hours: null, book: null },
    { hours: '9 to 5', book: { price: null } },
    { hours: '9 to 5', book: { price: 12 } },
  ];
  for (const order of [
    [0, 1, 2],
    [2, 1, 0],
  ]) {
    for (const i of order) {
      expect(await price([NOBODY, READER, LIBRARIAN][i] as typeof READER)).toEqual(expected[i]);
    }
  }
});

test('an operation is planned for what somebody may see, not for who it is; a new supergraph is warmed with that', async () => {
  const { askAs, graph } = library();
  const query = '{ hours book(id: 1) { price } }';
  for (const actor of [READER, withScopes('book:read'), withScopes('book:read', 'rare:read'), LIBRARIAN]) {
    await askAs({ ...actor }, query);
  }
  expect(graph.mostUsed(9).map(({ held }) => held.length)).toEqual([2, 3]);
  const next = library();
  await next.graph.warm(graph.mostUsed(9));
  await next.askAs(READER, query);
  await next.askAs(LIBRARIAN, query);
  expect(next.graph.mostUsed(9)).toHaveLength(2);
});

test('clients see nothing of the directives in the schema', async () => {
  const { askAs, graph } = library();
  const { data } = await askAs(NOBODY, '{ __schema { directives { name } types { name } } }');
  const names = [...data.__schema.directives, ...data.__schema.types].map(({ name }) => name);
  expect(names.filter((name) => /scope|authenticated|policy/i.test(name))).toEqual([]);
  expect(graph.apiSchema.getDirective('requiresScopes')).toBeUndefined();
});
