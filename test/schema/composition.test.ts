import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse, validate } from 'graphql';
import { isUpToDate } from '../../checks/derived-file.ts';
import { type ComposedGraph, composeSupergraph, describeProblem } from '../../schema/composition.ts';
import { readSubgraphs, type SubgraphSdl } from '../../schema/subgraphs.ts';
import { supergraphFile } from '../../schema/supergraph.ts';

const OPERATIONS = new URL('../../schema/operations/', import.meta.url);

function composed(): ComposedGraph {
  const composition = composeSupergraph(readSubgraphs());
  if (composition.supergraph === undefined) {
    throw new Error(composition.problems.map(describeProblem).join('\n'));
  }
  return composition;
}

test('the five subgraphs are one graph, and composition has nothing to remark', () => {
  expect(composed().hints).toEqual([]);
});

test('the committed supergraph is the one that the subgraphs compose to', () => {
  expect(isUpToDate(supergraphFile(composed().supergraph))).toBe(true);
});

test('every entity has one owner, which has its key', () => {
  const subgraphs = readSubgraphs();
  const entities = (sdl: string): string[] =>
    [...sdl.matchAll(/^type (\w+)\s+@key/gm)].map((match) => match[1] as string);
  const owned = subgraphs.flatMap(({ owns }) => owns);
  expect(new Set(owned).size).toBe(owned.length);
  for (const { owns, sdl } of subgraphs) {
    expect(entities(sdl)).toEqual(expect.arrayContaining([...owns]));
    expect(owned).toEqual(expect.arrayContaining(entities(sdl)));
  }
});

test.each(readdirSync(OPERATIONS))('clients can still ask %s', (file) => {
  const operation = parse(readFileSync(new URL(file, OPERATIONS), 'utf8'));
  expect(validate(composed().apiSchema, operation).map(({ message }) => message)).toEqual([]);
});

test('an operation that asks for what the graph does not have is refused', () => {
  const operation = parse('{ samples { nodes { shoeSize } } }');
  expect(validate(composed().apiSchema, operation)).toHaveLength(1);
});

/** The five subgraphs, one of them with other SDL. */
const withSdl = (name: string, change: (sdl: string) => string): SubgraphSdl[] =>
  readSubgraphs().map((subgraph) => (subgraph.name === name ? { ...subgraph, sdl: change(subgraph.sdl) } : subgraph));

test('subgraphs that contradict each other are named with line and code', () => {
  const subgraphs = withSdl('backup', (sdl) =>
    sdl.replace('updatedAt: DateTime! @external', 'updatedAt: Int @external'),
  );
  const sdl = subgraphs.find(({ name }) => name === 'backup')?.sdl ?? '';
  const line = 1 + sdl.split('\n').findIndex((text) => text.includes('updatedAt: Int @external'));
  const [problem, ...others] = composeSupergraph(subgraphs).problems.map(describeProblem);
  expect(others).toEqual([]);
  expect(problem).toContain(`schema/backup.graphql:${line}, schema/samples.graphql:`);
  expect(problem).toContain('[EXTERNAL_TYPE_MISMATCH] Type of field "Sample.updatedAt" is incompatible');
});

test('SDL that is no GraphQL is named with its line', () => {
  const subgraphs = withSdl('ai', () => 'type Query {\n  broken(: Int\n}\n');
  expect(composeSupergraph(subgraphs).problems.map(describeProblem)).toEqual([
    expect.stringMatching(/^schema\/ai\.graphql:2 \[INVALID_GRAPHQL\] Syntax Error/),
  ]);
});
