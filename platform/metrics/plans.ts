import { Counter, Histogram, type Registry } from 'prom-client';

/** What a gateway counts of its planned operations. */
export type PlanMetrics = {
  /** An operation was planned already. */
  hit(): void;
  /** It had to be planned and compiled. */
  missed(seconds: number): void;
};

const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1];

export function planMetrics(registry: Registry): PlanMetrics {
  const hits = new Counter({
    name: 'nanopore_gateway_plan_hits_total',
    help: 'Operations that were planned when they came.',
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'nanopore_gateway_planning_seconds',
    help: 'Seconds to plan and compile an operation that was new, also those of a new supergraph before it is in force.',
    buckets: DURATIONS,
    registers: [registry],
  });
  return { hit: () => hits.inc(), missed: (took) => seconds.observe(took) };
}
