import { Gauge, type Registry } from 'prom-client';

/** How a log stands that is sealed after it was written. */
export type SealingState = {
  /** Entries that wait for their place. */
  waiting: number;
  /** Entries that have one. */
  sealed: number;
  /** How many of them the newest checkpoint covers, and when it was signed. */
  checkpoint: { size: number; signedAt: Date } | undefined;
  /** Entries that stand in no month. */
  withoutMonth: number;
  /** Whether checkpoints outside the database are other than those in it, or the log was given out of the keeper's hands. */
  inDoubt: boolean;
};

export type SealingMetrics = { watch(service: string, state: SealingState): void };

export function sealingMetrics(registry: Registry): SealingMetrics {
  const gauge = (name: string, help: string) =>
    new Gauge({ name: `nanopore_log_${name}`, help, labelNames: ['service'], registers: [registry] });
  const waiting = gauge('waiting_entries', 'Entries of a log that have no place in its tree yet.');
  const sealed = gauge('sealed_entries', 'Entries of a log that have their place in its tree.');
  const size = gauge('checkpoint_size', 'Entries that the newest checkpoint of a log covers.');
  const signed = gauge('checkpoint_timestamp_seconds', 'When the newest checkpoint of a log was signed.');
  const withoutMonth = gauge('entries_without_month', 'Entries of a log that stand in its default partition.');
  const inDoubt = gauge(
    'in_doubt',
    '1 while a log is not sealed or not signed because something about it is not as it must be.',
  );
  return {
    watch: (service, state) => {
      waiting.set({ service }, state.waiting);
      sealed.set({ service }, state.sealed);
      withoutMonth.set({ service }, state.withoutMonth);
      inDoubt.set({ service }, state.inDoubt ? 1 : 0);
      if (state.checkpoint !== undefined) {
        size.set({ service }, state.checkpoint.size);
        signed.set({ service }, state.checkpoint.signedAt.getTime() / 1000);
      }
    },
  };
}
