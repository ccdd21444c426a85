import { readFileSync } from 'node:fs';
import type { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { GraphQLServer } from '../../../platform/http/graphql-server.ts';

const OPERATION = readFileSync(new URL('../../../schema/operations/sample-journey.graphql', import.meta.url), 'utf8');
const PAGE = 20;
/** The first few fill caches, and let PostgreSQL decide on the plans it keeps. */
const WARM_UP = 10;
/** Without an index the monolith may need seconds for a page; then fewer pages have to do. */
const MOST_MS = 120_000;

/** Milliseconds. */
export type Percentiles = { p50: number; p95: number };

export type Journey = {
  /** How many pages of up to 20 samples were measured. */
  pages: number;
  samples: number;
  graph: Percentiles;
  /** The same samples, one by one after the graph's; undefined where the monolith cannot be asked for them. */
  monolith: Percentiles | undefined;
};

/** Samples as a client of the graph gets them. */
type Page = { data: { samples: { nodes: { id: string }[] } } | null; errors?: { message: string }[] };

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

async function ask(gateway: GraphQLServer, variables: Record<string, unknown>): Promise<string[]> {
  const payload = { query: OPERATION, variables };
  const { body } = await gateway.fastify.inject({ method: 'POST', url: '/graphql', payload });
  const { data, errors } = JSON.parse(body) as Page;
  if (data === null || errors !== undefined) {
    throw new StartupError(`The graph does not answer SampleJourney: ${errors?.[0]?.message ?? 'no reason given'}.`);
  }
  return data.samples.nodes.map(({ id }) => id);
}

/** Times before which pages begin, anywhere in the lab's list. */
async function beginnings(samples: Client, pages: number): Promise<string[]> {
  const { rows } = await samples.query<{ at: Date }>(
    'select submitted_at as at from nanopore_samples where isfinite(submitted_at) and deleted_at is null order by random() limit $1',
    [pages],
  );
  const found = rows.map(({ at }) => new Date(at.getTime() + 1).toISOString());
  // A small lab has few beginnings: each is measured several times.
  return found.length === 0 ? [] : Array.from({ length: pages }, (_, i) => found[i % found.length] as string);
}

function percentiles(times: readonly number[]): Percentiles {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] as number;
  return { p50: at(0.5), p95: at(0.95) };
}

/**
 * Measures pages of SampleJourney at random places, alternating: through the gateway, then the same samples in one
 * statement on the monolith. The monolith is given their ids, so it does not even have to find the page.
 *
 * @param monolith the source, and the statement for it
 * @returns undefined when there are no samples
 */
export async function measureJourney(
  gateway: GraphQLServer,
  samples: Client,
  monolith: { client: Client; text: string } | undefined,
  pages: number,
): Promise<Journey | undefined> {
  const graph: number[] = [];
  const source: number[] = [];
  let seen = 0;
  const started = performance.now();
  for (const [i, submittedBefore] of (await beginnings(samples, pages + WARM_UP)).entries()) {
    const page = await timed(() => ask(gateway, { first: PAGE, filter: { submittedBefore } }));
    const own = await timed(async () =>
      monolith?.client.query({ name: 'journey', text: monolith.text, values: [page.result] }),
    );
    if (i >= WARM_UP) {
      seen += page.result.length;
      graph.push(page.ms);
      source.push(own.ms);
      if (performance.now() - started > MOST_MS) {
        break;
      }
    }
  }
  if (graph.length === 0) {
    return undefined;
  }
  return {
    pages: graph.length,
    samples: seen,
    graph: percentiles(graph),
    monolith: monolith === undefined ? undefined : percentiles(source),
  };
}
