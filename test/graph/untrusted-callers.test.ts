import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type DistributedUnderTest, type GraphUnderTest, graphUnderTest, SDL_KEY } from '../support/graph.ts';
import { seriesValue } from '../support/naps.ts';
import { TEST_IDENTITY } from '../support/service.ts';
import { newPair, vouching } from '../support/vouching.ts';

let graph: GraphUnderTest;
let distributed: DistributedUnderTest;
let startedAt: number;
beforeAll(async () => {
  startedAt = Math.floor(Date.now() / 1000);
  graph = await graphUnderTest({ demonstration: false });
  distributed = await graph.distributed();
});
afterAll(async () => {
  await distributed.close();
  await graph.close();
});

const CREATE = JSON.stringify({
  query: 'mutation { createSample(input: { sampleName: "from nowhere" }) { sample { id } userErrors { code } } }',
});
const COUNT = JSON.stringify({ query: '{ samples(first: 0) { totalCount } }' });
const ASKS_FOR_SDL = JSON.stringify({ query: '{ _service { sdl } }' });

const nowInS = (): number => Math.floor(Date.now() / 1000);

/** A token of the gateway, as good as its arguments. */
const vouched = (body: string, { service = 'samples', at = nowInS(), identity = distributed.identity } = {}): string =>
  vouching(identity, distributed.publicKeyOf(service), service, body, { at });

/** A client's token as an identity provider makes them, or as somebody makes them who knows a public key. */
function jwt(header: object, secret: Uint8Array = Buffer.alloc(32)): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const text = `${part(header)}.${part({ iss: 'gateway', aud: 'samples', sub: 'x', exp: nowInS() + 60, roles: ['admin'] })}`;
  return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
}

type Sent = { authorization?: string | undefined; method?: string; path?: string; type?: string };

