import type { Log } from '../log/log.ts';
import { type Explained, explain } from './explain.ts';
import type { EndedStatement } from './statements.ts';

/** A plan changes slowly, and explaining costs planning time: once in this time for each name. */
const EXPLAIN_AGAIN_MS = 60_000;
const MOST_NAMES = 1_000;
const EXPLAINABLE = /^[\s(]*(select|with)\b/i;

export type SlowStatements = {
  observe(ended: EndedStatement): void;
  /** Resolves when the plans under way are written. */
  close(): Promise<void>;
};

/** Logs statements that took `thresholdMs` or longer, those that read with their plan. */
export function slowStatements(options: {
  service: string;
  server: string;
  url: string;
  log: Log;
  thresholdMs: number;
}): SlowStatements {
  const { service, server, url, log, thresholdMs } = options;
  const explainedAt = new Map<string, number>();
  let underWay: Promise<void> | undefined;
  let closed = false;

  const isDue = (ended: EndedStatement): boolean =>
    !closed &&
    underWay === undefined && // an overloaded server is not helped by many of us
    EXPLAINABLE.test(ended.text) &&
    performance.now() - (explainedAt.get(ended.name) ?? Number.NEGATIVE_INFINITY) >= EXPLAIN_AGAIN_MS;

  const write = (ended: EndedStatement, explained: Explained | object = {}): void => {
    const { name, milliseconds, pid, request, error } = ended;
    log.warn(
      {
        service,
        server,
        statement: name,
        ms: Math.round(milliseconds),
        operation: request?.operation,
        requestId: request?.requestId,
        pid,
        ...(error === undefined ? {} : { failed: (error as Error).message }),
        // An unprepared text holds values; a prepared one holds places for them.
        ...(ended.prepared ? { text: ended.text.replace(/\s+/g, ' ').trim() } : {}),
        ...explained,
      },
      'a slow statement',
    );
  };

  return {
    observe: (ended) => {
      if (ended.milliseconds < thresholdMs) {
        return;
      }
      if (!isDue(ended)) {
        write(ended);
        return;
      }
      if (explainedAt.size >= MOST_NAMES) {
        explainedAt.clear();
      }
      explainedAt.set(ended.name, performance.now());
      underWay = explain(url, service, ended.text, ended.parameters).then((explained) => {
        underWay = undefined;
        write(ended, explained);
      });
    },
    close: async () => {
      closed = true;
      await underWay;
    },
  };
}
