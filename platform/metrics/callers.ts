import { Counter, type Registry } from 'prom-client';

/** Why somebody was refused who asked a service. */
export type CallerMetrics = { refused(service: string, reason: string): void };

export function callerMetrics(registry: Registry): CallerMetrics {
  const refusals = new Counter({
    name: 'nanopore_callers_refused_total',
    help: 'Requests to a service for which no gateway vouched as it must, by reason.',
    labelNames: ['service', 'reason'],
    registers: [registry],
  });
  return { refused: (service, reason) => refusals.inc({ service, reason }) };
}
