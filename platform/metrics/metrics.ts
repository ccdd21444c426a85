import { Registry } from 'prom-client';
import { type CallerMetrics, callerMetrics } from './callers.ts';
import { type DatabaseMetrics, databaseMetrics } from './database.ts';
import { type EventMetrics, eventMetrics } from './events.ts';
import { type FetchMetrics, fetchMetrics } from './fetches.ts';
import { type GraphQLMetrics, graphqlMetrics } from './graphql.ts';
import { type PlanMetrics, planMetrics } from './plans.ts';
import { processMetrics } from './process.ts';
import { type SealingMetrics, sealingMetrics } from './sealing.ts';

/** What one process counts. Made by whoever starts the process, and handed to whatever has something to count. */
export type Metrics = {
  readonly contentType: string;
  readonly database: DatabaseMetrics;
  readonly graphql: GraphQLMetrics;
  readonly fetches: FetchMetrics;
  readonly plans: PlanMetrics;
  readonly callers: CallerMetrics;
  readonly events: EventMetrics;
  readonly sealing: SealingMetrics;
  /** Prometheus' text format: everything, or what belongs to one service and to the process as such. */
  text(service?: string): Promise<string>;
};

/** `dataDir`: also measure the process itself. Left out in tests, for those gauges cannot be stopped. */
export function createMetrics(options: { dataDir?: string } = {}): Metrics {
  const registry = new Registry();
  if (options.dataDir !== undefined) {
    processMetrics(registry, options.dataDir);
  }
  return {
    contentType: registry.contentType,
    database: databaseMetrics(registry),
    graphql: graphqlMetrics(registry),
    fetches: fetchMetrics(registry),
    plans: planMetrics(registry),
    callers: callerMetrics(registry),
    events: eventMetrics(registry),
    sealing: sealingMetrics(registry),
    text: async (service) => {
      const text = await registry.metrics();
      return service === undefined ? text : withoutOthers(text, service);
    },
  };
}

const OF_A_SERVICE = /[{,]service="([^"]*)"/;

function withoutOthers(text: string, service: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('#') || (OF_A_SERVICE.exec(line)?.[1] ?? service) === service)
    .join('\n');
}
