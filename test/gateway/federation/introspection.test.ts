import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const SAMPLES = {
  sdl: `type Query { samples(state: State): [Sample!]! }
    enum State { NEW DONE SECRET @inaccessible }
    type Sample @key(fields: "id") { id: ID!, state: State, batch: Int @inaccessible, states: [State] }`,
  resolvers: {
    Query: {
      samples: () => [
        { id: '1', state: 'DONE', states: ['NEW'] },
        { id: '2', state: 'SECRET', states: ['NEW', 'SECRET', null] },
      ],
    },
  },
};
test('introspection stands beside data, under any name and with variables', async () => {
  const { ask, sent } = federation({ samples: SAMPLES });
  const { data } = await ask(
    `query ($name: String!, $schema: Boolean!) {
      __typename
      samples: __type(name: $name) { kind ...F }
      found: samples { id type: __typename }
      __schema @include(if: $schema) { queryType { name } }
    }
    fragment F on __Type { enumValues { name } }`,
    { name: 'State', schema: false },
  );
  expect(data).toEqual({
    __typename: 'Query',
    samples: { kind: 'ENUM', enumValues: [{ name: 'NEW' }, { name: 'DONE' }] },
    found: [
      { id: '1', type: 'Sample' },
      { id: '2', type: 'Sample' },
    ],
  });
  expect(sent).toHaveLength(1);
});

test('introspection alone asks no service', async () => {
  const { ask, sent } = federation({ samples: SAMPLES });
  const { data } = await ask('{ __type(name: "Sample") { fields { name } } __typename }');
  expect(data).toEqual({
    __type: { fields: ['id', 'state', 'states'].map((name) => ({ name })) },
    __typename: 'Query',
  });
  expect(sent).toEqual([]);
});

test('a value that clients are not to see is none: null, for which no service is to blame', async () => {
  const { ask } = federation({ samples: SAMPLES });
  expect(await ask('{ samples { id state states } }')).toEqual({
    data: {
      samples: [
        { id: '1', state: 'DONE', states: ['NEW'] },
        { id: '2', state: null, states: ['NEW', null, null] },
      ],
    },
  });
});

test('an object that they are not to see is none; where one has to be, that is said without its name', async () => {
  const { ask } = federation({
    samples: {
      sdl: `type Query { sources: [Source]!, source: Source!, state: State!, other: State }
        enum State { NEW SECRET @inaccessible }
        interface Source { name: String } type Donor implements Source @inaccessible { name: String }
        type Soil implements Source { name: String }`,
      resolvers: {
        Query: {
          sources: () => [
            { __typename: 'Donor', name: 'A' },
            { __typename: 'Soil', name: 'B' },
          ],
          source: () => ({ __typename: 'Donor', name: 'A' }),
          state: () => 'SECRET',
        },
      },
    },
  });
  expect(await ask('{ sources { name __typename } }')).toEqual({
    data: { sources: [null, { name: 'B', __typename: 'Soil' }] },
  });
  for (const field of ['source { name }', 'state']) {
    const { data, errors } = await ask(`{ ${field} }`);
    expect(data).toBeNull();
    expect(errors).toMatchObject([{ path: [field.split(' ')[0]], extensions: { code: 'INVALID_SUBGRAPH_DATA' } }]);
    expect(JSON.stringify(errors)).not.toMatch(/Donor|SECRET/);
  }
});

test('a value that nobody knows is wrong, and said to be', async () => {
  const { ask } = federation({ samples: SAMPLES }, () => async () => ({
    data: { samples: [{ id: '1', state: 'LOST' }] },
  }));
  expect(await ask('{ samples { id state } }')).toMatchObject({
    data: { samples: [{ id: '1', state: null }] },
    errors: [{ path: ['samples', 0, 'state'], extensions: { code: 'INVALID_SUBGRAPH_DATA' } }],
  });
});

test('fields and values that clients are not to see can still be required by services', async () => {
  const { ask } = federation({
    samples: {
      sdl: `type Query { samples: [Sample!]! } enum State { NEW SECRET @inaccessible }
        type Sample @key(fields: "id") { id: ID!, state: State!, code: String! @inaccessible }`,
      resolvers: { Query: { samples: () => [{ id: '1', state: 'SECRET', code: 'x1' }] } },
    },
    labels: {
      sdl: `enum State { NEW SECRET } type Sample @key(fields: "id") { id: ID!, code: String! @external, state: State! @external
        label: String @requires(fields: "code state") }`,
      resolvers: {
        Sample: { label: ({ code, state }: Record<string, string>) => `${code} ${state}` },
      },
    },
  });
  expect(await ask('{ samples { label } }')).toEqual({ data: { samples: [{ label: 'x1 SECRET' }] } });
});
