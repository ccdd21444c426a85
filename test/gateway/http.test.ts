import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphUnderTest, graphUnderTest, SDL_KEY } from '../support/graph.ts';

const STUDIO = 'https://studio.apollographql.com';

let graph: GraphUnderTest;
let distributed: Awaited<ReturnType<GraphUnderTest['distributed']>>;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: false });
  distributed = await graph.distributed();
});
afterAll(async () => {
  await distributed.close();
  await graph.close();
});

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  graph.http.inject({ method: 'POST', url: '/graphql', payload: payload as object, headers });

test('a browser gets the landing page, and Studio may ask from its own origin', async () => {
  const page = await graph.http.inject({ url: '/graphql', headers: { accept: 'text/html' } });
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.body).toContain('Apollo');
  const preflight = await graph.http.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: { origin: STUDIO, 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers['access-control-allow-origin']).toBe(STUDIO);
  const stranger = await post({ query: '{ __typename }' }, { origin: 'https://example.com' });
  expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
});

test('Studio can introspect the gateway, and rover each subgraph with the key of its SDL', async () => {
  const { data } = await graph.query('{ __schema { queryType { fields { name } } } }');
  expect(data.__schema.queryType.fields.map(({ name }: { name: string }) => name)).toContain('samples');
  for (const [name, url] of distributed.urls) {
    const answer = (await (
      await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${SDL_KEY}` },
        body: JSON.stringify({ query: 'query SubgraphIntrospectQuery { _service { sdl } }' }),
      })
    ).json()) as { data: { _service: { sdl: string } } };
    expect(answer.data._service.sdl).toContain('@key(fields: "id"');
    expect(name).toBeTruthy();
  }
});

test('who asks for it sees how an operation is executed', async () => {
  const query = '{ samples(first: 1) { nodes { id auditTrail(first: 1) { nodes { action } } } } }';
  const shown = async (headers: Record<string, string>) =>
    (await post({ query }, headers)).json().extensions?.__queryPlanExperimental;
  expect(await shown({})).toBeUndefined();
  const header = { 'apollo-query-plan-experimental': '1' };
  expect(await shown(header)).toContain('Fetch(service: "audit")');
  expect(await shown({ ...header, 'apollo-query-plan-experimental-format': 'internal' })).toMatchObject({
    kind: 'QueryPlan',
  });
});

test('a page from elsewhere cannot ask with a plain form', async () => {
  const response = await graph.http.inject({ url: '/graphql?query={__typename}' });
  expect(response.statusCode).toBe(400);
  const form = await graph.http.inject({
    method: 'POST',
    url: '/graphql',
    payload: 'query={__typename}',
    headers: { 'content-type': 'text/plain' },
  });
  expect(form.statusCode).toBeGreaterThanOrEqual(400);
});

test('a text of two megabytes is refused by the name of its field, on either transport', async () => {
  const input = { sampleName: 'x'.repeat(2 * 1024 * 1024) };
  const mutation =
    'mutation($input: CreateSampleInput!) { createSample(input: $input) { sample { id } userErrors { code field message } } }';
  for (const gateway of [graph, distributed]) {
    const { data } = await gateway.query(mutation, { input });
    expect(data.createSample).toEqual({
      sample: null,
      userErrors: [
        { code: 'TOO_LONG', field: ['sampleName'], message: 'sampleName: must have at most 255 characters' },
      ],
    });
    // A document has an end of its own, below that of a body.
    const { errors } = await gateway.query(`{ sample(id: "${'x'.repeat(90_000)}") { id } }`);
    expect(errors).toMatchObject([{ path: ['sample'], extensions: { code: 'BAD_USER_INPUT', field: 'id' } }]);
  }
  expect((await graph.query('{ samples(first: 0) { totalCount } }')).data.samples.totalCount).toBe(0);
});

test('a body past the limit is refused whole', async () => {
  const response = await post({ query: '{ __typename }', variables: { text: 'x'.repeat(5 * 1024 * 1024) } });
  expect(response.statusCode).toBe(413);
  expect(response.json().errors).toMatchObject([{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }]);
});

test.each([
  ['no JSON', '{ "query": ', 400],
  ['no GraphQL', JSON.stringify({ query: '{ samples(' }), 400],
  ['an unknown field', JSON.stringify({ query: '{ tubes { id } }' }), 400],
  ['an unknown operation', JSON.stringify({ query: 'query A { __typename }', operationName: 'B' }), 400],
  ['an empty body', JSON.stringify({}), 400],
])('%s is answered with 400 and errors', async (_what, payload, status) => {
  const response = await graph.http.inject({
    method: 'POST',
    url: '/graphql',
    payload,
    headers: { 'content-type': 'application/json' },
  });
  expect([response.statusCode, response.body]).toEqual([status, expect.stringContaining('errors')]);
});

test.each([
  ['a wrong enum value', '{ samples(filter: { status: [LOST] }) { nodes { id } } }', {}, 'LOST'],
  [
    'a wrong enum value in a variable',
    'query($s: [SampleStatus!]) { samples(filter: { status: $s }) { nodes { id } } }',
    { s: ['LOST'] },
    '$s',
  ],
  [
    'a wrong type',
    'mutation($n: Float) { createSample(input: { sampleName: "a", concentration: $n }) { userErrors { code } } }',
    { n: 'much' },
    '$n',
  ],
  ['a missing field', 'mutation { createSample(input: { volume: 1 }) { userErrors { code } } }', {}, 'sampleName'],
  [
    'a null where none may be',
    'mutation($i: CreateSampleInput!) { createSample(input: $i) { userErrors { code } } }',
    { i: { sampleName: null } },
    'sampleName',
  ],
  [
    'a date that is none',
    'query($d: DateTime) { samples(filter: { submittedAfter: $d }) { nodes { id } } }',
    { d: 'yesterday' },
    '$d',
  ],
  [
    'a year before the calendar',
    '{ samples(filter: { submittedAfter: "0000-01-01T00:00:00Z" }) { nodes { id } } }',
    {},
    'DateTime',
  ],
])('%s is refused by name', async (_what, query, variables, named) => {
  const { data, errors } = await graph.query(query, variables);
  // Custom scalars are checked by the subgraph: then the field is null instead of the whole.
  expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true);
  expect(errors?.[0]?.message).toContain(named);
  expect(['BAD_USER_INPUT', 'GRAPHQL_VALIDATION_FAILED']).toContain(errors?.[0]?.extensions?.code);
});

test('what is unknown or malformed is the same error on both transports', async () => {
  for (const gateway of [graph, distributed]) {
    const { data, errors } = await gateway.query(
      '{ a: samples(first: 101) { nodes { id } } b: sample(id: "x") { id } c: sample(id: "00000000-0000-7000-8000-000000000000") { id } d: featureFlag(name: "none", environment: PRODUCTION) { id } }',
    );
    expect(data).toEqual({ a: null, b: null, c: null, d: null });
    expect(errors?.map(({ path, extensions }) => [path, extensions?.code]).sort()).toEqual([
      [['a'], 'BAD_USER_INPUT'],
      [['b'], 'BAD_USER_INPUT'],
    ]);
  }
});

test('every answer carries no stack and no inside knowledge', async () => {
  const { errors } = await graph.query('{ samples(after: "x") { nodes { id } } }');
  expect(JSON.stringify(errors)).not.toMatch(/stacktrace|node_modules|select |\.ts:/);
});

test('who asked is known behind the gateway, on either transport', async () => {
  const record = `mutation { recordAuditEvent(input: { eventType: "sample.looked_at", action: "look", resourceType: "sample", resourceId: "x" }) {
    auditLog { ipAddress userAgent } userErrors { message } } }`;
  for (const gateway of [graph, distributed]) {
    const response = await gateway.http.inject({
      method: 'POST',
      url: '/graphql',
      payload: { query: record },
      headers: { 'user-agent': 'Ward browser/1.0 (名前)' },
      remoteAddress: '192.0.2.7',
    });
    expect(response.json().data.recordAuditEvent).toEqual({
      auditLog: { ipAddress: '192.0.2.7', userAgent: 'Ward browser/1.0 (名前)' },
      userErrors: [],
    });
  }
});
