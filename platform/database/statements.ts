import { channel } from 'node:diagnostics_channel';
import type { RequestScope } from '../request/scope.ts';

/** One SQL statement as it left for the server. */
export type Statement = { service: string; text: string; parameters: readonly unknown[] };

/** Tests count here; nobody pays for it while nobody listens. */
export const statements = channel('nanopore:sql-statement');

/** One SQL statement that was answered. */
export type EndedStatement = Statement & {
  /** The prepared name, or the kind (`insert nanopore_samples`) of one that is not prepared. */
  name: string;
  prepared: boolean;
  /** From handing it to the connection to its answer. */
  milliseconds: number;
  /** What the server called it: a `commit` of a failed transaction is a `ROLLBACK`. */
  command: string | undefined;
  error: unknown;
  /** The server process, as in `pg_stat_activity`. */
  pid: number | undefined;
  request: RequestScope | undefined;
};

export type StatementObserver = (ended: EndedStatement) => void;

const UNSAFE = /[^\w.:-]/g;

/**
 * The text with a comment that says on whose behalf it runs, for `pg_stat_activity` and the server's log. Never on
 * a prepared statement: each text of its own would be another plan.
 */
export function commented(text: string, request: RequestScope | undefined): string {
  if (request === undefined) {
    return text;
  }
  const [operation, requestId] = [request.operation, request.requestId].map((value) =>
    value.replace(UNSAFE, '_').slice(0, 100),
  );
  return `/* op=${operation},req=${requestId} */ ${text}`;
}
