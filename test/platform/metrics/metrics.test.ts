import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { buildGraphQLServer, type GraphQLServer } from '../../../platform/http/graphql-server.ts';
import type { RequestIdentity } from '../../../platform/identity/actor.ts';
import { DEMONSTRATION_ACTOR } from '../../../platform/identity/demonstration.ts';
import { createMetrics } from '../../../platform/metrics/metrics.ts';
import { nappers, seriesValue } from '../../support/naps.ts';
import { TEST_IDENTITY } from '../../support/service.ts';

let lab: Awaited<ReturnType<typeof nappers>>;
let server: GraphQLServer;
beforeAll(async () => {
  lab = await nappers();
  server = await buildGraphQLServer<RequestIdentity>({
    name: 'naps',
    log: lab.log,
    exposure: {
      introspection: true,
      landingPage: false,
      studioCors: false,
      metrics: { token: undefined, everybody: true },
    },
    bodyLimitBytes: 100_000,
    serve: { schema: lab.service.subgraph.schema },
    identify: () => DEMONSTRATION_ACTOR,
    createContext: (identity) => lab.service.subgraph.createContext(identity) as RequestIdentity,
    readiness: async () => ({ status: 'ready', services: {}, timestamp: '' }),
    metrics: lab.metrics,
    metricsText: () => lab.metrics.text('naps'),
  });
});
afterAll(async () => {
  await server.close();
  await lab.service.close();
});

const ask = (query: string, headers = {}) =>
  server.fastify.inject({ method: 'POST', url: '/graphql', payload: { query }, headers });
const scrape = async (): Promise<string> => (await server.fastify.inject('/metrics')).body;

test('Prometheus can read what a process counts', async () => {
  await ask('query Counted { flags }');
  const { headers, statusCode, body } = await server.fastify.inject('/metrics');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  for (const line of body.trimEnd().split('\n')) {
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? (-?[\d.e+-]+|\+Inf|NaN)|)$/);
  }
  const counted = 'nanopore_graphql_operation_seconds_count{service="naps",operation="Counted",outcome="ok"}';
  expect(seriesValue(body, counted)).toBe(1);
  expect(body).toMatch(/nanopore_statement_seconds_bucket\{le="0.001",service="naps",statement="select_feature_flags_/);
  expect(body).toContain('nanopore_pool_acquire_seconds_count{service="naps",server="primary"} ');
});

test('the request id comes back, and names the log lines and SQL statements of the request', async () => {
  const { headers } = await ask('query Traced { flags }', { 'x-request-id': 'trace-1' });
  expect(headers['x-request-id']).toBe('trace-1');
  const [statement] = lab.of('sql').filter(({ operation }) => operation === 'Traced');
  expect(statement?.requestId).toBe('trace-1');
  // A client that brings none gets one.
  expect((await ask('{ flags }')).headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('what has no name, or cannot be understood, is counted together', async () => {
  await ask('{ flags }');
  await ask('query { flags }');
  await ask('query Nonsense { nothing }');
  await ask('query {');
  const text = await scrape();
  const series = (operation: string, outcome: string) =>
    `nanopore_graphql_operation_seconds_count{service="naps",operation="${operation}",outcome="${outcome}"}`;
  expect(seriesValue(text, series('anonymous', 'ok'))).toBeGreaterThanOrEqual(2);
  expect(seriesValue(text, series('invalid', 'failed'))).toBe(2);
  expect(text).not.toContain('Nonsense');
  expect(seriesValue(text, 'nanopore_errors_total{service="naps",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1);
  expect(seriesValue(text, 'nanopore_errors_total{service="naps",code="GRAPHQL_PARSE_FAILED"}')).toBe(1);
});

test('a client that invents names fills nobody’s memory', async () => {
  const metrics = createMetrics();
  for (let n = 0; n < 1_000; n++) {
    metrics.graphql.operationEnded({ service: 's', operation: `Op${n}`, seconds: 0.01, outcome: 'ok', codes: [] });
  }
  const text = await metrics.text();
  expect(text.match(/_seconds_count\{/g)).toHaveLength(201);
  const other = 'nanopore_graphql_operation_seconds_count{service="s",operation="other",outcome="ok"}';
  expect(seriesValue(text, other)).toBe(800);
});

test('what the caller can mend is counted by its code', async () => {
  const refused = await lab.service.execute({ query: 'mutation { refuse { userErrors { code } } }' }, TEST_IDENTITY);
  expect(refused.data).toEqual({ refuse: { userErrors: [{ code: 'NOT_FOUND' }] } });
  expect(seriesValue(await scrape(), 'nanopore_errors_total{service="naps",code="NOT_FOUND"}')).toBe(1);
});

test('a service’s own port shows that service and the process, the whole process shows all', async () => {
  const metrics = createMetrics({ dataDir: '/not/there/yet' });
  for (const service of ['ai', 'audit']) {
    metrics.graphql.operationEnded({ service, operation: 'Q', seconds: 0.01, outcome: 'partial', codes: ['X'] });
  }
  const [own, all] = [await metrics.text('ai'), await metrics.text()];
  expect(own).toContain('nanopore_errors_total{service="ai",code="X"} 1');
  expect(own).not.toContain('"audit"');
  expect(all).toContain('"audit"');
  for (const text of [own, all]) {
    expect(seriesValue(text, 'nanopore_data_dir_free_bytes')).toBeGreaterThan(0);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \S+$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  }
});
