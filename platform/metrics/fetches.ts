import { Counter, Gauge, type Registry } from 'prom-client';
import { batchedHistogram } from './batched-histogram.ts';

/** `answered`: with errors or without. `abandoned`: nobody waited for the answer any more. */
export type FetchOutcome = 'answered' | 'unavailable' | 'timeout' | 'bad_answer' | 'abandoned';
export type CircuitPhase = 'closed' | 'half-open' | 'open';

/** What a gateway reports of the subgraphs it asks. */
export type FetchMetrics = {
  /** Once for each fetch, its retries included. */
  fetchEnded(service: string, outcome: FetchOutcome, seconds: number): void;
  retried(service: string): void;
  /** Somebody got the answer of a fetch that was under way. */
  fetchJoined(service: string): void;
  /** Asked at each scrape; a later one for the same service replaces it. */
  watchCircuit(service: string, phase: () => CircuitPhase): void;
};

const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 30];
const OPENNESS: Record<CircuitPhase, number> = { closed: 0, 'half-open': 0.5, open: 1 };

export function fetchMetrics(registry: Registry): FetchMetrics {
  const registers = [registry];
  const circuits = new Map<string, () => CircuitPhase>();
  const durations = batchedHistogram({
    name: 'nanopore_subgraph_fetch_seconds',
    help: 'Seconds of fetches from a subgraph, retries included, by outcome.',
    labelNames: ['service', 'outcome'],
    buckets: DURATIONS,
    registers,
  });
  const retries = new Counter({
    name: 'nanopore_subgraph_retries_total',
    help: 'Attempts after the first one of a fetch.',
    labelNames: ['service'],
    registers,
  });
  const joined = new Counter({
    name: 'nanopore_subgraph_fetches_joined_total',
    help: 'Fetches that were not sent, because an equal one was under way.',
    labelNames: ['service'],
    registers,
  });
  new Gauge({
    name: 'nanopore_subgraph_circuit_open',
    help: '1 while a subgraph is not asked because it failed too often, 0.5 while it is tried out, 0 otherwise.',
    labelNames: ['service'],
    registers,
    collect() {
      for (const [service, phase] of circuits) {
        this.set({ service }, OPENNESS[phase()]);
      }
    },
  });
  return {
    fetchEnded: (service, outcome, seconds) => durations.observe({ service, outcome }, seconds),
    retried: (service) => retries.inc({ service }),
    fetchJoined: (service) => joined.inc({ service }),
    watchCircuit: (service, phase) => circuits.set(service, phase),
  };
}
