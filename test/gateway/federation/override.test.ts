import { expect, test } from '@jest/globals';
import { federation } from '../../support/federation.ts';

const moved = () => {
  throw new Error('This has moved to another service.');
};

test('a field that moved is taken from where it is now, on every path, and keeps what it requires', async () => {
  type Run = { yield?: number };
  const { ask } = federation({
    old: {
      sdl: `type Query { run: Run, version: String @shareable }
        type Run @key(fields: "id") { id: ID!, state: String, quality: Int, yield: Int }`,
      resolvers: {
        Query: { run: () => ({ id: '1', yield: 30 }) },
        Run: { __resolveReference: ({ id }: { id: string }) => ({ id, yield: 30 }), state: moved, quality: moved },
      },
    },
    new: {
      sdl: `type Query { latest: Run }
        type Run @key(fields: "id") {
          id: ID!
          state: String @override(from: "old")
          yield: Int @external
          quality: Int @override(from: "old") @requires(fields: "yield")
        }`,
      resolvers: {
        Query: { latest: () => ({ id: '1' }) },
        Run: {
          __resolveReference: (reference: Run) => reference,
          state: () => 'done',
          quality: ({ yield: bases }: Run) => (bases as number) * 2,
        },
      },
    },
  });
  expect(await ask('{ run { state quality } latest { state yield quality } }')).toEqual({
    data: { run: { state: 'done', quality: 60 }, latest: { state: 'done', yield: 30, quality: 60 } },
  });
});

test('a field is still there when the service that it is said to come from is none of the graph', async () => {
  const { ask } = federation({
    new: {
      sdl: 'type Query { run: Run } type Run @key(fields: "id") { id: ID!, state: String @override(from: "retired") }',
      resolvers: { Query: { run: () => ({ id: '1', state: 'done' }) } },
    },
  });
  expect(await ask('{ run { state } }')).toEqual({ data: { run: { state: 'done' } } });
});
