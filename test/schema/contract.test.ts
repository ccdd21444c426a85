import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isEnumType, isObjectType, isUnionType } from 'graphql';
import { readGatewayConfig } from '../../gateway/config.ts';
import { buildGatewayServer } from '../../gateway/http.ts';
import { EVERYBODY } from '../../platform/identity/actor.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { composeSupergraph, describeProblem } from '../../schema/composition.ts';
import { contractVariant } from '../../schema/contract/contract.ts';
import { CONTRACTS, type Contract } from '../../schema/contract/variants.ts';
import { run, temporaryFolder } from '../support/process.ts';

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@shareable"])';

function supergraphOf(sdl: string): string {
  const composition = composeSupergraph([{ name: 'lab', url: 'http://lab.test', sdl: `${LINK} ${sdl}` }]);
  if (composition.supergraph === undefined) {
    throw new Error(composition.problems.map(describeProblem).join('\n'));
  }
  return composition.supergraph;
}

const contract = (given: Partial<Contract>): Contract => ({
  name: 'x',
  include: [],
  exclude: [],
  hideUnreachable: false,
  ...given,
});
const I = '@tag(name: "i")';
const X = '@tag(name: "x")';

/** What a variant shows: types, with their fields or values. */
function shown(sdl: string, given: Partial<Contract>): Record<string, string[]> {
  const variant = contractVariant(supergraphOf(sdl), contract(given));
  if (variant.supergraph === undefined) {
    throw new Error(variant.problems.join('\n'));
  }
  return Object.fromEntries(
    Object.values(variant.apiSchema.getTypeMap())
      .filter(({ name }) => !name.startsWith('__') && !['String', 'Int', 'ID', 'Boolean', 'Float'].includes(name))
      .map((type) => [
        type.name,
        isUnionType(type)
          ? type.getTypes().map(({ name }) => name)
          : isEnumType(type)
            ? type.getValues().map(({ name }) => name)
            : 'getFields' in type
              ? Object.keys(type.getFields())
              : [],
      ]),
  );
}

test('what has an excluded tag is hidden: fields, arguments, input fields, values, members, and types with all of theirs', () => {
  const sdl = `
    type Query { a(open: Int, closed: Int ${X}): E b: Int ${X} u: U n(input: N): Int t: T ${X} }
    type T ${X} { id: ID }
    type S { id: ID }
    union U = S | T
    enum E { ONE TWO ${X} }
    input N { open: Int closed: Int ${X} }
  `;
  const variant = contractVariant(supergraphOf(sdl), contract({ exclude: ['x'] }));
  expect(
    variant.supergraph &&
      isObjectType(variant.apiSchema.getQueryType()) &&
      variant.apiSchema
        .getQueryType()
        ?.getFields()
        .a?.args.map(({ name }) => name),
  ).toEqual(['open']);
  expect(shown(sdl, { exclude: ['x'] })).toEqual({
    Query: ['a', 'u', 'n'],
    U: ['S'],
    S: ['id'],
    E: ['ONE'],
    N: ['open'],
  });
});

test('with included tags only fields and unions that have one are shown; a type’s tag is that of its fields', () => {
  const sdl = `
    type Query { a: S ${I} b: S u: U ${I} v: V t: T ${I} }
    type S { id: ID ${I} secret: ID }
    type T ${I} { id: ID other: ID ${X} }
    union U ${I} = S | T
    union V = S | T
    enum E { ONE }
    input N { a: Int }
  `;
  expect(shown(sdl, { include: ['i'], exclude: ['x'] })).toEqual({
    Query: ['a', 'u', 't'],
    S: ['id'],
    T: ['id'],
    U: ['S', 'T'],
    E: ['ONE'],
    N: ['a'],
  });
});

test('a type of which nothing is left is hidden', () => {
  const sdl = `type Query { a: Int s: S ${X} } type S { id: ID ${X} } type R { id: ID }`;
  expect(shown(sdl, { exclude: ['x'] })).toEqual({ Query: ['a'], R: ['id'] });
});

