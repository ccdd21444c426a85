import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildGatewayServer } from '../../gateway/http.ts';
import type { Transport } from '../../gateway/transport/transport.ts';
import type { GraphQLServer } from '../../platform/http/graphql-server.ts';
import { DEMONSTRATION_ACTOR } from '../../platform/identity/demonstration.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createMetrics } from '../../platform/metrics/metrics.ts';
import { composedOf } from '../support/federation.ts';

const REQUESTS = 200_000;
const RELOADS = 100;
const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes in use once everything that is no longer needed is gone. */
function heap(): number {
  for (let i = 0; i < 4; i++) collect();
  return process.memoryUsage().heapUsed;
}

const subgraphs = (extra: string) => ({
  samples: `type Query { samples(first: Int): [Sample!]! ${extra}: Int } type Sample @key(fields: "id") { id: ID!, name: String }`,
  places: 'type Sample @key(fields: "id") { id: ID!, shelf: String }',
});
const ids = Array.from({ length: 20 }, (_, i) => `s${i}`);
const transport: Transport =
  ({ name }) =>
  async ({ variables }) =>
    name === 'samples'
      ? { data: { samples: ids.map((id) => ({ __typename: 'Sample', id, name: `name of ${id}` })) } }
      : {
          data: {
            _entities: ((variables?.representations ?? []) as { id: string }[]).map(({ id }) => ({
              shelf: `of ${id}`,
            })),
          },
        };

let folder: string;
let path: string;
let server: GraphQLServer;
let reloads = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nanopore-memory-'));
  path = join(folder, 'supergraph.graphql');
  await writeFile(path, composedOf(subgraphs('none')).supergraph);
  const log = {
    ...silentLog(),
    info: (_: unknown, message: string) => {
      reloads += Number(message === 'supergraph loaded');
    },
  };
  server = await buildGatewayServer({
    config: {
      supergraphPath: path,
      exposure: {
        introspection: true,
        landingPage: false,
        studioCors: false,
        metrics: { token: undefined, everybody: true },
      },
      bodyLimitBytes: MIB,
    },
    identify: () => DEMONSTRATION_ACTOR,
    transport,
    askReadiness: async () => ({ healthy: true, latencyMs: 0 }),
    log: log as ReturnType<typeof silentLog>,
    metrics: createMetrics(),
  });
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function ask(query: string, variables: object = {}): Promise<void> {
  const { body } = await server.fastify.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
  expect(body.startsWith('{"data":{"samples":[{')).toBe(true);
}

/** A client with a few operations, and one who makes up a new one each time. */
async function traffic(from: number, to: number, known = 20): Promise<void> {
  for (let i = from; i < to; i++) {
    await ask('query Q($first: Int) { samples(first: $first) { id name shelf } }', { first: i });
    if (i % known === 0) {
      await ask(`query Q${i} { samples(first: ${i}) { id } }`);
    }
  }
}

test('memory is flat over 200,000 requests', async () => {
  // Until caches are full, Apollo Server's of documents among them, and the code is compiled.
  await traffic(0, REQUESTS / 4, 2);
  const before = heap();
  await traffic(REQUESTS / 4, REQUESTS);
  const grown = (heap() - before) / MIB;
  process.stdout.write(
    `${(before / MIB).toFixed(1)} MiB, grown by ${grown.toFixed(2)} MiB over ${(REQUESTS * 3) / 4} requests\n`,
  );
  expect(grown).toBeLessThan(5);
});

test('memory is flat over 100 supergraphs', async () => {
  const load = async (i: number): Promise<void> => {
    const wanted = reloads + 1;
    await writeFile(path, composedOf(subgraphs(`extra${i}`)).supergraph);
    while (reloads < wanted) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ask(`query After${i} { samples(first: ${i}) { id shelf } }`);
  };
  for (let i = 0; i < RELOADS / 5; i++) await load(i);
  const before = heap();
  for (let i = RELOADS / 5; i < RELOADS; i++) await load(i);
  const grown = (heap() - before) / MIB;
  process.stdout.write(
    `${(before / MIB).toFixed(1)} MiB, grown by ${grown.toFixed(2)} MiB over ${(RELOADS * 4) / 5} supergraphs\n`,
  );
  expect(grown).toBeLessThan(10);
});
