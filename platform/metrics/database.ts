import { Counter, Gauge, type Registry } from 'prom-client';
import type { NamedPool, PoolObserver } from '../database/pools.ts';
import type { EndedStatement } from '../database/statements.ts';
import { batchedHistogram } from './batched-histogram.ts';
import { boundedNames } from './bounded-names.ts';

export type ReplicaState = { service: string; server: string; lagSeconds: number; inUse: boolean };

/** What the databases of a process report. */
export type DatabaseMetrics = PoolObserver & {
  watch(pool: NamedPool): void;
  /** Asked at each scrape. */
  watchReplicas(states: () => ReplicaState[]): void;
  statementEnded(ended: EndedStatement): void;
};

const MOST_STATEMENTS = 2_000;
const WAITS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2];
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 30];

export function databaseMetrics(registry: Registry): DatabaseMetrics {
  const registers = [registry];
  // Kinds come from texts with values in them, which may hold anything.
  const statementName = boundedNames(MOST_STATEMENTS);
  const pools = watchedPools(registry);
  const replicas = watchedReplicas(registry);
  const waits = batchedHistogram({
    name: 'nanopore_pool_acquire_seconds',
    help: 'Seconds until a caller had a connection, or gave up waiting for one.',
    labelNames: ['service', 'server'],
    buckets: WAITS,
    registers,
  });
  const exhausted = new Counter({
    name: 'nanopore_pool_exhausted_total',
    help: 'Callers that got no connection in time (POOL_EXHAUSTED).',
    labelNames: ['service', 'server'],
    registers,
  });
  const durations = batchedHistogram({
    name: 'nanopore_statement_seconds',
    help: 'Seconds of SQL statements by name, from the connection to the answer.',
    labelNames: ['service', 'statement'],
    buckets: DURATIONS,
    registers,
  });
  const failures = new Counter({
    name: 'nanopore_statement_failures_total',
    help: 'SQL statements that ended with an error, by SQLSTATE or network error.',
    labelNames: ['service', 'code'],
    registers,
  });
  const transactions = new Counter({
    name: 'nanopore_transactions_total',
    help: 'Transactions by outcome: commit or rollback.',
    labelNames: ['service', 'outcome'],
    registers,
  });
  return {
    watch: pools,
    watchReplicas: replicas,
    acquired: ({ service, server }, seconds) => waits.observe({ service, server }, seconds),
    exhausted: ({ service, server }) => exhausted.inc({ service, server }),
    statementEnded: ({ service, name, milliseconds, command, error }) => {
      durations.observe({ service, statement: statementName(name) }, milliseconds / 1000);
      if (error !== undefined) {
        failures.inc({ service, code: (error as { code?: string }).code ?? 'unknown' });
      }
      // `rollback to` a savepoint is a rollback to the server as well, but ends no transaction.
      if (name === 'commit' || name === 'rollback') {
        transactions.inc({ service, outcome: command === 'COMMIT' ? 'commit' : 'rollback' });
      }
    },
  };
}

function watchedPools(registry: Registry): (pool: NamedPool) => void {
  const watched: NamedPool[] = [];
  const gauge = (name: string, help: string, measure: (pool: NamedPool['pool']) => number) =>
    new Gauge({
      name,
      help,
      labelNames: ['service', 'server'],
      registers: [registry],
      collect() {
        for (const { service, server, pool } of watched) {
          this.set({ service, server }, measure(pool));
        }
      },
    });
  gauge('nanopore_pool_connections', 'Open connections of a pool, in use or idle.', (pool) => pool.totalCount);
  gauge('nanopore_pool_idle', 'Connections of a pool that nobody uses.', (pool) => pool.idleCount);
  gauge('nanopore_pool_waiting', 'Callers that wait for a connection.', (pool) => pool.waitingCount);
  gauge('nanopore_pool_limit', 'Most connections a pool may open.', (pool) => pool.options.max);
  return (pool) => watched.push(pool);
}

function watchedReplicas(registry: Registry): (states: () => ReplicaState[]) => void {
  const sources: (() => ReplicaState[])[] = [];
  const labelNames = ['service', 'server'] as const;
  const gauge = (name: string, help: string, measure: (state: ReplicaState) => number) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      collect() {
        for (const state of sources.flatMap((states) => states())) {
          this.set({ service: state.service, server: state.server }, measure(state));
        }
      },
    });
  gauge('nanopore_replica_lag_seconds', 'How far a replica is behind; +Inf while it is away.', (s) => s.lagSeconds);
  gauge('nanopore_replica_in_use', '1 while a replica is read from, 0 while it is left out.', (s) => Number(s.inUse));
  return (states) => sources.push(states);
}
