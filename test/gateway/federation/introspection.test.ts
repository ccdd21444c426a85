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

test('a value that clients are not to see is none: null, with an error', async () => {
  const { ask } = federation({ samples: SAMPLES });
  const { data, errors } = await ask('{ samples { id state states } }');
  expect(data.samples).toEqual([
    { id: '1', state: 'DONE', states: ['NEW'] },
    { id: '2', state: null, states: ['NEW', null, null] },
  ]);
  expect(errors?.map(({ path }) => path)).toEqual([
    ['samples', 1, 'state'],
    ['samples', 1, 'states', 1],
  ]);
  expect(JSON.stringify(errors)).not.toContain('SECRET');
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
