import { Client } from 'pg';
import { StartupError } from '../../../platform/errors/startup-error.ts';
import type { ServiceDefinition } from '../../../platform/service/definition.ts';
import { type GraphOptions, gatewayOver, type Opening, openReadily, type ServiceReadiness } from '../accept/graph.ts';
import { type Journey, measureJourney } from '../accept/journey.ts';
import { type MonolithJourney, readMonolithJourney } from '../accept/monolith.ts';
import { codeOf } from '../preflight/side.ts';
import { count } from '../report/numbers.ts';
import type { Server } from '../session.ts';

export type LastVerification = { equal: boolean; finishedAt: string };

export type AcceptOptions = GraphOptions & {
  /** The monolith. That it is away is no reason not to accept. */
  source: Pick<Server, 'connect'>;
  /** Of every moved table; undefined when there was none. */
  lastVerification(): Promise<LastVerification | undefined>;
  /** How many pages of the journey are measured; 200 when left out. */
  pages?: number;
};

export type AcceptReport = {
  services: ServiceReadiness[];
  /** Every service is healthy. */
  ready: boolean;
  verification: LastVerification | undefined;
  /** Undefined when it could not be measured: `notes` say why. */
  journey: Journey | undefined;
  /** How many times as long as the monolith the graph takes, by the 95th percentiles. */
  ratio: number | undefined;
  notes: string[];
  /** Ready, and everything verified. How fast it is, is for people to judge. */
  accepted: boolean;
};

const PAGES = 200;
const NAME = 'nanopore-separation';

/**
 * Looks at a finished separation as a client would: are all services ready, was every moved table verified, and how
 * long does the journey of samples take through the gateway, beside the monolith's own join. Changes nothing, and
 * closes all that it opens.
 *
 * @param urls where each service finds its database as its run-time role, by name
 * @throws StartupError when the graph cannot be put together or does not answer
 */
export async function accept(
  services: readonly ServiceDefinition[],
  urls: ReadonlyMap<string, string>,
  options: AcceptOptions,
): Promise<AcceptReport> {
  const openings = await openAll(services, urls, options);
  try {
    const readiness = openings.map((each) => each.readiness);
    const ready = readiness.every(({ healthy }) => healthy);
    const verification = await options.lastVerification();
    const { journey, notes } = ready ? await measured(openings, urls, options) : NOT_READY;
    return {
      services: readiness,
      ready,
      verification,
      journey,
      ratio: journey?.monolith === undefined ? undefined : journey.graph.p95 / journey.monolith.p95,
      notes,
      accepted: ready && verification?.equal === true,
    };
  } finally {
    await Promise.all(openings.map(({ service }) => service?.close()));
  }
}

/** All that can be opened; when one fails in a way that nobody foresaw, the others are closed. */
async function openAll(
  services: readonly ServiceDefinition[],
  urls: ReadonlyMap<string, string>,
  options: AcceptOptions,
): Promise<Opening[]> {
  const settled = await Promise.allSettled(
    services.map((definition) => openReadily(definition, urls.get(definition.name) as string, options)),
  );
  const openings = settled.filter((each) => each.status === 'fulfilled').map(({ value }) => value);
  const failed = settled.find((each) => each.status === 'rejected');
  if (failed !== undefined) {
    await Promise.all(openings.map(({ service }) => service?.close()));
    throw failed.reason;
  }
  return openings;
}

type Measured = Pick<AcceptReport, 'journey' | 'notes'>;

const NOT_READY: Measured = { journey: undefined, notes: ['The journey is measured when every service is ready.'] };

async function measured(
  openings: readonly Opening[],
  urls: ReadonlyMap<string, string>,
  options: AcceptOptions,
): Promise<Measured> {
  const open = openings.map(({ service }) => service).filter((service) => service !== undefined);
  await using opened = new AsyncDisposableStack();
  const gateway = opened.adopt(await gatewayOver(open, options), (server) => server.close());
  const source = await openSource(options.source);
  opened.defer(async () => source.monolith?.client.end());
  const samples = opened.adopt(
    new Client({ connectionString: urls.get('samples'), application_name: NAME }),
    (client) => client.end(),
  );
  samples.on('error', () => undefined); // the statement under way rejects with it
  await samples.connect();
  const journey = await measureJourney(gateway, samples, source.monolith, options.pages ?? PAGES);
  return { journey, notes: journey === undefined ? ['There are no samples to measure.'] : source.notes };
}

/** The monolith, ready to be asked for journeys, or why there is nothing to compare with. */
async function openSource(
  source: AcceptOptions['source'],
): Promise<{ monolith: { client: Client; text: string } | undefined; notes: string[] }> {
  let client: Client | undefined;
  try {
    client = await source.connect();
    const found = await readMonolithJourney(client);
    if (found !== undefined) {
      await client.query(found.text, [[]]);
      return { monolith: { client, text: found.text }, notes: notesOf(found) };
    }
    await client.end();
    return nothing('the monolith has no samples with the ids of the services.');
  } catch (error) {
    await client?.end();
    if (!(error instanceof Error && 'code' in error)) {
      throw error;
    }
    return nothing(
      error instanceof StartupError ? error.message : `the monolith refuses the question (SQLSTATE ${codeOf(error)}).`,
    );
  }
}

const nothing = (why: string) => ({
  monolith: undefined,
  notes: [`There is nothing to compare with: ${why}`],
});

const notesOf = ({ missing }: MonolithJourney): string[] =>
  missing.length === 0
    ? []
    : [`The monolith has no ${missing.join(', ')} to join: it does less for its answer than the graph.`];

const ms = (value: number): string => `${value.toFixed(1)} ms`;

/** What the terminal prints: each service, the verification, the journey, and at last whether to go on. */
export function acceptLines(report: AcceptReport): string[] {
  const { services, verification, journey, ratio, notes } = report;
  const widest = Math.max(...services.map(({ name }) => name.length), 0);
  return [
    ...services.map(({ name, healthy, latencyMs, problem }) =>
      healthy
        ? `✓ ${name.padEnd(widest)}  ready, answers in ${ms(latencyMs ?? 0)}`
        : `✗ ${name.padEnd(widest)}  not ready: ${problem}`,
    ),
    verificationLine(verification),
    ...(journey === undefined ? [] : journeyLines(journey, ratio)),
    ...notes,
    '',
    ...closing(report),
  ];
}

function verificationLine(verification: LastVerification | undefined): string {
  if (verification === undefined) {
    return '✗ never verified';
  }
  const { equal, finishedAt } = verification;
  return equal ? `✓ verified as equal at ${finishedAt}` : `✗ found unequal at ${finishedAt}`;
}

const journeyLines = ({ pages, samples, graph, monolith }: Journey, ratio: number | undefined): string[] => [
  `The journey of ${count(samples)} samples, on ${count(pages)} pages at random places of the list:`,
  `  through the gateway       p50 ${ms(graph.p50)}, p95 ${ms(graph.p95)}`,
  ...(monolith === undefined || ratio === undefined
    ? []
    : [
        `  the monolith's own join   p50 ${ms(monolith.p50)}, p95 ${ms(monolith.p95)}`,
        `  the gateway takes ${ratio.toFixed(1)} times as long (p95)`,
      ]),
];

function closing({ accepted, ready }: AcceptReport): string[] {
  if (accepted) {
    return ['Accepted: clients may use the gateway. The way back is npm run separate -- reverse.'];
  }
  return ready
    ? ['Not accepted. Next: npm run separate -- verify']
    : ['Not accepted. Next: mend what is marked ✗, then run npm run separate -- accept again.'];
}
