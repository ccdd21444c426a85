import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { formatError } from '../../../platform/graphql/format-error.ts';
import { localExecutor } from '../../../platform/graphql/in-process.ts';
import { subgraphSchema } from '../../../platform/graphql/subgraph.ts';
import { buildGraphQLServer } from '../../../platform/http/graphql-server.ts';
import { type Actor, ANONYMOUS, EVERY_SCOPE } from '../../../platform/identity/actor.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';

const SDL = parse(`
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9",
    import: ["@key", "@authenticated", { name: "@requiresScopes", as: "@needs" }])
  type Query {
    me: String @authenticated
    secret: Secret @needs(scopes: [["a"]])
    mixed: [Mixed]
    list: [Secret!]
  }
  type Mutation { change: String @needs(scopes: [["a", "b"], ["c"]]) }
  type Secret @key(fields: "id") @needs(scopes: [["s"]]) { id: ID! note: String @needs(scopes: [["n"]]) }
  type Open @key(fields: "id") { id: ID! note: String @needs(scopes: [["n"]]) }
  union Mixed = Secret | Open`);

const person = (...scopes: string[]): Actor => ({ ...ANONYMOUS, kind: 'person', scopes: new Set(scopes) });

function subgraph() {
  const resolved: string[] = [];
  const resolve = <T>(name: string, value: T) => {
    resolved.push(name);
    return value;
  };
  const secret = { __typename: 'Secret', id: '1', note: 'hidden' };
  const open = { __typename: 'Open', id: '2', note: 'hidden' };
  const schema = subgraphSchema(SDL, {
    Query: {
      me: () => resolve('me', 'Ada'),
      secret: () => resolve('secret', secret),
      mixed: () => [secret, open],
      list: () => resolve('list', [secret]),
    },
    Mutation: { change: () => resolve('change', 'done') },
    Secret: { __resolveReference: () => secret },
    Open: { __resolveReference: () => open },
  });
  const execute = localExecutor({ name: 'notes', schema, createContext: (identity) => ({ ...identity }) }, silentLog());
  const ask = async (actor: Actor, query: string, variables?: Record<string, unknown>) => {
    const identity = { actor, requestId: 'test', address: null, userAgent: null };
    const { data, errors } = JSON.parse(JSON.stringify(await execute({ query, variables }, identity)));
    const refusals = (errors ?? []).map(
      ({ message, path, extensions }: { message: string; path: unknown[]; extensions: { code: string } }) =>
        `${path.join('.')} ${extensions.code} ${message}`,
    );
    return { data, refusals };
  };
  return { schema, ask, resolved };
}

const refusal = (path: string, what: string, missing = 'a scope') =>
  `${path} UNAUTHORIZED_FIELD_OR_TYPE ${what} is not for everybody: ${missing} is missing.`;

test('a field is not even resolved for those who may not see it', async () => {
  const { ask, resolved } = subgraph();
  expect(await ask(ANONYMOUS, '{ me secret { id } list { id } }')).toEqual({
    data: { me: null, secret: null, list: null },
    refusals: [
      refusal('me', 'Query.me', 'an identity'),
      refusal('secret', 'Query.secret', 'an identity'),
      refusal('list', 'Query.list', 'an identity'),
    ],
  });
  expect(await ask(person(), 'mutation { change }')).toEqual({
    data: { change: null },
    refusals: [refusal('change', 'Mutation.change')],
  });
  expect(resolved).toEqual([]);
});

test('one of several sets of scopes has to be there, as a whole', async () => {
  const { ask } = subgraph();
  const change = async (...scopes: string[]) => (await ask(person(...scopes), 'mutation { change }')).data.change;
  expect([await change('a'), await change('b'), await change('a', 'b'), await change('c')]).toEqual([
    null,
    null,
    'done',
    'done',
  ]);
});

test('what somebody may see is answered, and the rest is null', async () => {
  const { ask } = subgraph();
  expect(await ask(person('a', 's'), '{ secret { id note } }')).toEqual({
    data: { secret: { id: '1', note: null } },
    refusals: [refusal('secret.note', 'Secret.note')],
  });
  const everything = await ask({ ...person(), scopes: EVERY_SCOPE }, '{ me secret { id note } mixed { __typename } }');
  expect(everything.refusals).toEqual([]);
  expect(everything.data.secret).toEqual({ id: '1', note: 'hidden' });
});

test('a type is guarded in unions and as a reference, as well as in fields', async () => {
  const { ask } = subgraph();
  expect(await ask(person(), '{ mixed { __typename ... on Open { id note } ... on Secret { id } } }')).toEqual({
    data: { mixed: [null, { __typename: 'Open', id: '2', note: null }] },
    refusals: [refusal('mixed.0', 'Secret'), refusal('mixed.1.note', 'Open.note')],
  });
  const representations = [
    { __typename: 'Secret', id: '1' },
    { __typename: 'Open', id: '2' },
  ];
  const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Open { id } } }';
  expect(await ask(person(), query, { r: representations })).toEqual({
    data: { _entities: [null, { __typename: 'Open', id: '2' }] },
    refusals: [refusal('_entities.0', 'Secret')],
  });
});

test('over HTTP it is the same', async () => {
  const { schema, resolved } = subgraph();
  const metrics = createMetrics();
  const server = await buildGraphQLServer({
    name: 'notes',
    log: silentLog(),
    exposure: {
      introspection: false,
      landingPage: false,
      studioCors: false,
      metrics: { token: undefined, everybody: true },
    },
    bodyLimitBytes: 10_000,
    serve: { schema },
    identify: ({ headers }) => (headers.authorization === undefined ? ANONYMOUS : person('a')),
    createContext: (identity) => identity,
    formatError: (formatted, error) => formatError(formatted, error, 'notes', silentLog()),
    readiness: async () => ({ status: 'ready', services: {}, timestamp: '' }),
    metrics,
    metricsText: () => metrics.text(),
  });
  const ask = async (headers: Record<string, string>) => {
    const payload = { query: '{ me secret { id } }' };
    return (await server.fastify.inject({ method: 'POST', url: '/graphql', payload, headers })).json();
  };
  const [anonymous, known] = [await ask({}), await ask({ authorization: 'whoever' })];
  await server.close();
  expect(anonymous.data).toEqual({ me: null, secret: null });
  expect(known.data).toEqual({ me: 'Ada', secret: null });
  const refusals = [...anonymous.errors, ...known.errors].map(({ path, extensions }) => [path, extensions]);
  const extensions = { code: 'UNAUTHORIZED_FIELD_OR_TYPE', service: 'notes' };
  expect(refusals).toEqual([
    [['me'], extensions],
    [['secret'], extensions],
    [['secret'], extensions],
  ]);
  expect(resolved).toEqual(['me']);
});
