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
  /** What the first page said that came with errors, and how many did. */
  errors: { pages: number; first: string | undefined };
  graph: Percentiles;
  /** The same samples, one by one after the graph's; undefined where the monolith cannot be asked for them. */
  monolith: Percentiles | undefined;
};

/** Samples as a client of the graph gets them. A value that the graph cannot show is an error in its place. */
type Answer = {
  data: { samples: { nodes: ({ id: string } | null)[] } | null } | null;
  errors?: { message: string; path?: (string | number)[] }[];
};
type Page = { ids: string[]; error: string | undefined };

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const started = performance.now();
  const result = await work();
  return { ms: performance.now() - started, result };
}

async function ask(gateway: GraphQLServer, variables: Record<string, unknown>): Promise<Page> {
  const payload = { query: OPERATION, variables };
  const { body } = await gateway.fastify.inject({ method: 'POST', url: '/graphql', payload });
  const { data, errors: [error] = [] } = JSON.parse(body) as Answer;
  if (data == null) {
    throw new StartupError(`The graph does not answer SampleJourney: ${error?.message ?? 'no reason given'}`);
  }
  // An error takes along whatever may not be null around it, up to the whole page.
  const nodes = data.samples?.nodes ?? [];
  const ids = nodes.flatMap((node) => node?.id ?? []);
  return { ids, error: error && `${error.message} ${placeOf(error.path ?? [], nodes)}` };
}

/** `samples.nodes.7.steps.2.startedAt`, in words. */
function placeOf(path: readonly (string | number)[], nodes: readonly ({ id: string } | null)[]): string {
  const [, , place, ...below] = path;
  const sample = typeof place === 'number' ? nodes[place]?.id : undefined;
  return sample === undefined ? `(${path.join('.')})` : `(${below.join('.')} of sample ${sample})`;
}

/** Filters that let pages begin anywhere in the lab's list. */
async function beginnings(samples: Client, pages: number): Promise<Record<string, string>[]> {
  const { rows } = await samples.query<{ at: Date }>(
    `select submitted_at as at from nanopore_samples
     where submitted_at between '1900-01-01' and '9999-01-01' and deleted_at is null order by random() limit $1`,
    [pages],
  );
  const found = rows.map(({ at }) => ({ submittedBefore: new Date(at.getTime() + 1).toISOString() }));
  // A small lab has few beginnings, and each is measured several times; samples without dates are one list.
  return Array.from({ length: pages }, (_, i) => found[i % found.length] ?? {});
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
  const errors: Journey['errors'] = { pages: 0, first: undefined };
  let samplesSeen = 0;
  const started = performance.now();
  for (const [i, filter] of (await beginnings(samples, pages + WARM_UP)).entries()) {
    const page = await timed(() => ask(gateway, { first: PAGE, filter }));
    const { ids, error } = page.result;
    const own = await timed(async () =>
      monolith?.client.query({ name: 'journey', text: monolith.text, values: [ids] }),
    );
    if (i >= WARM_UP) {
      errors.pages += error === undefined ? 0 : 1;
      errors.first ??= error;
    }
    if (i >= WARM_UP && ids.length > 0) {
      samplesSeen += ids.length;
      graph.push(page.ms);
      source.push(own.ms);
    }
    if (performance.now() - started > MOST_MS && graph.length > 0) {
      break;
    }
  }
  if (graph.length === 0) {
    return noPage(errors.first);
  }
  return {
    pages: graph.length,
    samples: samplesSeen,
    errors,
    graph: percentiles(graph),
    monolith: monolith === undefined ? undefined : percentiles(source),
  };
}

function noPage(error: string | undefined): undefined {
  if (error !== undefined) {
    throw new StartupError(`The graph does not answer SampleJourney: ${error}`);
  }
}
