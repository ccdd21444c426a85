import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true });
});
afterAll(() => graph.close());

type Body = Record<string, unknown>;
const post = async (payload: Body, headers: Record<string, string> = {}) => {
  const {
    statusCode,
    headers: given,
    body,
  } = await graph.http.inject({
    method: 'POST',
    url: '/graphql',
    payload,
    headers,
  });
  const { 'x-request-id': _, date, ...rest } = given;
  return { statusCode, headers: rest, body };
};

/** The same question once more, in a way that Apollo Server has to answer it. */
const longWay = (payload: Body) => post({ ...payload, extensions: {} });
const metrics = async (): Promise<string> => (await graph.http.inject({ url: '/metrics' })).body;

test.each<[string, Body]>([
  [
    'data',
    { query: 'query Some { samples(first: 3) { nodes { id sampleName steps { status } } } }', operationName: 'Some' },
  ],
  ['an operation without a name', { query: '{ samples(first: 1) { nodes { id } } }' }],
  [
    'variables',
    { query: 'query V($first: Int!) { samples(first: $first) { nodes { id } } }', variables: { first: 2 } },
  ],
  [
    'variables that do not fit',
    { query: 'query V($first: Int!) { samples(first: $first) { nodes { id } } }', variables: { first: 'x' } },
  ],
  ['variables that are missing', { query: 'query V($first: Int!) { samples(first: $first) { nodes { id } } }' }],
  ['an error at a field', { query: '{ sample(id: "no id") { id } samples(first: 1) { nodes { id } } }' }],
  ['an argument out of bounds', { query: '{ samples(first: 1000) { nodes { id } } }' }],
  ['introspection', { query: '{ __schema { queryType { name } } }' }],
  [
    'several operations',
    { query: 'query A { samples(first: 1) { totalCount } } query B { __typename }', operationName: 'B' },
  ],
  [
    'a name that is none of them',
    { query: 'query A { samples(first: 1) { totalCount } } query B { __typename }', operationName: 'C' },
  ],
])('what is asked for again is answered to the byte as the first time: %s', async (_, payload) => {
  const first = await post(payload);
  expect(await post(payload)).toEqual(first);
  expect(await post(payload)).toEqual(first);
  expect(await longWay(payload)).toEqual(first);
});

test('the same text is another operation under another name', async () => {
  const query = 'query A { samples(first: 1) { totalCount } } query B { __typename }';
  const ask = async (operationName: string | null) => JSON.parse((await post({ query, operationName })).body);
  for (let i = 0; i < 2; i++) {
    expect(await ask('A')).toEqual({ data: { samples: { totalCount: expect.any(Number) } } });
    expect(await ask('B')).toEqual({ data: { __typename: 'Query' } });
    expect((await ask(null)).errors).toHaveLength(1);
  }
});

test('a mutation that is asked for again is made again, once each time', async () => {
  const query = `mutation M { createProject(input: { name: "Short way" }) { project { id } userErrors { code } } }`;
  const ids = new Set<string>();
  for (let i = 0; i < 3; i++) {
    ids.add(JSON.parse((await post({ query })).body).data.createProject.project.id);
  }
  expect(ids.size).toBe(3);
});

test('operations are counted on either way', async () => {
  const query = 'query CountedOnce { samples(first: 1) { nodes { id } } }';
  for (let i = 0; i < 3; i++) {
    await post({ query, operationName: 'CountedOnce' });
  }
  await longWay({ query, operationName: 'CountedOnce' });
  expect(await metrics()).toMatch(
    /nanopore_graphql_operation_seconds_count\{service="gateway",operation="CountedOnce",outcome="ok"\} 4/,
  );
});

test('what a browser could be made to send goes the long way, and is refused there', async () => {
  const query = '{ samples(first: 1) { nodes { id } } }';
  await post({ query });
  const sent = (headers: Record<string, string>, payload: string) =>
    graph.http.inject({ method: 'POST', url: '/graphql', headers, payload });
  const plain = await sent({ 'content-type': 'text/plain' }, JSON.stringify({ query }));
  expect(plain.statusCode).toBeGreaterThanOrEqual(400);
  const batch = await sent({ 'content-type': 'application/json' }, JSON.stringify([{ query }, { query }]));
  expect(batch.statusCode).toBe(400);
  const strange = await sent({ 'content-type': 'application/jsonp' }, JSON.stringify({ query }));
  expect(strange.statusCode).toBeGreaterThanOrEqual(400);
});
