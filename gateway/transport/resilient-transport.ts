import type { Log } from '../../platform/log/log.ts';
import type { FetchMetrics } from '../../platform/metrics/fetches.ts';
import type { SubgraphAddress } from '../subgraphs.ts';
import { asking } from './asking.ts';
import type { Attempt } from './attempt.ts';
import { createBreaker } from './breaker.ts';
import { guarded } from './guarded.ts';
import { retried } from './retried.ts';
import { createRetryBudget } from './retry-budget.ts';
import type { TransportSettings } from './settings.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import type { Ask, Transport } from './transport.ts';

export type TransportOptions = { settings: TransportSettings; log: Log; metrics: FetchMetrics };

/** A transport, and what ends it: fetches under way are waited for, later ones are refused. */
export type OpenTransport = { transport: Transport; close(): Promise<void> };

/** Timeout, joining, retries and breaker, around whatever makes one attempt at a subgraph. */
export function resilientTransport(
  options: TransportOptions,
  attemptAt: (subgraph: SubgraphAddress) => Attempt,
): OpenTransport {
  const traffic = createTraffic();
  // Another supergraph has the same subgraphs for the most part: what is known of them stays.
  const known = new Map<string, { url: string; ask: Ask }>();
  return {
    transport: (subgraph) => {
      const found = known.get(subgraph.name);
      if (found?.url === subgraph.url) {
        return found.ask;
      }
      const ask = resilientAsk(subgraph.name, attemptAt(subgraph), traffic, options);
      known.set(subgraph.name, { url: subgraph.url, ask });
      return ask;
    },
    close: () => traffic.close(),
  };
}

function resilientAsk(service: string, attempt: Attempt, traffic: Traffic, options: TransportOptions): Ask {
  const { settings, log, metrics } = options;
  const breaker = createBreaker(settings.breaker, (circuit) =>
    log[circuit === 'closed' ? 'info' : 'warn']({ subgraph: service, circuit }, 'the circuit of a subgraph changed'),
  );
  metrics.watchCircuit(service, () => breaker.phase(performance.now()));
  const budget = createRetryBudget(settings.retries, performance.now());
  return asking({
    service,
    attempt: retried(guarded(service, attempt, breaker), settings.retries.most, budget, () => metrics.retried(service)),
    timeoutMs: settings.timeoutMsOf(service),
    share: settings.shareFetches,
    traffic,
    log,
    metrics,
  });
}
