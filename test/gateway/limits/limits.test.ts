import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { getNamedType, isCompositeType, isInputType, isListType, isNonNullType, isObjectType } from 'graphql';
import { readGatewayConfig } from '../../../gateway/config.ts';
import { plannerOf } from '../../../gateway/execution/plan/planner.ts';
import { buildGatewayServer } from '../../../gateway/http.ts';
import { weightsOf } from '../../../gateway/limits/cost/weights.ts';
import { type Actor, ANONYMOUS } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { ROLES, type Role, scopesOf } from '../../../schema/roles.ts';
import { temporaryFolder } from '../../support/process.ts';

const of = (role: Role): Actor => ({ ...ANONYMOUS, kind: 'person', userId: role, scopes: scopesOf([role]) });

/** A gateway whose services have nothing to say. */
async function gateway(environment: Record<string, string> = {}, actor: Actor = of('technician')) {
  const server = await buildGatewayServer({
    config: readGatewayConfig(environment),
    identify: () => actor,
    transport: () => async () => ({ data: {} }),
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const ask = async (payload: object, headers: Record<string, string> = {}, remoteAddress = '192.0.2.1') => {
    const answer = await server.fastify.inject({ method: 'POST', url: '/graphql', payload, headers, remoteAddress });
    return { status: answer.statusCode, headers: answer.headers, ...answer.json() };
  };
  const get = async (search: string) => {
    const headers = { 'apollo-require-preflight': '1' };
    return (await server.fastify.inject({ url: `/graphql?${search}`, headers })).json();
  };
  return { ask, get, [Symbol.asyncDispose]: () => server.close() };
}

const failure = ({ status, errors }: { status: number; errors: { extensions: { code: string } }[] }) => [
  status,
  errors?.[0]?.extensions.code,
];
const SHOW_COST = { 'x-operation-cost': '1' };

test('every list of the graph says how long it is, itself or through the field above', () => {
  const sdl = readFileSync(new URL('../../../schema/supergraph.graphql', import.meta.url), 'utf8');
  const weights = weightsOf(sdl);
  const fields = Object.values(plannerOf(sdl).apiSchema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith('__'))
    .flatMap((type) => (isObjectType(type) ? Object.values(type.getFields()).map((field) => ({ type, field })) : []));
  const sized = new Set(
    fields.flatMap(({ type, field }) =>
      (weights.listSize(type.name, field.name)?.sizedFields ?? []).map(
        (name) => `${getNamedType(field.type).name}.${name}`,
      ),
    ),
  );
  const unsized = fields
    .filter(({ field }) => isListType(isNonNullType(field.type) ? field.type.ofType : field.type))
    .filter(({ field }) => isCompositeType(getNamedType(field.type)) && !isInputType(getNamedType(field.type)))
    .map(({ type, field }) => `${type.name}.${field.name}`)
    .filter((name) => !sized.has(name) && weights.listSize(...(name.split('.') as [string, string])) === undefined);
  expect(fields.length).toBeGreaterThan(300);
  expect(unsized).toEqual([]);
});

test('the cost is the number of objects that there may be, and is shown to who asks for it', async () => {
  await using one = await gateway();
  const query = `query ($n: Int = 3, $with: Boolean! = true) {
    samples(first: $n) { nodes { id steps { id } auditTrail(first: 2) @include(if: $with) { nodes { id } } } }
  }`;
  const cost = async (variables: object) => (await one.ask({ query, variables }, SHOW_COST)).extensions.cost.estimated;
  // One connection, and for each sample itself, eight steps, a connection and two entries.
  expect(await cost({})).toBe(1 + 3 * (1 + 8 + 1 + 2));
  expect(await cost({ n: 10 })).toBe(1 + 10 * (1 + 8 + 1 + 2));
  expect(await cost({ n: 10, with: false })).toBe(1 + 10 * (1 + 8));
  expect(await cost({ n: null })).toBe(1 + 25 * (1 + 8 + 1 + 2));
  expect((await one.ask({ query })).extensions).toBeUndefined();
});

test('a mutation costs more than what it returns', async () => {
  await using one = await gateway();
  const query = 'mutation { deleteSample(input: { sampleId: "x", reason: "y" }) { userErrors { code } } }';
  expect((await one.ask({ query }, SHOW_COST)).extensions.cost).toEqual({ estimated: 10 + 1 + 5, most: 20_000 });
});

test('each role has its limit, and nobody has the lowest', async () => {
  const query = '{ samples(first: 100) { nodes { id } } }';
  const limits = 'anonymous=10,submitter=100,technician=101';
  for (const [actor, expected] of [
    [ANONYMOUS, [400, 'COST_LIMIT_EXCEEDED']],
    [of('submitter'), [400, 'COST_LIMIT_EXCEEDED']],
    [{ ...of('submitter'), scopes: new Set<string>() }, [400, 'COST_LIMIT_EXCEEDED']],
    [of('technician'), [200, undefined]],
    [of('auditor'), [200, undefined]],
  ] as const) {
    await using one = await gateway({ MAX_COST: limits }, actor);
    expect(failure(await one.ask({ query, variables: {} })).slice(0, 2)).toEqual(
      expected[1] === undefined ? [200, expect.not.stringMatching('COST')] : expected,
    );
  }
});

test('what clients of the lab ask for is far from every limit', async () => {
  const folder = new URL('../../../schema/operations/', import.meta.url);
  for (const role of Object.keys(ROLES) as Role[]) {
    await using one = await gateway({}, of(role));
    for (const file of readdirSync(folder)) {
      const query = readFileSync(new URL(file, folder), 'utf8');
      const { errors } = await one.ask({ query });
      expect(JSON.stringify(errors ?? [])).not.toMatch(/TOO_COMPLEX|COST_LIMIT|RATE_LIMITED/);
    }
  }
});

test('an address that asks too fast is told when to come again, and others are answered', async () => {
  await using one = await gateway({ RATE_ADDRESS_PER_SECOND: '1', RATE_ADDRESS_BURST: '2' });
  const query = '{ __typename }';
  expect((await one.ask({ query })).status).toBe(200);
  expect((await one.ask({ query })).status).toBe(200);
  const refused = await one.ask({ query });
  expect(failure(refused)).toEqual([429, 'RATE_LIMITED']);
  expect(refused.headers['retry-after']).toBe('1');
  expect((await one.ask({ query }, {}, '192.0.2.2')).status).toBe(200);
  // What a client says of where it comes from is not believed.
  expect((await one.ask({ query }, { 'x-forwarded-for': '192.0.2.9' })).status).toBe(429);
});

test('behind a proxy the address is what the proxy says', async () => {
  await using one = await gateway({
    TRUST_PROXY: '192.0.2.0/24',
    RATE_ADDRESS_PER_SECOND: '1',
    RATE_ADDRESS_BURST: '1',
  });
  const from = async (address: string) =>
    (await one.ask({ query: '{ __typename }' }, { 'x-forwarded-for': address })).status;
  expect([await from('198.51.100.1'), await from('198.51.100.2'), await from('198.51.100.1')]).toEqual([200, 200, 429]);
  // Only the last proxy is ours.
  expect(await from('198.51.100.9, 198.51.100.1')).toBe(429);
});

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');
const byHash = (id: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: id } } });

