import { expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { federation, type TestSubgraph } from '../../support/federation.ts';

const RUNS = {
  sdl: 'type Query { run: Run } type Run @key(fields: "id") { id: ID!, name: String }',
  resolvers: { Query: { run: () => ({ id: 1, name: 'PAK1' }) } },
};
const YIELDS = {
  sdl: 'type Run @key(fields: "id") { id: ID!, bases: Int }',
  resolvers: { Run: { bases: () => 12 } },
};

const defining = (subgraph: TestSubgraph, directive: string): TestSubgraph => ({
  ...subgraph,
  sdl: `${directive} ${subgraph.sdl}`,
});

/** For the sake of a directive that a service brings with it from a specification of its own. */
const composed = (definition: string): string =>
  `extend schema @link(url: "https://lab.example/watch/v1.0", import: ["@watch"]) @composeDirective(name: "@watch")
   ${definition}`;

const WATCHED = `query ($detail: Int!) {
  run @watch { name @watch(detail: 2) ...F @watch(detail: $detail) ... @watch { id } }
} fragment F on Run { bases @watch @include(if: true) }`;
const ANSWER = { data: { run: { name: 'PAK1', bases: 12, id: '1' } } };

test('a directive that a service composes is one that clients may write, and that no service is sent', async () => {
  const { graph, ask, sent } = federation({
    runs: defining(RUNS, composed('directive @watch(detail: Int! = 1) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT')),
    yields: YIELDS,
  });
  expect(validate(graph.apiSchema, parse(WATCHED))).toEqual([]);
  expect(await ask(WATCHED, { detail: 3 })).toEqual(ANSWER);
  expect(sent.map(({ subgraph }) => subgraph)).toEqual(['runs', 'yields']);
  expect(sent.filter(({ query }) => query.includes('watch'))).toEqual([]);
  expect(await ask(WATCHED, { detail: 'all' })).toMatchObject({ errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] });
  expect((await ask('{ __schema { directives { name } } }')).data.__schema.directives).toContainEqual({
    name: 'watch',
  });
});

test('one that is for schemas alone is hidden from clients, and one that is for both is theirs in operations', async () => {
  const { graph } = federation({
    runs: defining(RUNS, composed('directive @watch(detail: Int) on FIELD_DEFINITION | OBJECT')),
    yields: YIELDS,
  });
  expect(graph.apiSchema.getDirective('watch')).toBeUndefined();
  const { graph: other } = federation({
    runs: defining(RUNS, composed('directive @watch(detail: Int) on FIELD_DEFINITION | FIELD | OBJECT')),
    yields: YIELDS,
  });
  expect(other.apiSchema.getDirective('watch')?.locations).toEqual(['FIELD']);
});

test('a directive that all services define is sent to all of them, with its variables', async () => {
  const traced = 'directive @trace(level: Int = 1) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT';
  const { ask, sent } = federation({ runs: defining(RUNS, traced), yields: defining(YIELDS, traced) });
  const query = 'query ($level: Int) { run @trace { name @trace(level: $level) bases @trace(level: $level) id } }';
  expect(await ask(query, { level: 3 })).toEqual(ANSWER);
  expect(sent.map(({ query: text, variables }) => [text.split('@trace').length - 1, variables?.level])).toEqual([
    [2, 3],
    [1, 3],
  ]);
});
