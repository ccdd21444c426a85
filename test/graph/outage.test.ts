import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { escapeIdentifier } from 'pg';
import { asAdmin } from '../support/databases.ts';
import { type GraphUnderTest, graphUnderTest } from '../support/graph.ts';

const SAMPLE_JOURNEY = readFileSync(new URL('../../schema/operations/sample-journey.graphql', import.meta.url), 'utf8');

let graph: GraphUnderTest;
beforeAll(async () => {
  graph = await graphUnderTest({ demonstration: true });
});
afterAll(() => graph.close());

/** Ends the sessions in a service's database and lets nobody in, as a stopped server would. */
const setAway = (service: string, away: boolean): Promise<void> =>
  asAdmin(async (client) => {
    const { name } = graph.service(service).database;
    await client.query(`alter database ${escapeIdentifier(name)} with allow_connections ${!away}`);
    if (away) {
      await client.query('select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = $1', [name]);
    }
  });

type Errors = NonNullable<Awaited<ReturnType<GraphUnderTest['query']>>['errors']>;

function expectOnlyTrailsMissing(answer: Awaited<ReturnType<GraphUnderTest['query']>>): void {
  const { nodes } = answer.data.samples;
  expect(nodes).toHaveLength(5);
  for (const sample of nodes) {
    expect(sample.steps).toHaveLength(8);
    expect(sample.extractions.nodes.length).toBeGreaterThan(0);
    expect(sample.auditTrail).toBeNull();
  }
  const errors = answer.errors as Errors;
  expect(errors.map(({ path }) => path?.join('.')).sort()).toEqual(
    [0, 1, 2, 3, 4].map((i) => `samples.nodes.${i}.auditTrail`),
  );
  for (const { extensions, message } of errors) {
    expect(extensions).toMatchObject({ code: 'SUBGRAPH_UNAVAILABLE', service: 'audit' });
    expect(message).not.toMatch(/127\.0\.0\.1|ECONN|nanopore_|sock/);
  }
}

test('with the audit database away, samples and extractions are answered, trails are null with errors', async () => {
  await setAway('audit', true);
  try {
    expectOnlyTrailsMissing(await graph.query(SAMPLE_JOURNEY, { first: 5 }));
    const ready = await graph.http.inject('/ready');
    expect(ready.statusCode).toBe(503);
    const { status, services } = ready.json();
    expect(status).toBe('unavailable');
    expect(services.audit.healthy).toBe(false);
    expect(services.samples.healthy).toBe(true);
  } finally {
    await setAway('audit', false);
  }
  const { errors } = await graph.query(SAMPLE_JOURNEY, { first: 5 });
  expect(errors).toBeUndefined();
  expect((await graph.http.inject('/ready')).statusCode).toBe(200);
});

test('with the samples database away, the other services answer, and a mutation says that nothing was written', async () => {
  await setAway('samples', true);
  try {
    const { data, errors } = await graph.query('{ samples { nodes { id } } backupSchedules { name } }');
    expect(data.samples).toBeNull();
    expect(data.backupSchedules.length).toBeGreaterThan(0);
    expect(errors).toMatchObject([
      { path: ['samples'], extensions: { code: 'SUBGRAPH_UNAVAILABLE', service: 'samples' } },
    ]);
    const mutation = await graph.query(
      'mutation { createSample(input: { sampleName: "tube" }) { userErrors { code } } }',
    );
    expect(mutation.data).toBeNull();
    expect(mutation.errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }]);
  } finally {
    await setAway('samples', false);
  }
});

test('with the audit process gone, the gateway gives the same partial answer over HTTP', async () => {
  const distributed = await graph.distributed();
  try {
    expect((await distributed.http.inject('/ready')).json()).toMatchObject({
      status: 'ready',
      services: { audit: { healthy: true, pool: { waiting: 0 } } },
    });
    await distributed.stopService('audit');
    expectOnlyTrailsMissing(await distributed.query(SAMPLE_JOURNEY, { first: 5 }));
    const ready = await distributed.http.inject('/ready');
    expect(ready.statusCode).toBe(503);
    expect(ready.json().services).toMatchObject({ audit: { healthy: false }, ai: { healthy: true } });
  } finally {
    await distributed.close();
  }
});
