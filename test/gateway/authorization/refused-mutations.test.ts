import { expect, test } from '@jest/globals';
import { LIBRARIAN, library, NOBODY, READER, refused, unknown } from './library.ts';

test('a forbidden mutation between two that are allowed is not run; they are, in their order', async () => {
  const { askAs, done } = library();
  expect(await askAs(READER, 'mutation { a: tidy(what: "A") lend(id: 1) { due } b: tidy(what: "B") }')).toEqual({
    data: { a: 'A', lend: null, b: 'B' },
    errors: [refused('Mutation.lend', ['lend'])],
  });
  expect(done).toEqual(['tidy A', 'tidy B']);
});

test('where a forbidden mutation may not be null nothing could be answered of the others: none is run', async () => {
  const { askAs, done, sent } = library();
  expect(await askAs(READER, 'mutation { a: tidy(what: "A") x: burn b: tidy(what: "B") }')).toEqual({
    data: null,
    errors: [refused('Mutation.burn', ['x'])],
  });
  expect({ done, sent }).toEqual({ done: [], sent: [] });
});

test('nobody changes anything', async () => {
  const { askAs, done } = library();
  expect(
    await askAs(NOBODY, 'mutation { tidy(what: "A") ...F } fragment F on Mutation { lend(id: 1) { due } }'),
  ).toEqual({
    data: { tidy: null, lend: null },
    errors: [unknown('Mutation.tidy', ['tidy']), unknown('Mutation.lend', ['lend'])],
  });
  expect(done).toEqual([]);
});

test('what came of a mutation is shown as far as it may be seen', async () => {
  const { askAs, done } = library();
  const query = 'mutation { lend(id: 1) { due book { title price } } }';
  expect((await askAs(LIBRARIAN, query)).data).toEqual({
    lend: { due: 'tomorrow', book: { title: 'Ferns', price: 12 } },
  });
  const LENDER = { ...READER, scopes: new Set(['loan:write']) };
  expect(await askAs(LENDER, query)).toEqual({
    data: { lend: { due: null, book: { title: 'Ferns', price: null } } },
    errors: [refused('Lent.due', ['lend', 'due']), refused('Book.price', ['lend', 'book', 'price'])],
  });
  expect(done).toEqual(['lend 1', 'lend 1']);
});
