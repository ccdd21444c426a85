import { expect, test } from '@jest/globals';
import { buildSchema, type GraphQLObjectType } from 'graphql';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { TEST_IDENTITY } from '../../support/service.ts';

const schema = buildSchema(
  'type Query { shelf: [Int], tubes(first: Int!): [Int], path: String } type Mutation { add: Int }',
);
const calls: string[] = [];
const resolve = (type: GraphQLObjectType | null | undefined, field: string, how: (args: never) => unknown): void => {
  Object.assign(type?.getFields()[field] ?? {}, {
    resolve: (_source: unknown, args: never) => {
      calls.push(field);
      return how(args);
    },
  });
};
resolve(schema.getQueryType(), 'shelf', () => ({ not: 'a list' }));
resolve(schema.getQueryType(), 'tubes', ({ first }: { first: number }) => Array.from({ length: first }, (_, i) => i));
resolve(schema.getMutationType(), 'add', () => 1);

const execute = localExecutor({ name: 'shelves', schema, createContext: (identity) => identity }, silentLog());
const ask = async (query: string, variables?: Record<string, unknown>) => {
  calls.length = 0;
  return JSON.parse(JSON.stringify(await execute({ query, ...(variables && { variables }) }, TEST_IDENTITY)));
};

test('what a resolver should never give back is reported as graphql-js reports it', async () => {
  const answer = await ask('{ shelf }');
  expect(answer.data).toEqual({ shelf: null });
  expect(answer.errors).toEqual([
    {
      message: 'Expected Iterable, but did not find one for field "Query.shelf".',
      path: ['shelf'],
      extensions: { code: 'BAD_USER_INPUT' },
    },
  ]);
  expect(calls).toEqual(['shelf', 'shelf']);
});

test('a document is executed again with other variables', async () => {
  const query = 'query ($n: Int!) { tubes(first: $n) }';
  expect(await ask(query, { n: 2 })).toEqual({ data: { tubes: [0, 1] } });
  expect(await ask(query, { n: 3 })).toEqual({ data: { tubes: [0, 1, 2] } });
  expect((await ask(query, { n: 'many' })).errors[0].extensions).toEqual({ code: 'BAD_USER_INPUT' });
  expect(calls).toEqual([]);
});

test('conditions and mutations are executed, too', async () => {
  const query = 'query ($with: Boolean!) { tubes(first: 1) @include(if: $with) __typename }';
  expect(await ask(query, { with: false })).toEqual({ data: { __typename: 'Query' } });
  expect(await ask('mutation { add }')).toEqual({ data: { add: 1 } });
  expect(calls).toEqual(['add']);
});
