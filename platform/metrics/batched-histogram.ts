import { Histogram, type HistogramConfiguration, type LabelValues } from 'prom-client';

/** So many are counted at once: together they take a tenth of the time that they take one by one between other work. */
const BATCH = 256;

export type Observer<L extends string> = { observe(labels: LabelValues<L>, value: number): void };

/** A histogram that keeps what it is told for a moment, at the latest until somebody reads it. */
export function batchedHistogram<L extends string>(configuration: HistogramConfiguration<L>): Observer<L> {
  const waiting: { labels: LabelValues<L>; value: number }[] = [];
  const count = (): void => {
    for (const { labels, value } of waiting) {
      histogram.observe(labels, value);
    }
    waiting.length = 0;
  };
  const histogram = new Histogram({ ...configuration, collect: count });
  return {
    observe: (labels, value) => {
      if (waiting.push({ labels, value }) >= BATCH) {
        count();
      }
    },
  };
}
