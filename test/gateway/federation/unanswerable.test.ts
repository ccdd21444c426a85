import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const GRAPH = {
  registry: {
    sdl: 'type Query { entry: Entry, any: Entry } interface Entry @key(fields: "id") { id: ID! }',
    resolvers: { Query: { entry: () => ({ __typename: 'Entry', id: '1' }), any: () => null } },
  },
  notes: {
    sdl: 'type Query { noted: Entry } type Entry @key(fields: "id", resolvable: false) @interfaceObject { id: ID!, note: String }',
    resolvers: { Query: { noted: () => ({ id: '1', note: 'n' }) } },
  },
};

test('what no service can say is refused, and not answered with null', async () => {
  const { ask, sent } = federation(GRAPH);
  for (const query of [
    '{ entry { note } }',
    '{ noted { id } entry { id note } }',
    '{ entry { ... on Entry { note } } }',
    '{ any { ...N } } fragment N on Entry { ... { note } }',
  ]) {
    const answer = await ask(query);
    expect(answer.data).toBeUndefined();
    expect(answer.errors).toMatchObject([{ extensions: { code: 'OPERATION_NOT_PLANNED' } }]);
  }
  expect(sent).toEqual([]);
});

test('the same object is told of where a service can', async () => {
  const { ask } = federation(GRAPH);
  expect(await ask('{ noted { id note } any { id } }')).toEqual({ data: { noted: { id: '1', note: 'n' }, any: null } });
});