test('a client may register a document, and ask by its hash from then on', async () => {
  await using one = await gateway();
  const query = '{ __typename }';
  expect(failure(await one.ask(byHash(hash(query))))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  expect((await one.ask({ query, ...byHash(hash(query)) })).data).toEqual({ __typename: 'Query' });
  expect((await one.ask(byHash(hash(query)))).data).toEqual({ __typename: 'Query' });
});

test('a document is named by its documentId as well, in a body and in a URL', async () => {
  await using one = await gateway();
  const query = '{ __typename }';
  const documentId = `sha256:${hash(query)}`;
  expect(failure(await one.ask({ documentId }))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  expect(failure(await one.ask({ documentId, query: '{ a: __typename }' }))).toEqual([400, 'BAD_REQUEST']);
  expect((await one.ask({ documentId, query })).data).toEqual({ __typename: 'Query' });
  expect((await one.ask({ documentId })).data).toEqual({ __typename: 'Query' });
  expect((await one.get(`documentId=${encodeURIComponent(documentId)}`)).data).toEqual({ __typename: 'Query' });
  expect((await one.get(`documentId=${hash('{ b: __typename }')}`)).errors[0].extensions.code).toBe(
    'PERSISTED_QUERY_NOT_FOUND',
  );
  for (const wrong of [7, null, ['sha256:x']]) {
    expect((await one.ask({ documentId: wrong })).status).toBe(400);
  }
});

test('of a list of documents those are found by documentId that are in it, and no others', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'manifest.json');
  const [listed, never] = ['query Listed { a: __typename }', '{ c: __typename }'];
  const named = { format: 'apollo-persisted-query-manifest', version: 1 };
  const of = (id: string) => ({ id, name: 'Listed', type: 'query', body: listed });
  await writeFile(path, JSON.stringify({ ...named, operations: [of('list-7'), of(`sha256:${hash(listed)}`)] }));
  await using one = await gateway({ PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_PATH: path });
  for (const documentId of ['list-7', `sha256:${hash(listed)}`, hash(listed)]) {
    expect((await one.ask({ documentId })).data).toEqual({ a: 'Query' });
    expect((await one.get(`documentId=${documentId}`)).data).toEqual({ a: 'Query' });
  }
  expect(failure(await one.ask({ documentId: `sha256:${hash(never)}` }))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  expect(failure(await one.ask({ documentId: 'list-7', query: never }))).toEqual([
    400,
    'PERSISTED_DOCUMENT_NOT_IN_LIST',
  ]);
});

const manifest = (...bodies: string[]): string =>
  JSON.stringify({
    format: 'apollo-persisted-query-manifest',
    version: 1,
    operations: bodies.map((body) => ({ id: hash(body), name: 'Listed', type: 'query', body })),
  });

test('nothing but the documents of the manifest runs, and the manifest is read again', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'manifest.json');
  const replace = async (content: string) => {
    await writeFile(`${path}.new`, content);
    await rename(`${path}.new`, path);
  };
  const [listed, later, never] = [
    'query Listed { a: __typename }',
    'query Later { b: __typename }',
    '{ c: __typename }',
  ];
  await replace(manifest(listed as string));
  await using one = await gateway({ PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_PATH: path });
  expect((await one.ask(byHash(hash(listed as string)))).data).toEqual({ a: 'Query' });
  expect((await one.ask({ query: listed })).data).toEqual({ a: 'Query' });
  for (const query of [later, never, '{ __schema { types { name } } }', `${listed} `]) {
    expect(failure(await one.ask({ query }))).toEqual([400, 'PERSISTED_DOCUMENT_NOT_IN_LIST']);
  }
  expect(failure(await one.ask({ query: never, ...byHash(hash(never as string)) }))).toEqual([
    400,
    'PERSISTED_DOCUMENT_NOT_IN_LIST',
  ]);
  expect(failure(await one.ask(byHash(hash(never as string))))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
  await replace(manifest(later as string));
  while ((await one.ask({ query: later })).status !== 200) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(failure(await one.ask({ query: listed }))).toEqual([400, 'PERSISTED_DOCUMENT_NOT_IN_LIST']);
  expect(failure(await one.ask(byHash(hash(listed as string))))).toEqual([200, 'PERSISTED_QUERY_NOT_FOUND']);
});

