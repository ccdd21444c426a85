import { Agent } from 'undici';
import type { Readiness } from '../platform/http/graphql-server.ts';
import { connecting, type LiveTls } from '../platform/http/live-tls.ts';
import type { SubgraphAddress } from './subgraphs.ts';

/** What one subgraph says of itself; `latencyMs` of the whole question. */
export type SubgraphReadiness = { healthy: boolean; latencyMs: number };
export type AskReadiness = (subgraph: SubgraphAddress) => Promise<SubgraphReadiness>;

const PATIENCE_MS = 3_000;
const CONNECTIONS_PER_SUBGRAPH = 4;

/** Connections of their own: whether a subgraph is ready is not asked behind its fetches. Whoever makes it closes it. */
export const readinessAgent = (tls?: LiveTls): Agent =>
  new Agent({ connections: CONNECTIONS_PER_SUBGRAPH, connect: connecting(PATIENCE_MS, tls) });

export async function gatewayReadiness(subgraphs: readonly SubgraphAddress[], ask: AskReadiness): Promise<Readiness> {
  const answers = await Promise.all(subgraphs.map(async (subgraph) => [subgraph.name, await ask(subgraph)] as const));
  return {
    status: answers.every(([, answer]) => answer.healthy) ? 'ready' : 'unavailable',
    services: Object.fromEntries(answers),
    timestamp: new Date().toISOString(),
  };
}

/**
 * Asks a subgraph over HTTP. Ours have `/ready` and tell about their database; any other GraphQL server is healthy
 * when it answers the smallest query there is.
 */
export const askOverHttp =
  (agent: Agent): AskReadiness =>
  async ({ name, url }) => {
    const started = performance.now();
    try {
      const own = await get(agent, new URL('/ready', url));
      const answer = own.services?.[name] ?? (await get(agent, new URL(url), '{ __typename }')).data;
      const healthy =
        typeof answer === 'object' && answer !== null && (answer as { healthy?: boolean }).healthy !== false;
      return { healthy, latencyMs: since(started), ...(own.services === undefined ? {} : (answer as object)) };
    } catch {
      // Whatever kept it from answering: it is not there for clients either.
      return { healthy: false, latencyMs: since(started) };
    }
  };

type Answer = { services?: Record<string, unknown>; data?: unknown };

async function get(agent: Agent, url: URL, query?: string): Promise<Answer> {
  const { body } = await agent.request({
    origin: url.origin,
    path: url.pathname + url.search,
    method: query === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: query === undefined ? null : JSON.stringify({ query }),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await body.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}

const since = (started: number): number => Math.round((performance.now() - started) * 10) / 10;
