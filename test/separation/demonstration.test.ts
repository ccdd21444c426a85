import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { createDemonstrationMonolith } from '../../demo/monolith/create.ts';
import { SILENT } from '../../migrations/separation/report/progress.ts';
import { openServer, type Server } from '../../migrations/separation/session.ts';
import { parseSettings } from '../../migrations/separation/settings.ts';
import { alone } from '../../migrations/separation/verbs/context.ts';
import { copy } from '../../migrations/separation/verbs/copy.ts';
import { verify } from '../../migrations/separation/verbs/verify.ts';
import { graphUnderTest } from '../support/graph.ts';
import { monolithDatabase } from '../support/monolith/database.ts';

const JOURNEY = `{ samples(first: 5) { totalCount nodes {
  id status legacy
  steps { stepName status legacy }
  extractions(first: 1) { nodes { fileName } }
  auditTrail(first: 1) { nodes { eventType } }
} } }`;

test('the graph answers over a monolith that was taken apart, and shows what had no column', async () => {
  await using monolith = await monolithDatabase();
  await monolith.connected(createDemonstrationMonolith);
  await using graph = await graphUnderTest({ demonstration: false });
  const targets = new Map<string, Server>();
  const runtimeRoles = new Map<string, string>();
  for (const [name, { database }] of graph.services) {
    targets.set(name, await openServer(name, database.ownerUrl, 'OWNER'));
    runtimeRoles.set(name, new URL(database.dbUrl).username);
  }
  const source = await openServer('source', monolith.url, 'DATABASE_URL');
  const settings = parseSettings(await readFile('demo/separation.yaml', 'utf8'));
  const pace = { workers: 2, chunkRows: 200, progress: SILENT };
  await alone({ source, targets, runtimeRoles }, pace, async (separation) => {
    await copy(separation, settings);
    expect((await verify(separation)).equal).toBe(true);
  });

  const { data, errors } = await graph.query(JOURNEY);

  expect(errors).toBeUndefined();
  expect(data.samples.totalCount).toBe(214);
  for (const sample of data.samples.nodes) {
    const { rows } = await monolith.query('select workflow_stage, qc_status from nanopore_samples where id = $1', [
      sample.id,
    ]);
    expect(sample.legacy).toMatchObject(
      Object.fromEntries(Object.entries(rows[0]).filter(([, value]) => value !== null)),
    );
  }
  const steps = data.samples.nodes.flatMap((sample: { steps: unknown[] }) => sample.steps);
  expect(steps).toContainEqual(
    expect.objectContaining({
      stepName: 'library_prep',
      legacy: expect.objectContaining({ step_name: expect.any(String) }),
    }),
  );
  expect(
    data.samples.nodes.some((sample: { auditTrail: { nodes: unknown[] } }) => sample.auditTrail.nodes.length > 0),
  ).toBe(true);
});
