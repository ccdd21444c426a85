import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { isUpToDate } from '../../checks/derived-file.ts';
import { readGatewayConfig } from '../../gateway/config.ts';
import { buildGatewayServer } from '../../gateway/http.ts';
import { EVERYBODY } from '../../platform/identity/actor.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { unfinishedSteps } from '../../schema/example/unfinished-steps.ts';
import { readOperations } from '../../schema/operations.ts';
import { manifestFile } from '../../schema/persisted-documents.ts';

const manifest = manifestFile(readOperations());
const STEPS = [
  { __typename: 'ProcessingStep', id: 's1', stepName: 'sample_qc', status: 'COMPLETED' },
  { __typename: 'ProcessingStep', id: 's2', stepName: 'library_prep', status: 'FAILED' },
];
const SAMPLE = { __typename: 'Sample', id: '1', sampleName: 'Tube 7', status: 'PREP', priority: 'HIGH', steps: STEPS };

/** A gateway that runs nothing but a manifest, before services that know one sample. */
async function gateway(environment: Record<string, string>) {
  const server = await buildGatewayServer({
    config: readGatewayConfig(environment),
    identify: () => EVERYBODY,
    transport:
      ({ name }) =>
      async () =>
        name === 'samples'
          ? { data: { samples: { nodes: [SAMPLE] } } }
          : { data: { _entities: [{ extractions: { nodes: [] }, auditTrail: { nodes: [] } }] } },
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: silentLog(),
    metrics: createMetrics(),
  });
  const sent: { query?: string }[] = [];
  const fetch = (async (_url: string, { headers, body }: { headers: Record<string, string>; body: string }) => {
    sent.push(JSON.parse(body));
    const answer = await server.fastify.inject({ method: 'POST', url: '/graphql', headers, payload: body });
    return new Response(answer.body, { status: answer.statusCode });
  }) as typeof globalThis.fetch;
  return { fetch, sent, [Symbol.asyncDispose]: () => server.close() };
}

test('the committed manifest is that of the operations, each by the hash of its text', () => {
  expect(isUpToDate(manifest)).toBe(true);
  const { operations } = JSON.parse(readFileSync(manifest.url, 'utf8'));
  expect(operations.map(({ name }: { name: string }) => name)).toEqual(readOperations().map(({ name }) => name));
  for (const { id, body } of operations) {
    expect(id).toBe(createHash('sha256').update(body).digest('hex'));
  }
});

test('a frontend with typed documents is answered by a gateway that runs nothing but the manifest, and sends no text', async () => {
  const path = fileURLToPath(manifest.url);
  await using one = await gateway({ PERSISTED_DOCUMENTS: 'only', PERSISTED_DOCUMENTS_PATH: path });
  expect(await unfinishedSteps({ url: 'http://gateway.test', fetch: one.fetch }, 3)).toEqual([
    { sampleName: 'Tube 7', steps: [{ name: 'library_prep', status: 'FAILED' }] },
  ]);
  expect(one.sent.map(({ query }) => query)).toEqual([undefined]);
});

test('a gateway without the manifest learns the document when it is asked', async () => {
  await using one = await gateway({});
  const endpoint = { url: 'http://gateway.test', fetch: one.fetch };
  await unfinishedSteps(endpoint, 3);
  await unfinishedSteps(endpoint, 3);
  expect(one.sent.map(({ query }) => typeof query)).toEqual(['undefined', 'string', 'undefined']);
});
