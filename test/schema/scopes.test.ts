import { expect, test } from '@jest/globals';
import { ROLES, SCOPES, scopesOf } from '../../schema/roles.ts';
import { scopeProblems } from '../../schema/scopes.ts';
import { readSubgraphs } from '../../schema/subgraphs.ts';

/** The five subgraphs, one of them with other SDL. */
const withSdl = (name: string, change: (sdl: string) => string) =>
  readSubgraphs().map((subgraph) => (subgraph.name === name ? { ...subgraph, sdl: change(subgraph.sdl) } : subgraph));

test('the five subgraphs say of every query and mutation who may use it', () => {
  expect(scopeProblems(readSubgraphs())).toEqual([]);
});

test('a root field without a scope is a problem, wherever it stands', () => {
  const query = withSdl('backup', (sdl) => `${sdl}\nextend type Query { "All." everything: String }`);
  expect(scopeProblems(query)).toEqual([
    'Query.everything of backup is for everybody: give it @requiresScopes, or @authenticated.',
  ]);
  const mutation = withSdl('config', (sdl) =>
    sdl.replace(/(revealAppConfig\([^)]*\): RevealAppConfigPayload!)\s*@requiresScopes\([^)]*\)/, '$1'),
  );
  expect(scopeProblems(mutation)).toEqual([
    'Mutation.revealAppConfig of config is for everybody: give it @requiresScopes, or @authenticated.',
    'The scope config:reveal is asked for nowhere.',
  ]);
});

test('a directive that is written but not linked guards nothing', () => {
  const [first] = scopeProblems(withSdl('samples', (sdl) => sdl.replace('"@authenticated", ', '')));
  expect(first).toBe('Query.me of samples is for everybody: give it @requiresScopes, or @authenticated.');
});

test('a scope that no role can have is a problem', () => {
  const problems = scopeProblems(withSdl('backup', (sdl) => sdl.replaceAll('backup:write', 'backup:wriet')));
  expect(problems).toEqual([
    'The scope backup:wriet is not in schema/roles.ts.',
    'The scope backup:write is asked for nowhere.',
  ]);
});

test('a type that one service guards, all others guard as well', () => {
  const problems = scopeProblems(
    withSdl('ai', (sdl) =>
      sdl.replace(/type Submission @key\(fields: "id"\) @requiresScopes\([^)]*\)/, 'type Submission'),
    ),
  );
  expect(problems).toEqual([expect.stringMatching(/^Submission wants .* in samples, nothing in ai, .* in audit/)]);
});

test('every scope is somebody’s, and an auditor can change nothing', () => {
  expect(
    SCOPES.filter((scope) => !Object.values(ROLES).some((role) => (role as readonly string[]).includes(scope))),
  ).toEqual([]);
  expect([...scopesOf(['auditor'])].filter((scope) => !/:(read|evaluate)$/.test(scope))).toEqual([]);
});