const send = (body: string | undefined, { authorization, method = 'POST', path = '/graphql', type }: Sent = {}) =>
  fetch(new URL(path, distributed.urls.get('samples')), {
    method,
    headers: {
      'content-type': type ?? 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    ...(body === undefined ? {} : { body }),
  });

async function refusals(reason: string): Promise<number> {
  const text = await (await send(undefined, { method: 'GET', path: '/metrics' })).text();
  return seriesValue(text, `nanopore_callers_refused_total{service="samples",reason="${reason}"}`) ?? 0;
}

const REFUSED = JSON.stringify({
  errors: [
    {
      message: 'Nobody who is trusted here vouches for this request.',
      extensions: { code: 'CALLER_NOT_TRUSTED' },
    },
  ],
});

async function expectRefused(reason: string, body: string | undefined, sent: Sent): Promise<void> {
  const before = await refusals(reason);
  const response = await send(body, sent);
  expect([response.status, await response.text()]).toEqual([401, REFUSED]);
  expect(await refusals(reason)).toBe(before + 1);
}

const everySample = async (): Promise<number> =>
  (await graph.query('{ samples(first: 0) { totalCount } }')).data.samples.totalCount;

test('with a token of the gateway for this very body the service answers', async () => {
  const response = await send(COUNT, { authorization: vouched(COUNT) });
  expect([response.status, await response.json()]).toEqual([200, { data: { samples: { totalCount: 0 } } }]);
  expect(response.headers.get('x-request-id')).toBe(TEST_IDENTITY.requestId);
});

test.each<[what: string, reason: string, authorization: () => string | undefined]>([
  ['nothing', 'none', () => undefined],
  ['something', 'malformed', () => 'Service please'],
  ['another scheme', 'malformed', () => 'Basic YWRtaW46YWRtaW4='],
  ['a token without its end', 'malformed', () => vouched(CREATE).slice(0, -44)],
  ["a client's token", 'client_token', () => `Bearer ${jwt({ alg: 'EdDSA', typ: 'JWT' })}`],
  ['an unsigned token', 'client_token', () => `Bearer ${jwt({ alg: 'none' })}`],
  [
    'a token signed with our public key',
    'client_token',
    () => `Bearer ${jwt({ alg: 'HS256' }, distributed.publicKeyOf('samples').bytes)}`,
  ],
  ["a client's token under the services' scheme", 'malformed', () => `Service ${jwt({ alg: 'HS256' })}`],
  ["the gateway's token as a client's", 'client_token', () => vouched(CREATE).replace('Service', 'Bearer')],
  ['a token for another service', 'other_audience', () => vouched(CREATE, { service: 'ai' })],
  ['a token of another gateway', 'other_key', () => vouched(CREATE, { identity: newPair().identity })],
  ['a token of an hour ago', 'expired', () => vouched(CREATE, { at: nowInS() - 3_600 })],
  ['a token of a minute ago', 'expired', () => vouched(CREATE, { at: nowInS() - 66 })],
  ['a token of the next hour', 'from_the_future', () => vouched(CREATE, { at: nowInS() + 3_600 })],
  ['the token of another body', 'other_body', () => vouched(COUNT)],
  ['the token of the same, written with a blank', 'other_body', () => vouched(`${CREATE} `)],
  ['the key of the SDL', 'not_the_sdl', () => `Bearer ${SDL_KEY}`],
])('with %s a mutation is refused, and does nothing', async (_what, reason, authorization) => {
  await expectRefused(reason, CREATE, { authorization: authorization() });
  expect(await everySample()).toBe(0);
});

test('the same request once more is refused, and does nothing again', async () => {
  const query = 'mutation { createProject(input: { name: "sent once" }) { project { id } userErrors { code } } }';
  const body = JSON.stringify({ query });
  const authorization = vouched(body);
  const projects = async () => (await graph.query('{ projects(first: 0) { totalCount } }')).data.projects.totalCount;
  const before = await projects();
  // Somebody tries the token on another body first: it stays good for its own.
  await expectRefused('other_body', COUNT, { authorization });
  expect((await send(body, { authorization })).status).toBe(200);
  await expectRefused('replayed', body, { authorization });
  expect(await projects()).toBe(before + 1);
  expect((await send(body, { authorization: vouched(body) })).status).toBe(200);
});

test('of ten that come at once with the same token one is answered', async () => {
  const authorization = vouched(COUNT);
  const statuses = await Promise.all(
    Array.from({ length: 10 }, async () => (await send(COUNT, { authorization })).status),
  );
  expect(statuses.toSorted()).toEqual([200, ...new Array(9).fill(401)]);
});

test('a token from before the service began is refused, for nobody knows whether it has been used', async () => {
  await expectRefused('before_the_start', COUNT, { authorization: vouched(COUNT, { at: startedAt - 2 }) });
});

test('a body is refused before it is looked into', async () => {
  await expectRefused('other_body', '{ "query": ', { authorization: vouched(CREATE) });
  await expectRefused('other_body', '', { authorization: vouched(CREATE) });
  await expectRefused('none', 'x'.repeat(5 * 1024 * 1024), {});
});

test('a body of more values than anybody means is refused before it is parsed, and so is one that is nested without end', async () => {
  const withVariables = (json: string): string => `{"query":"{ __typename }","variables":{"of":${json}}}`;
  for (const body of [withVariables(`[${'0,'.repeat(260_000)}0]`), withVariables('['.repeat(101) + ']'.repeat(101))]) {
    const response = await send(body, { authorization: vouched(body) });
    expect([response.status, await response.text()]).toEqual([413, expect.stringContaining('PAYLOAD_TOO_LARGE')]);
  }
  const page = withVariables(`[${'{"__typename":"Sample","id":"x"},'.repeat(5_000)}0]`);
  expect((await send(page, { authorization: vouched(page) })).status).not.toBe(413);
});

test('a body that does not come to its end is not waited for', async () => {
  const { hostname, port } = new URL(distributed.urls.get('samples') as string);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /graphql HTTP/1.1\r\nhost: samples\r\ncontent-type: application/json\r\ncontent-length: 1000\r\nauthorization: ${vouched(COUNT)}\r\n\r\n{`,
  );
  const answer = Buffer.concat(await Array.fromAsync(socket)).toString();
  expect(answer).toMatch(/^HTTP\/1\.1 408 .*REQUEST_TIMEOUT/s);
});

test.each<[string, string | undefined, Sent]>([
  ['a GET', undefined, { method: 'GET', path: `/graphql?query=${encodeURIComponent('{ __typename }')}` }],
  ['the page', undefined, { method: 'GET' }],
  ['the start page', undefined, { method: 'GET', path: '/' }],
  ['a preflight', undefined, { method: 'OPTIONS' }],
  ['a path that is none', undefined, { method: 'GET', path: '/admin' }],
  ['a health check that writes', CREATE, { path: '/health' }],
])('%s is refused, without a token and with one', async (_what, body, sent) => {
  await expectRefused('none', body, sent);
  const response = await send(body, { ...sent, authorization: vouched(body ?? COUNT) });
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.text()).not.toContain('data');
  expect(await everySample()).toBe(0);
});

test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/graphql'])(
  'a body that is called %s is not read',
  async (type) => {
    await expectRefused('none', CREATE, { type });
    expect((await send(CREATE, { type, authorization: vouched(CREATE) })).status).toBe(415);
    expect(await everySample()).toBe(0);
  },
);

test('whether it runs and whether it can work anybody may know', async () => {
  for (const path of ['/health', '/ready', '/metrics']) {
    expect((await send(undefined, { method: 'GET', path })).status).toBe(200);
  }
});

const sdlBearer = (): string => `Bearer ${SDL_KEY}`;

test('the key of the SDL opens the SDL', async () => {
  const response = await send(ASKS_FOR_SDL, { authorization: sdlBearer() });
  expect(response.status).toBe(200);
  expect(await response.text()).toContain('type Sample');
  await expectRefused('none', ASKS_FOR_SDL, {});
  await expectRefused('client_token', ASKS_FOR_SDL, { authorization: `${sdlBearer()}x` });
});

test.each([
  ['another field', '{ samples(first: 0) { totalCount } }'],
  ['another field besides', '{ _service { sdl } samples(first: 0) { totalCount } }'],
  ['a second name for it', '{ a: _service { sdl } b: _service { sdl } }'],
  ['another name for it', '{ samples: _service { sdl } }'],
  ['a fragment', '{ ...A } fragment A on Query { samples(first: 0) { totalCount } }'],
  ['a fragment within', '{ _service { ... { sdl } } }'],
  ['an operation more', 'query A { _service { sdl } } mutation B { __typename }'],
  ['introspection', '{ __schema { types { name } } }'],
  ['entities', '{ _entities(representations: []) { __typename } }'],
  ['a directive', '{ _service { sdl @include(if: true) } }'],
  ['a mutation', 'mutation { _service { sdl } }'],
  ['nonsense', '{ _service { sdl'],
])('the key of the SDL does not open %s', async (_what, query) => {
  await expectRefused('not_the_sdl', JSON.stringify({ query }), { authorization: sdlBearer() });
});

test.each([
  ['a batch', [{ query: '{ _service { sdl } }' }]],
  [
    'a stored operation',
    { query: '{ _service { sdl } }', extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } },
  ],
  ['a stored operation alone', { extensions: { persistedQuery: { version: 1, sha256Hash: '0' } } }],
  ['null', null],
])('the key of the SDL does not open %s', async (_what, body) => {
  await expectRefused('not_the_sdl', JSON.stringify(body), { authorization: sdlBearer() });
});

test('a header of a client that is as long as may be reaches the service', async () => {
  const agent = 'é'.repeat(12_000);
  const response = await distributed.http.inject({
    method: 'POST',
    url: '/graphql',
    headers: { 'user-agent': agent },
    payload: JSON.parse(COUNT),
  });
  expect(response.json()).toEqual({ data: { samples: { totalCount: 0 } } });
});

test('a gateway that is not trusted tells its clients no more than that the service is away', async () => {
  await using other = await graph.distributed({ gatewayTrusted: false });
  const { data, errors } = await other.query('{ samples(first: 0) { totalCount } }');
  expect([data, errors?.map(({ message, extensions }) => [message, extensions])]).toEqual([
    { samples: null },
    [['The samples service is unavailable.', { code: 'SUBGRAPH_UNAVAILABLE', service: 'samples' }]],
  ]);
});
