import { Client } from 'pg';

/** One connection whose statements run one after the other, whoever sends them. */
export type Connection = {
  query<Row extends object = Record<string, unknown>>(text: string, values?: unknown[]): Promise<Row[]>;
  onNotification(listener: () => void): void;
  /** Aborted when the connection is lost. */
  lost: AbortSignal;
  close(): Promise<void>;
};

/**
 * An outbox that was empty a moment ago has no statistics: all that is asked of it has an index in the right order, and
 * PostgreSQL would rather sort the whole table.
 */
const PLANS = '-c enable_seqscan=off -c enable_bitmapscan=off -c enable_sort=off';
const SESSION = `-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10s ${PLANS}`;

/** A server that does not answer any more is as good as gone. */
const ANSWER_TIMEOUT_MS = 35_000;

export async function openConnection(url: string, applicationName: string): Promise<Connection> {
  const client = new Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 5_000,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    options: SESSION,
  });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort(new Error('The connection ended.')));
  await client.connect();
  let last: Promise<unknown> = Promise.resolve();
  return {
    query: (text, values) => {
      const answer = last.then(async () => (await client.query(text, values)).rows);
      last = answer.catch(() => undefined);
      return answer;
    },
    onNotification: (listener) => client.on('notification', listener),
    lost: lost.signal,
    close: () => client.end().catch(() => undefined),
  };
}
