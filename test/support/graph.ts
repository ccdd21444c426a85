import { mkdtemp, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { seedDemonstration } from '../../demo/seed.ts';
import { buildGatewayServer } from '../../gateway/http.ts';
import { localDataSource } from '../../gateway/transport/local.ts';
import { databaseHealth } from '../../platform/database/health.ts';
import { silentLog } from '../../platform/log/log.ts';
import { services } from '../../subgraphs/index.ts';
import { type Answer, type ServiceUnderTest, serviceUnderTest } from './service.ts';

const OPEN = { introspection: true, landingPage: true, studioCors: true };

export type GraphUnderTest = AsyncDisposable & {
  services: Map<string, ServiceUnderTest>;
  http: FastifyInstance;
  /** Asks the gateway over HTTP, without a socket. */
  query(text: string, variables?: Record<string, unknown>): Promise<Answer>;
  close(): Promise<void>;
};

/** The whole graph in this process: gateway, five subgraphs, five databases; with the demonstration lab if wanted. */
export async function graphUnderTest(options: { demonstration: boolean }): Promise<GraphUnderTest> {
  const started = await Promise.all(services.map((definition) => serviceUnderTest(definition)));
  const byName = new Map(started.map((service) => [service.definition.name, service]));
  if (options.demonstration) {
    await seedDemonstration(
      started.map(({ definition, orm, subgraph, close }) => ({ definition, orm, subgraph, close, health: () => databaseHealth(orm) })),
      silentLog(),
    );
  }
  const server = await buildGatewayServer({
    config: {
      supergraphPath: fileURLToPath(new URL('../../schema/supergraph.graphql', import.meta.url)),
      exposure: OPEN,
      bodyLimitBytes: 4 * 1024 * 1024,
    },
    transport: ({ name }) => localDataSource((byName.get(name) as ServiceUnderTest).execute),
    askReadiness: ({ name }) => databaseHealth((byName.get(name) as ServiceUnderTest).orm),
    log: silentLog(),
  });
  const close = async (): Promise<void> => {
    await server.close();
    await Promise.all(started.map((service) => service.close()));
  };
  return {
    services: byName,
    http: server.fastify,
    query: async (query, variables) => {
      const response = await server.fastify.inject({ method: 'POST', url: '/graphql', payload: { query, variables } });
      return response.json();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** A folder that is gone when the test is over. */
export async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'nanopore-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
