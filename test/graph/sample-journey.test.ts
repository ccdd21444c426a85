import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';
import { statementsOf } from '../support/statements.ts';

const SAMPLE_JOURNEY = readFileSync(new URL('../../schema/operations/sample-journey.graphql', import.meta.url), 'utf8');

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true });
});
afterAll(() => graph.close());

type Journey = {
  id: string;
  sampleName: string;
  steps: { stepName: string }[];
  extractions: { nodes: { extractionMethod: string }[] };
  auditTrail: { nodes: { timestamp: string; user: { name: string } | null }[] };
};

test('the 20 newest samples come with their steps, extractions and audit trail out of three databases', async () => {
  const { data, errors } = await graph.query(SAMPLE_JOURNEY);
  expect(errors).toBeUndefined();
  const nodes: Journey[] = data.samples.nodes;
  expect(nodes).toHaveLength(20);
  expect(nodes[0]?.sampleName).toBe('JL147-195');
  for (const sample of nodes) {
    expect(sample.steps).toHaveLength(8);
    expect(sample.extractions.nodes.length).toBeGreaterThan(0);
    expect(sample.auditTrail.nodes.length).toBeGreaterThan(0);
  }
  expect(nodes.flatMap(({ auditTrail }) => auditTrail.nodes).some(({ user }) => user?.name === 'Dana Reyes')).toBe(
    true,
  );
});

test('it costs one statement for each table, whatever the number of samples', async () => {
  const tables = async (first: number): Promise<string[]> =>
    (await statementsOf(() => graph.query(SAMPLE_JOURNEY, { first }))).map(
      ({ service, text }) => `${service}: ${/from "?((nanopore|ai|audit)_\w+|users)/.exec(text)?.[1]}`,
    );
  const one = await tables(1);
  expect(one.sort()).toEqual([
    'ai: ai_extraction_results',
    'audit: audit_logs',
    'samples: nanopore_processing_steps',
    'samples: nanopore_samples',
    'samples: users',
  ]);
  for (const first of [20, 100]) {
    expect((await tables(first)).sort()).toEqual(one);
  }
});

test('both topologies give the same bytes', async () => {
  const distributed = await graph.distributed();
  try {
    for (const operation of [
      'sample-journey',
      'sample-detail',
      'submission-overview',
      'lab-configuration',
      'audit-of-a-sample',
      'backup-overview',
    ]) {
      const document = readFileSync(new URL(`../../schema/operations/${operation}.graphql`, import.meta.url), 'utf8');
      const variables = await variablesOf(document);
      const single = await graph.text(document, variables);
      expect(JSON.parse(single).errors).toBeUndefined();
      expect(stable(await distributed.text(document, variables))).toBe(stable(single));
    }
    for (const broken of [
      '{ sample(id: "x") { id } }',
      '{ samples(first: 101) { nodes { id } } }',
      '{ auditLog(id: "x") { id } }',
    ]) {
      expect(await distributed.text(broken)).toBe(await graph.text(broken));
    }
  } finally {
    await distributed.close();
  }
});

/** `completeUntil` is the moment of the question. */
const stable = (answer: string): string => answer.replace(/"completeUntil":"[^"]+"/g, '"completeUntil":"now"');

/** Values for the variables that the client operations require. */
async function variablesOf(document: string): Promise<Record<string, unknown>> {
  const { data } = await graph.query('{ samples(first: 1) { nodes { id submissionId } } }');
  const [{ id, submissionId }] = data.samples.nodes;
  const wanted = [...document.matchAll(/\$(\w+): (\w+)!/g)].map(([, name, type]) => [name, type] as [string, string]);
  return Object.fromEntries(
    wanted.map(([name, type]) => [
      name,
      type === 'ConfigEnvironment'
        ? 'PRODUCTION'
        : /submission/i.test(name) || /submission\(id/.test(document)
          ? submissionId
          : id,
    ]),
  );
}