test('types that nothing leads to any more are hidden where that is asked for, unless they have an included tag', () => {
  const sdl = `
    type Query { a: I b(filter: F): S ${X} ${I} }
    interface I { id: ID }
    type J implements I { id: ID more: M }
    type M { id: ID }
    type S { id: ID inner: R }
    type R { e: E }
    enum E { ONE }
    input F { e: E }
    scalar Kept ${I}
  `;
  const everything = shown(sdl, { exclude: ['x'] });
  expect(Object.keys(everything).sort()).toEqual(['E', 'F', 'I', 'J', 'Kept', 'M', 'Query', 'R', 'S']);
  expect(Object.keys(shown(sdl, { exclude: ['x'], hideUnreachable: true })).sort()).toEqual(['I', 'J', 'M', 'Query']);
});

test.each([
  [
    'a field that leads to a hidden type',
    `type Query { a: Int t: T } type T ${X} { id: ID }`,
    /"T" is @inaccessible but is referenced by "Query.t"/,
  ],
  [
    'an argument that has to be sent',
    `type Query { a(n: Int! ${X}): Int }`,
    /is @inaccessible but is a required argument/,
  ],
  ['everything', `type Query { a: Int ${X} }`, /Query/],
])('there is no variant that hides %s', (_what, sdl, said) => {
  const variant = contractVariant(supergraphOf(sdl), contract({ exclude: ['x'] }));
  expect(variant.problems.join('\n')).toMatch(said);
});

const supergraph = readFileSync(new URL('../../schema/supergraph.graphql', import.meta.url), 'utf8');

test('the gateway serves the public variant: what is internal is not there, and what is hidden is still planned with', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'public.graphql');
  const written = run('schema/contract/command.ts', {}, ['--exclude', 'internal', '--out', path]);
  expect(await written.exit).toEqual({ code: 0, signal: null });
  expect(written.output()).toMatch(/public\.graphql: written, \d+ types, fields and values are hidden/);
  const asked: string[] = [];
  const server = await buildGatewayServer({
    config: readGatewayConfig({ SUPERGRAPH_PATH: path }),
    identify: () => EVERYBODY,
    transport:
      ({ name }) =>
      async () => {
        asked.push(name);
        return name === 'samples'
          ? { data: { sample: { __typename: 'Sample', id: '1', status: 'PREP', completedAt: null } } }
          : { data: { _entities: [{ retention: { isArchiveOverdue: false } }] } };
      },
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const ask = async (query: string) =>
    (await server.fastify.inject({ method: 'POST', url: '/graphql', payload: { query } })).json();
  for (const hidden of [
    '{ backupSchedules { id } }',
    '{ sample(id: "1") { legacy } }',
    '{ appConfigs { totalCount } }',
    '{ auditLogs { nodes { ipAddress } } }',
  ]) {
    expect((await ask(hidden)).errors[0].extensions.code).toBe('GRAPHQL_VALIDATION_FAILED');
  }
  expect((await ask('{ __type(name: "BackupJob") { name } }')).data).toEqual({ __type: null });
  expect(await ask('{ sample(id: "1") { retention { isArchiveOverdue } } }')).toEqual({
    data: { sample: { retention: { isArchiveOverdue: false } } },
  });
  expect(asked).toEqual(['samples', 'audit']);
  await server.close();
});

test('the public variant has no way to anything internal, and the journey of a sample is in it', async () => {
  const [publicContract] = CONTRACTS;
  const variant = contractVariant(supergraph, publicContract as Contract);
  const sdlNames = variant.supergraph === undefined ? [] : Object.keys(variant.apiSchema.getTypeMap());
  expect(sdlNames.filter((name) => /Backup|AppConfig|FeatureFlag|Compliance/.test(name))).toEqual([]);
  expect(sdlNames).toEqual(
    expect.arrayContaining(['Sample', 'ExtractionResult', 'AuditLog', 'ProcessingStep', 'FlagEvaluation']),
  );
});

test('a tag that nothing has is refused, for it would hide nothing', async () => {
  const refused = run('schema/contract/command.ts', {}, ['--exclude', 'interal', '--out', '/nowhere']);
  expect((await refused.exit).code).toBe(1);
  expect(refused.output()).toBe('Nothing has a tag interal: there is internal.\n');
});