test.each([
  ['no JSON', '{', 'cannot be read'],
  ['another format', '{"format":"relay"}', 'is no manifest of operations'],
  ['no GraphQL', manifest('{ a('), 'operations.0.body: is no GraphQL'],
])('a manifest with %s stops the start', async (_what, content, said) => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'manifest.json');
  await writeFile(path, content);
  await expect(gateway({ PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_PATH: path })).rejects.toThrow(said);
});

test('pages of the origins that are named may ask, others may not', async () => {
  await using one = await gateway({ CORS_ORIGINS: 'https://lab.example.org', STUDIO_CORS: 'off' });
  const allowed = async (origin: string) =>
    (await one.ask({ query: '{ __typename }' }, { origin })).headers['access-control-allow-origin'];
  expect(await allowed('https://lab.example.org')).toBe('https://lab.example.org');
  expect(await allowed('https://lab.example.org.evil.example')).toBeUndefined();
  expect(await allowed('https://studio.apollographql.com')).toBeUndefined();
});

test.each([
  [{ MAX_DEPTH: '0' }, 'MAX_DEPTH'],
  [{ MAX_COST: 'boss=1' }, 'MAX_COST: must be a list such as'],
  [{ CORS_ORIGINS: '*' }, 'CORS_ORIGINS: must be origins'],
  [{ CORS_ORIGINS: 'https://lab.example.org/' }, 'CORS_ORIGINS: must be origins'],
  [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: must be the number of proxies'],
  [{ TRUST_PROXY: '10.0.0.0/33' }, 'TRUST_PROXY: must be the number of proxies'],
  [{ REDIS_URL: 'http://localhost' }, 'REDIS_URL: must be a redis://'],
  [{ PERSISTED_DOCUMENTS: 'only' }, 'PERSISTED_DOCUMENTS_PATH: name the manifest'],
])('%j stops the start', (environment, said) => {
  expect(() => readGatewayConfig(environment)).toThrow(said);
});

test('an operation that takes too long ends, and says of what it did not hear', async () => {
  const server = await buildGatewayServer({
    config: readGatewayConfig({ OPERATION_TIMEOUT_MS: '50' }),
    identify: () => of('technician'),
    transport:
      ({ name }) =>
      async (_request, _caller, signal) => {
        await new Promise((resolve) => signal?.addEventListener('abort', resolve));
        throw new Error(`${name}: ${signal?.reason.name}`);
      },
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const payload = { query: '{ samples(first: 1) { nodes { id } } }' };
  const answer = await server.fastify.inject({ method: 'POST', url: '/graphql', payload });
  expect(answer.json()).toMatchObject({ data: { samples: null }, errors: [{ path: ['samples'] }] });
  await server.close();
});
