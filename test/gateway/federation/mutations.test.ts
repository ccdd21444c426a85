import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

/** Two services that write into one notebook, and a third that reads it. */
function notebook() {
  const notes: string[] = [];
  const write = (_: unknown, { text }: { text: string }) => {
    if (text === '') throw new Error('An empty note.');
    notes.push(text);
    return { id: String(notes.length), text };
  };
  const note = 'type Note @key(fields: "id")';
  return {
    notes,
    services: {
      bench: {
        sdl: `type Query { notes: [String!]! } type Mutation { pipette(text: String!): Note } ${note} { id: ID!, text: String @shareable }`,
        resolvers: { Query: { notes: () => notes }, Mutation: { pipette: write } },
      },
      freezer: {
        sdl: `type Mutation { store(text: String!): Note, discard(text: String!): Note } ${note} { id: ID!, text: String @shareable }`,
        resolvers: { Mutation: { store: write, discard: write } },
      },
      reader: {
        sdl: `${note} { id: ID!, written: Int, so: [String!] }`,
        resolvers: {
          Note: { __resolveReference: ({ id }: { id: string }) => ({ id, written: notes.length, so: [...notes] }) },
        },
      },
    },
  };
}

test('mutations of several services happen in the order of the document, each with what it asks for', async () => {
  const { services } = notebook();
  const { ask, sent } = federation(services);
  const { data } = await ask(
    `mutation ($third: String!) {
    pipette(text: "one") { id written so }
    store(text: "two") { text }
    again: pipette(text: $third) { so }
    discard(text: "four") { id }
    store2: store(text: "five") { so }
  }`,
    { third: 'three' },
  );
  expect(data).toMatchObject({
    pipette: { id: '1' },
    store: { text: 'two' },
    discard: { id: '4' },
    store2: { so: ['one', 'two', 'three', 'four', 'five'] },
  });
  expect(data.again.so.slice(0, 3)).toEqual(['one', 'two', 'three']);
  expect(Object.keys(data)).toEqual(['pipette', 'store', 'again', 'discard', 'store2']);
  expect(sent.filter(({ kind }) => kind === 'mutation').map(({ subgraph }) => subgraph)).toEqual([
    'bench',
    'freezer',
    'bench',
    'freezer',
  ]);
});

test('the same mutation with the same arguments is made as often as it is asked for', async () => {
  const { services, notes } = notebook();
  const { ask } = federation(services);
  expect(await ask('mutation { a: store(text: "x") { id } b: store(text: "x") { id } }')).toEqual({
    data: { a: { id: '1' }, b: { id: '2' } },
  });
  expect(notes).toEqual(['x', 'x']);
});

test('one that fails leaves those before and after it', async () => {
  const { services, notes } = notebook();
  const { ask } = federation(services);
  const { data, errors } = await ask(
    'mutation { store(text: "one") { id } pipette(text: "") { id } last: store(text: "two") { id } }',
  );
  expect(data).toEqual({ store: { id: '1' }, pipette: null, last: { id: '2' } });
  expect(errors).toMatchObject([{ message: 'An empty note.', path: ['pipette'], extensions: { service: 'bench' } }]);
  expect(notes).toEqual(['one', 'two']);
});
